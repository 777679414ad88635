"""Sign-in throttling: guessing gets slow, and a stranger cannot lock a person out.

Kept in the database, so that it survives a restart and holds for several processes. Strangers' tries count against
the account that they name (from wherever they come), against their own address, and against everybody's. A device
that this person has signed in on before (devices.py) is known: its tries count against that device
alone, so strangers cannot use them up. Who is on a new device in the middle of an attack asks for a link by mail.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db

WINDOW = timedelta(minutes=15)
MOST = {"account": 10, "address": 30, "all": 300, "device": 10, "code": 5}
log = logging.getLogger("partnerhub.people")


class Failure(Base):
    """A sign-in that failed, under the hash of what it counts against."""

    __tablename__ = "sign_in_failure"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def places(email: str, address: str, device: str | None = None) -> dict[str, str]:
    """What a try counts against, by the kind of limit.

    Args:
        email: the address that was typed.
        address: where the request came from.
        device: the mark of a device on which that account has signed in before.
    """
    if device:
        return {"device": mark(device)}
    return {"account": mark(f"account {email.strip().lower()}"), "address": mark(f"from {address}"), "all": "all"}


def own_place(key: int) -> dict[str, str]:
    """What somebody who is signed in and types their old password counts against."""
    return {"device": mark(f"signed in {key}")}


def code_place(key: int, device: str | None) -> dict[str, str]:
    """What a code of the second factor counts against. Whoever gets so far knew the password or reads the mail."""
    return {"code": mark(f"code {key} {device or ''}")}


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


def forget_old() -> None:
    """Nightly: drop what no longer counts."""
    db.session.execute(delete(Failure).where(Failure.at < clock.now() - WINDOW))
