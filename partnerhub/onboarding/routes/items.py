"""The checklist's pages: of the school, and of the partner itself."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import audit, files
from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.onboarding import checklist, letters
from partnerhub.onboarding import review_forms as forms
from partnerhub.onboarding.checklist import Item, NotNow
from partnerhub.onboarding.defaults import Entry
from partnerhub.onboarding.progress import NotReady, Progress, activate
from partnerhub.onboarding.routes import review, routes
from partnerhub.partners.model import NotNow as NotNowPartner
from partnerhub.partners.model import Partner

IN_PLACE = ("onboarding.accept_item", "onboarding.reopen_item")


@routes.get("/onboarding/partners/<int:key>")
@allow(signed_in)
def show_checklist(key: int) -> Response:
    """A partner's checklist."""
    return checklist_page(find(Partner, key))


def checklist_page(of: Partner, status: int = 200, **more: Any) -> Response:
    """A partner's checklist, or where it can be begun."""
    return show(
        "onboarding/partners/show.html",
        status=status,
        partner=of,
        progress=Progress(Item.of(of)),
        begin_form=more.pop("begin_form", None) or forms.BeginForm(formdata=None),
        extra_form=more.pop("extra_form", None) or forms.EntryForm.blank(),
        **more,
    )


@routes.post("/onboarding/partners/<int:key>/checklist")
@allow(staff)
def begin_checklist(key: int) -> Response:
    """Begin onboarding for a partner that the school brought in by hand."""
    of, form = find(Partner, key, to_edit=True), forms.BeginForm()
    if not form.validate():
        return checklist_page(of, 422, begin_form=form)
    try:
        checklist.begin(of, form.situation.data, review.country(), by=current_user)
    except (NotNow, NotNowPartner):
        return checklist_page(of, 409, problem=_("It has a checklist already. Here it is."))
    return done(url_for("onboarding.show_checklist", key=of.id), _("The checklist has begun."))


@routes.post("/onboarding/partners/<int:key>/items")
@allow(staff)
def add_item(key: int) -> Response:
    """Ask one thing more of this partner alone."""
    of, form = find(Partner, key, to_edit=True), forms.EntryForm()
    if not form.validate():
        return checklist_page(of, 422, extra_form=form)
    try:
        item = checklist.add(of, Entry(**form.entry), by=current_user)
    except NotNow:
        return checklist_page(of, 409, problem=_("It is not in onboarding any more. Somebody was faster."))
    letters.ask_for_more(item)
    return done(url_for("onboarding.show_checklist", key=of.id), _("Added: %(title)s", title=item.title))


@routes.post("/onboarding/partners/<int:key>/activation")
@allow(staff)
def activate_partner(key: int) -> Response:
    """All that is required is there: the work can begin."""
    of = find(Partner, key, to_edit=True)
    try:
        activate(of, by=current_user)
    except NotReady:
        return checklist_page(of, 409, problem=_("Something required is not done yet."))
    except NotNowPartner:
        return checklist_page(of, 409, problem=_("It is not in onboarding any more. Somebody was faster."))
    letters.welcome(of)
    return done(url_for("onboarding.show_checklist", key=of.id), _("%(name)s is active now.", name=of.name))


@routes.get("/onboarding/items/<int:key>")
@allow(signed_in)
def show_item(key: int) -> Response:
    """One thing of a checklist."""
    return item_page(find(Item, key))


def item_page(item: Item, status: int = 200, **changed: Any) -> Response:
    """One thing with the forms to deal with it, one of them perhaps to be mended."""
    blank: dict[str, Any] = {
        "send_in": forms.SendInForm(formdata=None, text=item.text),
        "give_back": forms.ReturnForm(formdata=None),
        "waiver": forms.WaiverForm(formdata=None),
    }
    problem = changed.pop("problem", None)
    return show(
        "onboarding/items/show.html",
        status=status,
        item=item,
        problem=problem,
        forms_of={**blank, **changed},
        history=db.session.scalars(audit.Event.of(item)).all(),
    )


@routes.get("/onboarding/items/<int:key>/file")
@allow(signed_in)
def show_file(key: int) -> Response:
    """What was sent in."""
    item = find(Item, key)
    return files.stream(item.file) if item.file else abort(404)


@routes.post("/onboarding/items/<int:key>/submission")
@allow(staff, partner, upload=True)
def send_in_item(key: int) -> Response:
    """Hand in a text, a file, or both; staff do it for what came on paper."""
    item, form = find(Item, key), forms.SendInForm()
    if not form.validate():
        return item_page(item, 422, send_in=form)
    if form.is_empty() and not item.file:
        form.refuse("text", _("Write an answer or choose a file."))
        return item_page(item, 422, send_in=form)
    stored = files.store(form.file.prepared) if form.file.prepared else None
    return change(item, lambda: item.send_in(form.text.data or "", stored, by=current_user), _("It was sent in."))


@routes.post("/onboarding/items/<int:key>/acceptance")
@allow(staff)
def accept_item(key: int) -> Response:
    """It is good."""
    item = find(Item, key, to_edit=True)
    undo = url_for("onboarding.reopen_item", key=key)
    return change(item, lambda: item.accept(by=current_user), _("Accepted: %(title)s", title=item.title), undo)


@routes.post("/onboarding/items/<int:key>/return")
@allow(staff)
def return_item(key: int) -> Response:
    """Something is missing: back to the partner, with a word why."""
    item, form = find(Item, key, to_edit=True), forms.ReturnForm()
    if not form.validate():
        return item_page(item, 422, give_back=form)

    def give_back() -> None:
        item.give_back(form.why.data or "", by=current_user)
        letters.give_back(item)

    return change(item, give_back, _("Returned: %(title)s", title=item.title))


@routes.post("/onboarding/items/<int:key>/waiver")
@allow(staff)
def waive_item(key: int) -> Response:
    """Go on without it; the reason stays in the trail."""
    item, form = find(Item, key, to_edit=True), forms.WaiverForm()
    if not form.validate():
        return item_page(item, 422, waiver=form)
    return change(
        item, lambda: item.waive(form.reason.data or "", by=current_user), _("Left out: %(title)s", title=item.title)
    )


@routes.post("/onboarding/items/<int:key>/reopening")
@allow(staff)
def reopen_item(key: int) -> Response:
    """It is not done after all."""
    item = find(Item, key, to_edit=True)
    return change(item, lambda: item.reopen(by=current_user), _("Open again: %(title)s", title=item.title))


def change(item: Item, act: Callable[[], None], message: str, undo: str | None = None) -> Response:
    """Do it and go back to the list, or say that somebody was faster.

    Only the buttons of the list ask for the fragment; what is typed is sent by a form of its own page.
    """
    in_place = "onboarding/partners/_checklist.html" if request.endpoint in IN_PLACE else None
    try:
        act()
    except NotNow:
        problem = _("Somebody was faster. This is how it stands now.")
        if in_place:
            return checklist_page(item.partner, 409, fragment=in_place, problem=problem)
        return item_page(item, 409, problem=problem)
    url, progress = url_for("onboarding.show_checklist", key=item.partner_id), Progress(Item.of(item.partner))
    return done(url, message, undo=undo, fragment=in_place, partner=item.partner, progress=progress)
