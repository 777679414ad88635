"""The second factor: asked for at sign-in, set up, made anew and turned off."""

import segno
from flask import Response, abort, g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation.access import allow, anyone, find, principal, staff
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people import devices, entering, passwords, sessions, throttle
from partnerhub.people.forms import CodeForm, ProofForm
from partnerhub.people.model import SignIn, User
from partnerhub.people.routes import routes
from partnerhub.people.second_factor import SecondFactor, codes_left, make_recovery_codes
from partnerhub.school.context import current_school


@routes.post("/login/code")
@allow(anyone, late=True)
def sign_in_with_code() -> Response:
    """The second step of signing in."""
    begin_writing()
    ticket, form = entering.ticket_sent(), CodeForm()
    if ticket is None:
        return done(url_for("people.show_sign_in"), _("That took too long. Please sign in once more."))
    if not form.validate():
        return ticket.ask(form, 422)
    user, factor = ticket.user, SecondFactor.of(ticket.user)
    counted = throttle.code_place(user.id, devices.known(user.id))
    if throttle.must_wait(counted):
        form.refuse("code", _("There were too many tries. Please wait 15 minutes."))
        return ticket.ask(form, 429)
    before = codes_left(user)
    if factor is None or not factor.opens_with(form.code.data or ""):
        throttle.note_failure(counted)
        db.session.commit()
        form.refuse("code", no_fit())
        return ticket.ask(form, 422)
    message = said_of_codes(codes_left(user)) if codes_left(user) < before else None
    return sessions.sign_in(user, done(ticket.to, message), own_device=ticket.own_device)


@routes.get("/account/second-factor")
@allow(staff)
def show_second_factor() -> Response:
    """Whether it is on, and what to do."""
    return page()


@routes.post("/account/second-factor")
@allow(staff)
def begin_second_factor() -> Response:
    """Begin to set it up: from now on the page shows the code for the app."""
    SecondFactor.begin(current_user)
    return done(url_for("people.show_second_factor"))


@routes.post("/account/second-factor/confirmation")
@allow(staff, late=True)
def confirm_second_factor() -> Response:
    """Set it up with a first code, and show the recovery codes once. Their page is kept for no second asking."""
    begin_writing()
    form, factor = CodeForm(), SecondFactor.of(current_user)
    if factor is None or factor.since:
        return done(url_for("people.show_second_factor"))
    if not form.validate():
        return page(form, 422)
    codes = factor.confirm(form.code.data or "")
    if codes is None:
        form.refuse("code", no_fit())
        return page(form, 422)
    current_user.sign_out_everywhere(but=db.session.get(SignIn, g.get("sign_in_id")))
    return show("people/second_factor/codes.html", codes=codes)


@routes.post("/account/second-factor/change")
@allow(staff, late=True)
def change_second_factor() -> Response:
    """Make new recovery codes, or turn it off: only with the password and a code."""
    form = ProofForm()
    if not form.validate():
        return page(proof=form, status=422)
    key, stored, counted = current_user.id, current_user.password, throttle.code_place(current_user.id, None)
    if throttle.must_wait(counted):
        form.refuse("code", _("There were too many tries. Please wait 15 minutes."))
        return page(proof=form, status=429)
    db.session.rollback()
    fits = passwords.fits(form.password.data or "", stored)
    begin_writing()
    factor = SecondFactor.of(db.session.get_one(User, key))
    if not (fits and factor and factor.opens_with(form.code.data or "")):
        throttle.note_failure(counted)
        db.session.commit()
        form.refuse("code", _("The password and the code do not both fit. Please look at both."))
        return page(proof=form, status=422)
    return renewed(factor.user) if form.what.data == "codes" else removed(factor)


def renewed(user: User) -> Response:
    """New recovery codes, shown once."""
    return show("people/second_factor/codes.html", codes=make_recovery_codes(user))


def removed(factor: SecondFactor) -> Response:
    """It is off; where the school asks for one, the next thing to do is to set it up anew."""
    user = factor.user
    factor.remove(by=user)
    for device in user.sessions:
        device.is_limited = sessions.must_set_up(user)
    return done(url_for("people.show_second_factor"), _("Your second factor is off."))


@routes.post("/people/<int:key>/second-factor/removal")
@allow(principal)
def reset_second_factor(key: int) -> Response:
    """Let somebody who lost their phone in with the password alone. They are told by mail."""
    person = find(User, key, to_edit=True)
    factor = SecondFactor.of(person)
    if person.id == current_user.id:
        return done(url_for("people.show_second_factor"), _("Turn your own off here."))
    (factor or abort(404)).remove(by=current_user)
    message = _("%(name)s signs in without a second factor now, and was told so.", name=person.name)
    return done(url_for("people.show_person", key=key), message)


def page(form: CodeForm | None = None, status: int = 200, proof: ProofForm | None = None) -> Response:
    """How it stands, with the code for the app while it is being set up."""
    factor, school = SecondFactor.of(current_user), current_school()
    address = factor.address(school.name if school else "PartnerHub") if factor and not factor.since else None
    return show(
        "people/second_factor/show.html",
        factor=factor,
        qr=segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff") if address else "",
        form=form or CodeForm(formdata=None),
        proof=proof or ProofForm(formdata=None),
        left=codes_left(current_user),
        is_limited=g.get("is_limited", False),
        status=status,
        has_errors=status >= 400,
    )


def no_fit() -> str:
    """Why a code is not taken; whether it is wrong, old or used is not told."""
    return _("This code does not fit. Take the newest one that your app shows; each works once.")


def said_of_codes(left: int) -> str:
    """How many recovery codes are left."""
    return ngettext(
        "You have one recovery code left. Make new ones in your account.",
        "You have %(num)d recovery codes left.",
        left,
    )
