"""The clearances' pages. The board is in desk.py, what the school asks for in requirements.py."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.clearances import letters
from partnerhub.clearances.forms import AcceptanceForm, ClearanceForm, ReturnForm
from partnerhub.clearances.model import Clearance, ClearanceKind, NotNow, NotSeen
from partnerhub.foundation import audit, clock, drafts, files
from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.audit import Event
from partnerhub.foundation.bin import undo
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.foundation.numbers import whole
from partnerhub.partners.model import Contact, Partner

routes = Blueprint("clearances", __name__)
audit.describe(
    {
        "clearance.handed_in": _l("handed in %(title)s of %(owner)s"),
        "clearance.amended": _l("changed %(title)s of %(owner)s"),
        "clearance.accepted": _l("accepted %(title)s of %(owner)s"),
        "clearance.returned": _l("returned %(title)s of %(owner)s: %(word)s"),
        "clearance.reopened": _l("took the decision on %(title)s of %(owner)s back"),
        "clearance_kind.added": _l("added %(title)s to what the school asks for"),
        "clearance_kind.required": _l("made %(title)s needed to enter"),
        "clearance_kind.not_required": _l("made %(title)s no longer needed to enter"),
    },
    about={"clearance": _l("Clearances"), "clearance_kind": _l("Kinds of clearances")},
)


@routes.get("/partners/<int:key>/clearances/new")
@allow(staff, partner)
def new_clearance(key: int) -> Response:
    """Choose which proof, then write it down."""
    organization = find(Partner, key)
    person = person_asked_for(organization)
    if "kind" not in request.args:
        kinds = [kind for kind in db.session.scalars(ClearanceKind.in_order()) if kind.is_of_person == bool(person)]
        return show("clearances/choose.html", partner=organization, person=person, kinds=kinds)
    form = ClearanceForm(formdata=None)
    kind = kind_asked_for(person)
    form.set_up(kind, current_user)
    if current_user.is_staff and not kind.is_kept:
        form.seen_on.data, form.seen_by.data = clock.today(), current_user.name
    return show("clearances/new.html", form=form, partner=organization, person=person, kind=kind)


@routes.post("/partners/<int:key>/clearances")
@allow(staff, partner, upload=True)
def create_clearance(key: int) -> Response:
    """Take a clearance in."""
    organization = find(Partner, key)
    person = person_asked_for(organization)
    kind = kind_asked_for(person)
    form = ClearanceForm()
    form.set_up(kind, current_user)
    if not form.validate():
        return show("clearances/new.html", status=422, form=form, partner=organization, person=person, kind=kind)
    clearance = Clearance(partner=organization, contact=person, kind=kind)
    form.fill(clearance)
    clearance.hand_in(by=current_user)
    drafts.drop(current_user, draft_name(organization, person, kind))
    thanks = _("Saved and accepted.") if current_user.is_staff else _("Sent. The school will look at it.")
    return done(url_for("clearances.show_clearance", key=clearance.id), thanks)


@routes.get("/clearances/<int:key>")
@allow(signed_in)
def show_clearance(key: int) -> Response:
    """One clearance, and the decision on it where one is due."""
    return page_of(find(Clearance, key))


@routes.get("/clearances/<int:key>/edit")
@allow(staff, partner)
def edit_clearance(key: int) -> Response:
    """Mend a clearance."""
    clearance = find(Clearance, key, to_edit=True)
    form = ClearanceForm(formdata=None, obj=clearance, version=clearance.version)
    form.does_not_expire.data = clearance.expires_on is None
    set_up_for(form, clearance)
    return show("clearances/edit.html", form=form, clearance=clearance)


@routes.post("/clearances/<int:key>")
@allow(staff, partner, upload=True)
def update_clearance(key: int) -> Response:
    """Save what was mended."""
    clearance = find(Clearance, key, to_edit=True)
    form = ClearanceForm()
    set_up_for(form, clearance)
    if not form.validate():
        return show("clearances/edit.html", status=422, form=form, clearance=clearance)
    form.fill(clearance)
    clearance.amend(by=current_user)
    return done(url_for("clearances.show_clearance", key=key), _("Saved."))


@routes.get("/clearances/<int:key>/document")
@allow(staff, partner)
def show_document(key: int) -> Response:
    """The document: a picture as it is, a PDF as a download only."""
    clearance = find(Clearance, key)
    return files.stream(clearance.document) if clearance.document else abort(404)


@routes.post("/clearances/<int:key>/removal")
@allow(staff, partner)
def remove_clearance(key: int) -> Response:
    """Put one that was sent by mistake into the bin."""
    clearance = find(Clearance, key, to_edit=True)
    name, back = clearance.bin_label, url_for("partners.show_partner", key=clearance.partner_id, _anchor="clearances")
    clearance.throw_away(by=current_user)
    return done(back, _("In the bin: %(name)s", name=name), undo=undo(clearance))


@routes.post("/clearances/<int:key>/acceptance")
@allow(staff)
def accept_clearance(key: int) -> Response:
    """Take it as good."""
    clearance = find(Clearance, key, to_edit=True)
    form = AcceptanceForm()
    if not form.validate():
        return page_of(clearance, status=422, acceptance=form)
    try:
        clearance.accept(by=current_user, seen_on=form.seen_on.data, number=form.number.data or "")
    except NotSeen:
        form.refuse("seen_on", _("Enter the day when you saw it."))
        return page_of(clearance, status=422, acceptance=form)
    except NotNow:
        return decided_before(clearance)
    return done(
        url_for("clearances.show_clearance", key=key),
        _("Accepted."),
        undo=url_for("clearances.reopen_clearance", key=key),
    )


@routes.post("/clearances/<int:key>/return")
@allow(staff)
def return_clearance(key: int) -> Response:
    """Give it back with a word why."""
    clearance = find(Clearance, key, to_edit=True)
    form = ReturnForm()
    if not form.validate():
        return page_of(clearance, status=422, returning=form)
    try:
        clearance.give_back(by=current_user, word=form.word.data or "")
    except NotNow:
        return decided_before(clearance)
    letters.tell_of_return(clearance)
    return done(url_for("clearances.show_clearance", key=key), _("Returned. The organization is told why."))


@routes.post("/clearances/<int:key>/reopening")
@allow(staff)
def reopen_clearance(key: int) -> Response:
    """Take a decision back."""
    clearance = find(Clearance, key, to_edit=True)
    try:
        clearance.reopen(by=current_user)
    except NotNow:
        return decided_before(clearance)
    return done(url_for("clearances.show_clearance", key=key), _("It waits to be looked at again."))


def page_of(clearance: Clearance, status: int = 200, **forms: Any) -> Response:
    """The page of one clearance, with the form that has to be mended where there is one."""
    forms.setdefault("acceptance", AcceptanceForm(formdata=None))
    forms.setdefault("returning", ReturnForm(formdata=None))
    events = db.session.scalars(Event.of(clearance)).all()
    return show("clearances/show.html", status=status, clearance=clearance, events=events, **forms)


def decided_before(clearance: Clearance) -> Response:
    """What the first of two people did, for the second."""
    return conflict(
        "clearances/show.html",
        clearance=clearance,
        events=db.session.scalars(Event.of(clearance)).all(),
        acceptance=AcceptanceForm(formdata=None),
        returning=ReturnForm(formdata=None),
    )


def set_up_for(form: ClearanceForm, clearance: Clearance) -> None:
    """Fit a form to the clearance that it changes."""
    has_document = clearance.document is not None
    form.set_up(clearance.kind, current_user, has_document=has_document, version=clearance.version)


def person_asked_for(organization: Partner) -> Contact | None:
    """Whose clearance it is to be: one of this organization's people, or (None) its own."""
    key = request.args.get("person", type=whole)
    if "person" not in request.args:
        return None
    person = find(Contact, key or 0)
    return person if person.partner_id == organization.id else abort(404)


def kind_asked_for(person: Contact | None) -> ClearanceKind:
    """Which kind it is to be, one that fits a person or an organization."""
    kind = db.session.get(ClearanceKind, request.args.get("kind", type=whole) or 0)
    return kind if kind and kind.is_of_person == bool(person) else abort(404)


def draft_name(organization: Partner, person: Contact | None, kind: ClearanceKind) -> str:
    """The name under which an unsent form is kept."""
    return f"clearance-{organization.id}-{person.id if person else 0}-{kind.id}"
