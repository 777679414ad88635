"""One's own account: name, language, colors, password, devices."""

from flask import Response, abort, g, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import submissions
from partnerhub.foundation.access import allow, signed_in
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.formats import forget_language
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people import language, letters, passwords, throttle
from partnerhub.people.forms import AccountForm, ChangePasswordForm, language_choices
from partnerhub.people.model import SignIn, User
from partnerhub.people.routes import routes


def account_form() -> AccountForm:
    """The form, with the languages that the school offers."""
    form = AccountForm(obj=current_user)
    form.theme.data = form.theme.data or ""
    form.language.choices = [("", _("As my browser says")), *language_choices(language.offered())]
    return form


@routes.get("/account")
@allow(signed_in)
def show_account() -> Response:
    """What is kept of me, and where I am signed in."""
    return show("people/account/show.html", form=account_form(), here=g.get("sign_in_id"))


@routes.post("/account")
@allow(signed_in)
def save_account() -> Response:
    """Change name, language and colors."""
    form = account_form()
    if not form.validate():
        return show("people/account/show.html", form=form, here=g.get("sign_in_id"), status=422)
    current_user.name = form.name.data
    current_user.language, current_user.theme = form.language.data or None, form.theme.data or None
    current_user.digest = form.digest.data
    forget_language()
    return done(url_for("people.show_account"), _("Saved."))


@routes.get("/account/password")
@allow(signed_in)
def edit_password() -> Response:
    """Choose another password."""
    return show("people/account/password.html", form=ChangePasswordForm())


@routes.post("/account/password")
@allow(signed_in, late=True)
def change_password() -> Response:
    """Take the new one, and sign out everywhere else. Both are hashed before the writing begins."""
    form = ChangePasswordForm()
    if not form.validate():
        return show("people/account/password.html", form=form, status=422)
    key, stored = current_user.id, current_user.password
    counted = throttle.own_place(key)
    if throttle.must_wait(counted):
        form.refuse("old_password", _("There were too many tries. Please wait 15 minutes."))
        return show("people/account/password.html", form=form, status=429, has_errors=True)
    db.session.rollback()
    fits = passwords.fits(form.old_password.data or "", stored)
    new = passwords.hashed(form.password.data or "") if fits else ""
    begin_writing()
    if first := submissions.replay():
        return first
    if not fits:
        throttle.note_failure(counted)
        db.session.commit()
        form.refuse("old_password", _("This is not your password until now."))
        return show("people/account/password.html", form=form, status=422)
    user = db.session.get_one(User, key)
    user.set_password(new, by=user, but=db.session.get(SignIn, g.get("sign_in_id")))
    letters.password_changed(user)
    return done(url_for("people.show_account"), _("Your password is changed. All other devices are signed out."))


@routes.post("/account/devices/<int:key>/sign-out")
@allow(signed_in)
def sign_out_device(key: int) -> Response:
    """End one of my sign-ins."""
    device = db.session.get(SignIn, key)
    if device is None or device.user_id != current_user.id:
        abort(404)
    db.session.delete(device)
    return done(url_for("people.show_account"), _("That device is signed out."))


@routes.post("/account/devices/sign-out")
@allow(signed_in)
def sign_out_other_devices() -> Response:
    """End all my sign-ins but this one."""
    current_user.sign_out_everywhere(but=db.session.get(SignIn, g.get("sign_in_id")))
    return done(url_for("people.show_account"), _("All other devices are signed out."))
