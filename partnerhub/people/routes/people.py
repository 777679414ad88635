"""The school's people: who is here, as what, and what happens when they go."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, principal, school_side
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people.forms import HandoverForm, PersonForm, RoleForm
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import LastPrincipal, User
from partnerhub.people.routes import routes
from partnerhub.people.second_factor import SecondFactor


@routes.get("/people")
@allow(school_side)
def index() -> Response:
    """The school's people, those of partners, and who is invited."""
    people = db.session.scalars(User.visible_to(current_user)).all()
    invited = db.session.scalars(Invitation.open_to(current_user)).all()
    return show("people/index.html", people=people, invited=invited)


@routes.get("/people/<int:key>")
@allow(school_side)
def show_person(key: int) -> Response:
    """One person."""
    return person_page(find(User, key))


def person_page(person: User, **more: Any) -> Response:
    """A person's page; `more` says what went wrong."""
    happened = db.session.scalars(Event.of(person).limit(20)).all()
    panels = house().panels("person", person, for_=current_user)
    form = more.pop("role_form", None) or RoleForm(formdata=None, role=person.role)
    more["has_second_factor"] = SecondFactor.guards(person)
    return show("people/show.html", person=person, happened=happened, panels=panels, role_form=form, **more)


@routes.get("/people/<int:key>/edit")
@allow(principal)
def edit_person(key: int) -> Response:
    """Change a name or an address."""
    person = find(User, key, to_edit=True)
    return show("people/edit.html", person=person, form=PersonForm(obj=person))


@routes.post("/people/<int:key>")
@allow(principal)
def save_person(key: int) -> Response:
    """Take the change; an address belongs to one person only."""
    person, form = find(User, key, to_edit=True), PersonForm()
    fine = form.validate()
    other = User.by_email(form.email.data or "")
    if fine and other not in (None, person):
        form.refuse("email", _("Somebody else here has this address."))
        fine = False
    if not fine:
        return show("people/edit.html", person=person, form=form, status=422)
    person.correct(name=form.name.data or "", email=form.email.data or "", by=current_user)
    return done(url_for("people.show_person", key=key), _("Saved."))


@routes.post("/people/<int:key>/role")
@allow(principal)
def change_role(key: int) -> Response:
    """Make somebody principal, staff or reader."""
    person, form = find(User, key, to_edit=True), RoleForm()
    if person.is_partner:
        problem = _("Who belongs to an organization is invited anew to be one of the school's.")
        return person_page(person, status=422, problem=problem)
    if not form.validate():
        return person_page(person, role_form=form, status=422)
    try:
        person.change_role(form.role.data, by=current_user)
    except LastPrincipal:
        return person_page(person, status=409, problem=needs_a_principal())
    message = _("%(name)s: %(role)s.", name=person.name, role=person.role_label)
    return done(url_for("people.show_person", key=key), message)


@routes.post("/people/<int:key>/turning-off")
@allow(principal)
def turn_off(key: int) -> Response:
    """Let somebody in no more; what they did stays."""
    person = find(User, key, to_edit=True)
    try:
        person.turn_off(by=current_user)
    except LastPrincipal:
        return person_page(person, status=409, problem=needs_a_principal())
    message = _("%(name)s is signed out and cannot come in.", name=person.name)
    return done(url_for("people.show_person", key=key), message, undo=url_for("people.turn_on", key=key))


@routes.post("/people/<int:key>/turning-on")
@allow(principal)
def turn_on(key: int) -> Response:
    """Let somebody in again."""
    person = find(User, key, to_edit=True)
    person.turn_on(by=current_user)
    return done(url_for("people.show_person", key=key), _("%(name)s can sign in again.", name=person.name))


@routes.get("/people/<int:key>/handover")
@allow(principal)
def new_handover(key: int) -> Response:
    """Choose who takes over."""
    person = find(User, key, to_edit=True)
    return show("people/handover.html", person=person, form=handover_form(person))


@routes.post("/people/<int:key>/handover")
@allow(principal)
def hand_over(key: int) -> Response:
    """Give everything that this person holds to another."""
    giver = find(User, key, to_edit=True)
    form = handover_form(giver)
    if not form.validate():
        return show("people/handover.html", person=giver, form=form, status=422)
    taker = db.session.get_one(User, int(form.taker.data))
    count = house().hand_over(giver, taker, current_user)
    audit.record(current_user, "user.handed_over", giver, name=taker.name, count=count)
    message = ngettext(
        "%(name)s now holds one more thing.", "%(name)s now holds %(num)d more things.", count, name=taker.name
    )
    return done(url_for("people.show_person", key=key), message)


def handover_form(giver: User) -> HandoverForm:
    """The form, with everybody at the school who can hold things."""
    form = HandoverForm()
    others = [person for person in db.session.scalars(User.on_the_school_side()) if person.id != giver.id]
    form.taker.choices = [("", _("Choose a person")), *((str(other.id), other.name) for other in others)]
    return form


def needs_a_principal() -> str:
    """Why the last principal stays."""
    return _("A school always has a principal. Make somebody else principal first.")
