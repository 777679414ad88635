"""Sign-ins: who holds the cookie is the person, until they sign out, are idle for long, or are turned off."""

import hashlib
import logging
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager
from sqlalchemy import delete, or_, select, update

from partnerhub.foundation import clock
from partnerhub.foundation.access import leaves_no_trace
from partnerhub.foundation.db import db
from partnerhub.people import devices
from partnerhub.people.model import SignIn, User
from partnerhub.people.second_factor import SecondFactor
from partnerhub.school.model import School

IDLE, LONGEST, OWN_DEVICE = timedelta(hours=12), timedelta(days=7), timedelta(days=30)
NOTED_EVERY = timedelta(minutes=5)
OPEN_TO_LIMITED = {
    "people.show_second_factor",
    "people.begin_second_factor",
    "people.confirm_second_factor",
    "people.sign_out",
}
login = LoginManager()
log = logging.getLogger("partnerhub.people")


def init_sign_in(app: Flask) -> None:
    """Let Flask-Login ask here who sends a request."""
    app.config["SESSION_PROTECTION"] = None
    login.init_app(app)
    login.request_loader(who)


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def who(request: Any) -> User | None:
    """The person who sends this request, None where the cookie is missing, old or of somebody turned off.

    Where no trace may be left nobody is looked up: when their device was last seen would tell when they answered. Who
    must set a second factor up first is nobody anywhere else.
    """
    token = request.cookies.get(current_app.config["SIGN_IN_COOKIE"])
    if not token or leaves_no_trace():
        return None
    sign_in = db.session.scalar(select(SignIn).where(SignIn.hash == hashed(token)))
    if sign_in is None or not is_valid(sign_in) or not sign_in.user.is_active:
        return None
    g.sign_in_id, g.is_limited = sign_in.id, sign_in.is_limited
    if sign_in.is_limited and request.endpoint not in OPEN_TO_LIMITED:
        return None
    note_seen(sign_in)
    return sign_in.user


def is_valid(sign_in: SignIn) -> bool:
    """Whether a sign-in still counts: 12 hours idle and 7 days at most, 30 days on a device of one's own."""
    now = clock.now()
    if sign_in.is_own_device:
        return now - sign_in.at < OWN_DEVICE
    return now - sign_in.at < LONGEST and now - sign_in.seen_at < IDLE


def note_seen(sign_in: SignIn) -> None:
    """Note that the device was used, every five minutes at most: the one thing that a GET writes.

    In a transaction of its own, and left out where the database is busy or cannot be written. Only a public form is
    writing already when it asks who sends it: a second transaction would wait for that one.
    """
    if clock.now() - sign_in.seen_at < NOTED_EVERY:
        return
    from sqlalchemy.exc import OperationalError

    seen = update(SignIn).where(SignIn.id == sign_in.id).values(seen_at=clock.now())
    if g.get("writing"):
        db.session.execute(seen)
        return
    try:
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(seen)
    except OperationalError:
        current_app.logger.warning("could not note that a device was seen")


def sign_in(user: User, response: Response, *, own_device: bool) -> Response:
    """Sign somebody in with a new token and give it to the browser."""
    token = secrets.token_urlsafe(32)
    device = (request.user_agent.string or "")[:300]
    made = SignIn(hash=hashed(token), user_id=user.id, device=device, is_own_device=own_device)
    made.is_limited = must_set_up(user)
    db.session.add(made)
    response.set_cookie(
        current_app.config["SIGN_IN_COOKIE"],
        token,
        max_age=int((OWN_DEVICE if own_device else LONGEST).total_seconds()) if own_device else None,
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    devices.remember(user.id, response)
    log.info("user %d signed in", user.id)
    return response


def must_set_up(user: User) -> bool:
    """Whether the school asks this person for a second factor, and they have none."""
    school = School.only()
    return bool(school and school.needs_second_factor and user.is_staff and not SecondFactor.guards(user))


def sign_out(response: Response) -> Response:
    """Forget this device's sign-in."""
    if "sign_in_id" in g:
        db.session.execute(delete(SignIn).where(SignIn.id == g.sign_in_id))
    response.delete_cookie(current_app.config["SIGN_IN_COOKIE"], path="/")
    return response


def forget_old() -> None:
    """Nightly: drop sign-ins that no longer count."""
    now = clock.now()
    idle = SignIn.is_own_device.is_(False) & (SignIn.seen_at < now - IDLE)
    db.session.execute(delete(SignIn).where(or_(SignIn.at < now - OWN_DEVICE, idle)))
