"""Links by mail: to sign in without a password, and to choose a new one."""

from flask import Response, abort, url_for
from flask_babel import gettext as _

from partnerhub.foundation import submissions
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.security import limiter
from partnerhub.people import entering, letters, passwords
from partnerhub.people.forms import AddressForm, LinkForm, NewPasswordForm
from partnerhub.people.model import User
from partnerhub.people.one_time import OneTimeLink, Purpose
from partnerhub.people.routes import routes

OFTEN = "5 per 15 minutes; 20 per day"


@routes.get("/login/link")
@allow(anyone)
def new_sign_in_link() -> Response:
    """Ask for a link to sign in."""
    return show("people/links/sign_in.html", form=AddressForm())


@routes.post("/login/link")
@allow(anyone)
@limiter.limit(OFTEN)
def send_sign_in_link() -> Response:
    """Send it. Whether the address has an account is not told."""
    form = AddressForm()
    if not form.validate():
        return show("people/links/sign_in.html", form=form, status=422)
    user = User.by_email(form.email.data or "")
    if user and user.is_active:
        letters.sign_in_link(user, OneTimeLink.make(Purpose.SIGN_IN, user))
    return done(url_for("people.show_link_sent"))


@routes.get("/login/sent")
@allow(anyone)
def show_link_sent() -> Response:
    """Where to look for the link."""
    return show("people/links/sent.html")


@routes.get("/login/link/<token>")
@allow(anyone)
def show_sign_in_by_link(token: str) -> Response:
    """A button, because mail scanners open links, too."""
    opened(token, Purpose.SIGN_IN)
    return show("people/links/use.html", form=LinkForm(), token=token)


@routes.post("/login/link/<token>")
@allow(anyone)
@limiter.limit("30 per hour")
def sign_in_by_link(token: str) -> Response:
    """Sign in, and use the link up."""
    link = opened(token, Purpose.SIGN_IN)
    return entering.enter(link.spend(), to=url_for("home.index"), own_device=bool(LinkForm().own_device.data))


@routes.get("/login/new-password")
@allow(anyone)
def forget_password() -> Response:
    """Ask for a link to choose a new password."""
    return show("people/links/forgotten.html", form=AddressForm())


@routes.post("/login/new-password")
@allow(anyone)
@limiter.limit(OFTEN)
def send_new_password_link() -> Response:
    """Send it. Whether the address has an account is not told."""
    form = AddressForm()
    if not form.validate():
        return show("people/links/forgotten.html", form=form, status=422)
    user = User.by_email(form.email.data or "")
    if user and user.is_active:
        letters.new_password_link(user, OneTimeLink.make(Purpose.NEW_PASSWORD, user))
    return done(url_for("people.show_link_sent"))


@routes.get("/login/new-password/<token>")
@allow(anyone)
def show_new_password(token: str) -> Response:
    """Choose a new password."""
    link = opened(token, Purpose.NEW_PASSWORD)
    return show("people/links/new_password.html", form=NewPasswordForm(), token=token, person=link.user)


@routes.post("/login/new-password/<token>")
@allow(anyone, late=True)
@limiter.limit("30 per hour")
def choose_new_password(token: str) -> Response:
    """Take the new password, end all sign-ins, and sign in here."""
    if first := submissions.replay():
        return first
    link, form = opened(token, Purpose.NEW_PASSWORD), NewPasswordForm()
    if not form.validate():
        return show("people/links/new_password.html", form=form, token=token, person=link.user, status=422)
    db.session.rollback()
    stored = passwords.hashed(form.password.data or "")
    begin_writing()
    if first := submissions.replay():
        return first
    user = opened(token, Purpose.NEW_PASSWORD).spend()
    user.set_password(stored, by=user)
    letters.password_changed(user)
    message = _("Your new password holds from now on. All other devices are signed out.")
    return entering.enter(user, to=url_for("home.index"), own_device=False, message=message)


def opened(token: str, purpose: Purpose) -> OneTimeLink:
    """The link of this token; 410 where it works no more."""
    return OneTimeLink.open(token, purpose) or abort(410)
