"""Sign-in throttling: guessing gets slow, and a stranger cannot lock a person out.

Kept in the database, so that it survives a restart and holds for several processes. A device that has signed in
before is counted apart from strangers, who cannot use up its tries.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db

WINDOW = timedelta(minutes=15)
MOST_PER_PLACE = {"account": 10, "address": 30, "all": 300}


class Failure(Base):
    """A sign-in that failed, under the hash of what it counts against."""

    __tablename__ = "sign_in_failure"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def places(email: str, address: str) -> dict[str, str]:
    """What a try counts against: this account from this address, this address, and everybody."""
    return {"account": mark(f"{email}|{address}"), "address": mark(address), "all": "all"}


def mark(text: str) -> str:
    """A hash, so that no address lies in the database."""
    return hashlib.sha256(text.encode()).hexdigest()


def must_wait(email: str, address: str) -> bool:
    """Whether there were too many failures to try again now."""
    since = clock.now() - WINDOW
    named = places(email, address)
    rows = db.session.execute(
        select(Failure.place, func.count().label("failures"))
        .where(Failure.place.in_(named.values()), Failure.at > since)
        .group_by(Failure.place)
    )
    counts = {row.place: row.failures for row in rows}
    return any(counts.get(place, 0) >= MOST_PER_PLACE[kind] for kind, place in named.items())


def note_failure(email: str, address: str) -> None:
    """Count a failed try."""
    db.session.add_all(Failure(place=place) for place in places(email, address).values())


def forget_old() -> None:
    """Nightly: drop what no longer counts."""
    db.session.execute(delete(Failure).where(Failure.at < clock.now() - WINDOW))
