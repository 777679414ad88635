"""Invitations: offering, taking back, accepting."""

from typing import Any

import segno
from flask import Response, abort, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import submissions
from partnerhub.foundation.access import Role, allow, anyone, find, staff
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.security import limiter
from partnerhub.people import passwords, sessions
from partnerhub.people.forms import AcceptForm, InvitationForm, PartnerInvitationForm
from partnerhub.people.invitations import AlreadyHere, Invitation
from partnerhub.people.model import User, organization
from partnerhub.people.routes import routes


@routes.get("/people/invitations/new")
@allow(staff)
def new_invitation() -> Response:
    """Ask somebody in: to the school, or with ?partner= to an organization's pages."""
    partner, form = asked_for()
    return show("people/invitations/new.html", form=form, partner=partner)


@routes.post("/people/invitations")
@allow(staff)
def create_invitation() -> Response:
    """Make the invitation and show its link."""
    partner, form = asked_for()
    if not form.validate():
        return show("people/invitations/new.html", form=form, partner=partner, status=422)
    role = Role.PARTNER if partner else Role(form.role.data)
    key = partner.id if partner else None
    try:
        offered = Invitation.offer(form.email.data or None, form.name.data, role, key, current_user)
    except AlreadyHere:
        form.refuse("email", _("Somebody with this address has an account here already."))
        return show("people/invitations/new.html", form=form, partner=partner, status=422)
    message = _("The letter is on its way.") if offered.email else _("Here is the link.")
    return done(url_for("people.show_invitation", key=offered.id), message)


def asked_for() -> tuple[Any, Any]:
    """The organization that the invitation is for, None for the school, and the form for it."""
    if sent := request.args.get("partner", ""):
        partner = organization(number) if (number := whole(sent)) is not None else None
        return partner or abort(404), PartnerInvitationForm()
    if not current_user.is_principal:
        abort(403)
    form = InvitationForm()
    form.offer_roles(current_user)
    return None, form


@routes.get("/people/invitations/<int:key>")
@allow(staff)
def show_invitation(key: int) -> Response:
    """The link to copy, and as a QR code to show."""
    invitation = find(Invitation, key)
    if not invitation.works:
        return show("people/invitations/show.html", invitation=invitation, link=None, qr=None)
    link = link_to("people.show_invitation_to_accept", token=invitation.token)
    qr = segno.make(link, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return show("people/invitations/show.html", invitation=invitation, link=link, qr=qr)


@routes.post("/people/invitations/<int:key>/withdrawal")
@allow(staff)
def withdraw_invitation(key: int) -> Response:
    """Let its link work no more."""
    invitation = find(Invitation, key, to_edit=True)
    invitation.withdraw(by=current_user)
    undo = url_for("people.renew_invitation", key=key)
    return done(url_for("people.show_invitation", key=key), _("The invitation is withdrawn."), undo=undo)


@routes.post("/people/invitations/<int:key>/renewal")
@allow(staff)
def renew_invitation(key: int) -> Response:
    """A new link, and the letter once more."""
    invitation = find(Invitation, key, to_edit=True)
    invitation.send_anew(by=current_user)
    return done(url_for("people.show_invitation", key=key), _("There is a new link. The old one works no more."))


@routes.get("/invitation/<token>")
@allow(anyone)
def show_invitation_to_accept(token: str) -> Response:
    """What the invited person sees."""
    invitation = Invitation.by_token(token) or abort(410)
    form = AcceptForm(formdata=None, name=invitation.name, email=invitation.email)
    return show("people/invitations/accept.html", invitation=invitation, form=form, token=token)


@routes.post("/invitation/<token>")
@allow(anyone, late=True)
@limiter.limit("30 per hour")
def accept_invitation(token: str) -> Response:
    """Make the account and sign in. The password is hashed before the writing begins."""
    if first := submissions.replay():
        return first
    invitation, form = Invitation.by_token(token) or abort(410), AcceptForm()
    fine = form.validate()
    if fine and User.by_email(form.email.data or ""):
        form.refuse("email", _("Somebody with this address has an account here already. Sign in with it."))
        fine = False
    if not fine:
        return show("people/invitations/accept.html", invitation=invitation, form=form, token=token, status=422)
    db.session.rollback()
    stored = passwords.hashed(form.password.data or "")
    begin_writing()
    if first := submissions.replay():
        return first
    invitation = Invitation.by_token(token) or abort(410)
    user = accepted(invitation, form, stored)
    response = done(url_for("home.index"), _("Welcome, %(name)s.", name=user.name))
    return sessions.sign_in(user, response, own_device=bool(form.own_device.data))


def accepted(invitation: Invitation, form: AcceptForm, stored: str) -> User:
    """The new account; 409 where somebody took the address in the meantime."""
    locale = get_locale()
    try:
        return invitation.accept(
            name=form.name.data or "",
            email=form.email.data or "",
            password=stored,
            language=locale.language if locale else None,
        )
    except AlreadyHere:
        abort(409)
