"""Sign-in throttling: guessing gets slow, and a stranger cannot lock a person out.

Kept in the database, so that it survives a restart and holds for several processes. Strangers' tries count against
the account that they name (from wherever they come), against their own address, and against everybody's. A device
that this person has signed in on before carries a signed cookie that says so: its tries count against that device
alone, so strangers cannot use them up. Who is on a new device in the middle of an attack asks for a link by mail.
"""

import hashlib
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db

WINDOW = timedelta(minutes=15)
MOST = {"account": 10, "address": 30, "all": 300, "device": 10}
log = logging.getLogger("partnerhub.people")
KNOWN_FOR = timedelta(days=400)


class Failure(Base):
    """A sign-in that failed, under the hash of what it counts against."""

    __tablename__ = "sign_in_failure"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def places(email: str, key: int | None, address: str) -> dict[str, str]:
    """What a try counts against, by the kind of limit.

    Args:
        email: the address that was typed.
        key: the account of that address, None where there is none.
        address: where the request came from.
    """
    if key is not None and (device := known_device(key)):
        return {"device": mark(device)}
    return {"account": mark(f"account {email.strip().lower()}"), "address": mark(f"from {address}"), "all": "all"}


def own_place(key: int) -> dict[str, str]:
    """What somebody who is signed in and types their old password counts against."""
    return {"device": mark(f"signed in {key}")}


def mark(text: str) -> str:
    """A hash, so that no address lies in the database."""
    return hashlib.sha256(text.encode()).hexdigest()


def must_wait(counted: dict[str, str]) -> bool:
    """Whether there were too many failures to try again now."""
    since = clock.now() - WINDOW
    rows = db.session.execute(
        select(Failure.place, func.count().label("failures"))
        .where(Failure.place.in_(counted.values()), Failure.at > since)
        .group_by(Failure.place)
    )
    counts = {row.place: row.failures for row in rows}
    return any(counts.get(place, 0) >= MOST[kind] for kind, place in counted.items())


def note_failure(counted: dict[str, str]) -> None:
    """Count a failed try."""
    log.info("a sign-in failed")
    db.session.add_all(Failure(place=place) for place in counted.values())


def signer() -> URLSafeSerializer:
    """What signs the cookie of a known device."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known device")


def known_device(key: int) -> str | None:
    """The mark of this device where that account has signed in on it before. It opens nothing by itself."""
    try:
        said: Any = signer().loads(request.cookies.get(current_app.config["DEVICE_COOKIE"], ""))
    except BadSignature:
        return None
    return said["device"] if said.get("account") == key else None


def remember_device(key: int, response: Response) -> None:
    """Let this device be known as one of this account's."""
    said = {"account": key, "device": known_device(key) or secrets.token_urlsafe(16)}
    response.set_cookie(
        current_app.config["DEVICE_COOKIE"],
        signer().dumps(said),
        max_age=int(KNOWN_FOR.total_seconds()),
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def forget_old() -> None:
    """Nightly: drop what no longer counts."""
    db.session.execute(delete(Failure).where(Failure.at < clock.now() - WINDOW))
