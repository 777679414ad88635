"""The school's checklists: what is asked of partners in each situation."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, school_side, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.onboarding import review_forms as forms
from partnerhub.onboarding.defaults import SITUATIONS, Situation
from partnerhub.onboarding.lists import OwnEntry, OwnList, asked
from partnerhub.onboarding.routes import review, routes


def known(situation: str) -> Situation:
    """The situation in the address; 404 where there is none such."""
    try:
        return Situation(situation)
    except ValueError:
        abort(404)


def list_url(situation: str) -> str:
    """Where a list is."""
    return url_for("onboarding.show_list", situation=situation)


@routes.get("/onboarding/lists")
@allow(school_side)
def index_lists() -> Response:
    """All lists, and how much each asks."""
    lists = [(situation, label, asked(review.country(), situation)) for situation, label in SITUATIONS.items()]
    return show("onboarding/lists/index.html", lists=lists)


@routes.get("/onboarding/lists/<string:situation>")
@allow(school_side)
def show_list(situation: str) -> Response:
    """One list."""
    return list_page(known(situation))


def list_page(situation: Situation, status: int = 200, form: Any = None) -> Response:
    """One list, with the form to add to it."""
    return show(
        "onboarding/lists/show.html",
        status=status,
        situation=situation,
        label=SITUATIONS[situation],
        own=OwnList.of(review.country(), situation),
        entries=asked(review.country(), situation),
        form=form or forms.EntryForm.blank(),
    )


@routes.post("/onboarding/lists/<string:situation>/own")
@allow(staff)
def make_own(situation: str) -> Response:
    """Make the brought list the school's own."""
    OwnList.make(review.country(), known(situation), by=current_user)
    return done(list_url(situation), _("This list is your own now. Change it as you like."))


@routes.post("/onboarding/lists/<string:situation>/brought")
@allow(staff)
def give_up_own(situation: str) -> Response:
    """Go back to the brought list."""
    own = OwnList.of(review.country(), known(situation))
    if own:
        own.throw_away(by=current_user)
    return done(list_url(situation), _("This is the brought list again."), undo=undo(own) if own else None)


@routes.post("/onboarding/lists/<string:situation>/entries")
@allow(staff)
def add_entry(situation: str) -> Response:
    """Ask one more thing."""
    form = forms.EntryForm()
    if not form.validate():
        return list_page(known(situation), 422, form)
    own = OwnList.make(review.country(), known(situation), by=current_user)
    own.add(**form.entry)
    return done(list_url(situation), _("Added: %(title)s", title=form.title.data))


@routes.get("/onboarding/entries/<int:key>")
@allow(staff)
def edit_entry(key: int) -> Response:
    """Change one thing."""
    entry = find(OwnEntry, key, to_edit=True)
    form = forms.EntryForm(formdata=None, obj=entry)
    form.by_partner.data = "yes" if entry.by_partner else "no"
    return show("onboarding/lists/edit.html", entry=entry, label=SITUATIONS[known(entry.list.situation)], form=form)


@routes.post("/onboarding/entries/<int:key>")
@allow(staff)
def change_entry(key: int) -> Response:
    """Keep the change."""
    entry, form = find(OwnEntry, key, to_edit=True), forms.EntryForm()
    if not form.validate():
        label = SITUATIONS[known(entry.list.situation)]
        return show("onboarding/lists/edit.html", status=422, entry=entry, label=label, form=form)
    for name, value in form.entry.items():
        setattr(entry, name, value)
    return done(list_url(entry.list.situation), _("Saved: %(title)s", title=entry.title))


@routes.post("/onboarding/entries/<int:key>/position")
@allow(staff)
def move_entry(key: int) -> Response:
    """One place up or down."""
    entry = find(OwnEntry, key, to_edit=True)
    entry.move(up=request.form.get("direction") != "down")
    db.session.flush()
    db.session.expire(entry.list, ["entries"])
    return refreshed(entry)


@routes.post("/onboarding/entries/<int:key>/removal")
@allow(staff)
def remove_entry(key: int) -> Response:
    """Ask it no more."""
    entry = find(OwnEntry, key, to_edit=True)
    entry.throw_away(by=current_user)
    return refreshed(entry, _("Removed: %(title)s", title=entry.title), undo(entry))


def refreshed(entry: OwnEntry, message: str | None = None, back: str | None = None) -> Response:
    """The list as it is now."""
    situation = known(entry.list.situation)
    return done(
        list_url(situation),
        message,
        undo=back,
        fragment="onboarding/lists/_list.html",
        situation=situation,
        label=SITUATIONS[situation],
        own=entry.list,
        entries=entry.list.entries,
        form=forms.EntryForm.blank(),
    )
