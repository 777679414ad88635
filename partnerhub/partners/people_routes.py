"""The pages of a partner's people, and of who at the school holds the thread."""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, partner, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.partners.forms import ContactForm, LiaisonForm
from partnerhub.partners.model import Contact, Liaison, Partner
from partnerhub.partners.routes import routes
from partnerhub.people.model import User


def of_partner(key: int) -> str:
    """The list of people on the partner's page."""
    return url_for("partners.show_partner", key=key, _anchor="people")


@routes.get("/partners/<int:key>/people/new")
@allow(staff, partner)
def new_contact(key: int) -> Response:
    """A form for one more person."""
    return show("partners/contact.html", partner=find(Partner, key), contact=None, form=ContactForm(formdata=None))


@routes.post("/partners/<int:key>/people")
@allow(staff, partner)
def add_contact(key: int) -> Response:
    """Add a person to a partner."""
    found = find(Partner, key)
    form = ContactForm()
    if not form.validate():
        return show("partners/contact.html", partner=found, contact=None, form=form, status=422)
    person = Contact(partner=found)
    write(form, person)
    db.session.add(person)
    db.session.flush()
    audit.record(current_user, "contact.added", person, partner_id=key, name=person.name)
    return done(of_partner(key), _("Added."))


def write(form: ContactForm, person: Contact) -> None:
    """Write what was entered, with empty texts for what was left out."""
    for field in form:
        if hasattr(person, field.name):
            setattr(person, field.name, field.data if field.data is not None else "")


@routes.get("/contacts/<int:key>/edit")
@allow(staff, partner)
def edit_contact(key: int) -> Response:
    """The form with what is known of a person."""
    person = find(Contact, key, to_edit=True)
    return show("partners/contact.html", partner=person.partner, contact=person, form=ContactForm(obj=person))


@routes.post("/contacts/<int:key>")
@allow(staff, partner)
def change_contact(key: int) -> Response:
    """Save what is known of a person."""
    person = find(Contact, key, to_edit=True)
    form = ContactForm()
    if not form.validate():
        return show("partners/contact.html", partner=person.partner, contact=person, form=form, status=422)
    write(form, person)
    audit.record(current_user, "contact.changed", person, partner_id=person.partner_id, name=person.name)
    return done(of_partner(person.partner_id), _("Saved."))


@routes.post("/contacts/<int:key>/leaving")
@allow(staff, partner)
def let_contact_leave(key: int) -> Response:
    """Somebody works there no more."""
    person = find(Contact, key, to_edit=True)
    person.leave(by=current_user)
    undo = url_for(".bring_contact_back", key=key)
    return done(of_partner(person.partner_id), _("Noted that %(name)s has left.", name=person.name), undo=undo)


@routes.post("/contacts/<int:key>/return")
@allow(staff, partner)
def bring_contact_back(key: int) -> Response:
    """They work there after all."""
    person = find(Contact, key, to_edit=True)
    person.come_back(by=current_user)
    return done(of_partner(person.partner_id), _("%(name)s is back.", name=person.name))


@routes.post("/partners/<int:key>/liaisons")
@allow(staff)
def add_liaison(key: int) -> Response:
    """Let somebody at the school hold the thread."""
    found = find(Partner, key, to_edit=True)
    form = LiaisonForm()
    if not form.validate():
        return show("partners/liaison.html", partner=found, form=form, status=422)
    user = db.session.get_one(User, int(form.user.data))
    if user.id not in {liaison.user_id for liaison in found.liaisons}:
        found.liaisons.append(Liaison(user_id=user.id))
        audit.record(current_user, "liaison.added", found, partner_id=key, name=user.name)
    return done(of_partner(key), _("%(name)s holds the thread now.", name=user.name))


@routes.post("/partners/<int:key>/liaisons/<int:user_key>/removal")
@allow(staff)
def remove_liaison(key: int, user_key: int) -> Response:
    """Somebody at the school holds the thread no more."""
    found = find(Partner, key, to_edit=True)
    liaison = next((one for one in found.liaisons if one.user_id == user_key), None)
    if liaison is None:
        abort(404)
    name = liaison.user.name
    found.liaisons.remove(liaison)
    audit.record(current_user, "liaison.removed", found, partner_id=key, name=name)
    return done(of_partner(key), _("%(name)s holds the thread no more.", name=name))
