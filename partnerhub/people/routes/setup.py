"""The first day: the school and its principal are made through a link that only the server's keeper is told."""

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnerhub.foundation import submissions
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.security import limiter
from partnerhub.people import passwords, sessions
from partnerhub.people.model import User
from partnerhub.people.one_time import OneTimeLink, Purpose
from partnerhub.people.routes import routes
from partnerhub.people.setup import SetupForm, first_day
from partnerhub.school.context import current_school

OPEN_BEFORE = frozenset({"static", "home.healthz", "people.show_sign_in", "people.choose_language"})
COMMAND = "flask --app partnerhub setup-link"


def not_yet() -> ResponseReturnValue | None:
    """Before the first day every page says where the link to set up is."""
    endpoint, known = request.endpoint or "", current_app.extensions
    if known.get("has-school") or endpoint in OPEN_BEFORE or endpoint.startswith("people.setup_"):
        return None
    if current_school():
        known["has-school"] = True  # for good: a school is never taken away
        return None
    return show("people/setup/not_yet.html", command=COMMAND, status=503)


@routes.get("/setup/<token>")
@allow(anyone)
def setup_begin(token: str) -> Response:
    """Make the school, or look around a sample first."""
    must_be_key(token)
    return show("people/setup/new.html", form=SetupForm.with_choices(), token=token, sample=may_show_sample())


@routes.post("/setup/<token>")
@allow(anyone, late=True)
@limiter.limit("30 per hour")
def setup_school(token: str) -> Response:
    """Make the school and its principal, and sign them in."""
    if first := submissions.replay():
        return first
    must_be_key(token)
    form = SetupForm.with_choices()
    if not form.validate():
        return show("people/setup/new.html", form=form, token=token, sample=may_show_sample(), status=422)
    db.session.rollback()
    stored = passwords.hashed(form.password.data or "")
    begin_writing()
    if first := submissions.replay():
        return first
    must_be_key(token).spend()
    user = first_day(form, stored)
    message = _("Welcome, %(name)s. Your school is set up.", name=user.name)
    return sessions.sign_in(user, done(url_for("home.index"), message), own_device=False)


@routes.post("/setup/<token>/sample")
@allow(anyone, late=True)
@limiter.limit("10 per hour")
def setup_sample(token: str) -> Response:
    """Fill this empty database with the sample school, and sign in as its principal."""
    from partnerhub import demo

    if first := submissions.replay():
        return first
    must_be_key(token)
    if not may_show_sample():
        abort(403)
    db.session.rollback()
    demo.password()
    begin_writing()
    if first := submissions.replay():
        return first
    must_be_key(token).spend()
    cast = demo.fill()
    return sessions.sign_in(cast.users["principal"], done(url_for("people.show_sample")), own_device=False)


@routes.get("/sample")
@allow(anyone)
def show_sample() -> Response:
    """Who is who in the sample school, and how to begin for real."""
    from partnerhub import demo

    school = current_school()
    if school is None or not school.is_demo:
        abort(404)
    people = [User.by_email(f"{short}@demo.example") for short in demo.ACCOUNTS]
    return show("people/setup/sample.html", people=people, password=demo.PASSWORD)


def must_be_key(token: str) -> OneTimeLink:
    """The link to set up; 404 for any other, and for everybody once there is a school."""
    link = OneTimeLink.open(token, Purpose.SET_UP)
    if link is None or current_school():
        abort(404)
    return link


def may_show_sample() -> bool:
    """Whether the sample, whose password everybody knows, may be shown where this is served."""
    from partnerhub import demo

    return demo.may_be_served(current_app.config)
