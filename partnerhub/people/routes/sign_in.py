"""Sign-in and sign-out, and the choice of a language."""

from urllib.parse import urlsplit

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, anyone, signed_in
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people import devices, entering, language, passwords, sessions, throttle
from partnerhub.people.forms import SignInForm
from partnerhub.people.model import User
from partnerhub.people.routes import routes


@routes.get("/login")
@allow(anyone)
def show_sign_in() -> Response:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next")), 303)  # type: ignore[return-value]
    return show("people/sign_in.html", form=SignInForm())


@routes.post("/login")
@allow(anyone, late=True)
def sign_in() -> Response:
    """Check who it is. The password is compared before the writing begins, because that is slow."""
    form = SignInForm()
    if not form.validate():
        return show("people/sign_in.html", form=form, status=422)
    email = form.email.data or ""
    user = User.by_email(email)
    counted = throttle.places(email, request.remote_addr or "", devices.known(user.id) if user else None)
    if throttle.must_wait(counted):
        form.refuse("password", _("There were too many tries. Please wait 15 minutes, or ask for a link by mail."))
        return show("people/sign_in.html", form=form, status=429, has_errors=True)
    key, stored = (user.id, user.password) if user and user.is_active else (None, None)
    db.session.rollback()
    fits = passwords.fits(form.password.data or "", stored)
    begin_writing()
    if not fits:
        throttle.note_failure(counted)
        db.session.commit()
        form.refuse("password", _("This address and password do not belong together. Please look at both."))
        return show("people/sign_in.html", form=form, status=422)
    to = local_path(request.args.get("next"))
    return entering.enter(db.session.get_one(User, key), to=to, own_device=bool(form.own_device.data))


@routes.post("/logout")
@allow(signed_in)
def sign_out() -> Response:
    """Sign out on this device."""
    return sessions.sign_out(done(url_for("people.show_sign_in"), _("You are signed out.")))


@routes.post("/language")
@allow(anyone)
def choose_language() -> Response:
    """Speak another language with this person, or with this browser."""
    chosen = request.form.get("language", "")
    if chosen not in language.offered():
        abort(422)
    if current_user.is_authenticated:
        current_user.language = chosen
    return language.remember(done(local_path(request.form.get("next"))), chosen)


def local_path(address: str | None) -> str:
    """Where to go after signing in: a path of ours only, never another site."""
    address = address or "/"
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if is_ours and not any(ord(c) < 33 for c in address) else "/"
