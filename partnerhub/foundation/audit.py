"""The audit trail: who did what to which object, and when. Rows are added and never changed.

Two things are allowed, and the database sees to it that nothing else is: rows older than a year may go, and the name of
a person who was erased may become another word in a row that says so from then on (`redacted_at`).

Features name what can happen ("partner.paused") and give each name its sentence; the trail keeps only the name and a
few plain details, so that it reads in the reader's language.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import JSON, ForeignKey, Select, String, cast, event, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from partnerhub.foundation import clock, forgetting
from partnerhub.foundation.db import Base, db

log = logging.getLogger("partnerhub.audit")
SENTENCES: dict[str, LazyString] = {}
SUBJECTS: dict[str, LazyString] = {}
READINGS: dict[str, Callable[[Any], str]] = {}
BY_ITSELF: set[str] = set()


class Event(Base):
    """One thing that happened."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    object_type: Mapped[str]
    object_id: Mapped[int]
    partner_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    redacted_at: Mapped[datetime | None]
    by: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)

    @property
    def who(self) -> str:
        """Whoever did it, by name; PartnerHub where it did so by itself."""
        if self.by is not None:
            return str(self.by.name)
        return "PartnerHub" if self.kind in BY_ITSELF else _("Somebody without an account")

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        words, read = SENTENCES.get(self.kind), READINGS.get(self.kind)
        details = {name: read(value) for name, value in self.details.items()} if read else self.details
        return str(words) % _Details(details) if words else self.kind

    @staticmethod
    def of(subject: Any) -> Select["Event"]:
        """What happened to one object, the latest first."""
        return newest().where(Event.object_type == subject.__tablename__, Event.object_id == subject.id)

    @staticmethod
    def around(partner: Any) -> Select["Event"]:
        """What happened to one organization and everything of it, the latest first."""
        return newest().where(Event.partner_id == partner.id)


class _Details(dict[str, Any]):
    """A detail that an old row does not have yet reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "-"


def newest() -> Select[Event]:
    """All that happened, the latest first."""
    return select(Event).order_by(Event.at.desc(), Event.id.desc())


def record(by: Any, kind: str, subject: Any, *, partner_id: int | None = None, **details: Any) -> Event:
    """Write down what somebody did, in the transaction that does it.

    Args:
        by: the person; None for the public and for jobs.
        kind: its name, one that `describe` was told.
        subject: the object, already with its id.
        partner_id: the organization that it belongs to.
        details: plain values for the sentence.
    """
    if kind not in SENTENCES:
        raise ValueError(f"Nobody described what {kind!r} means (audit.describe).")
    happened = Event(
        at=clock.now(),
        by_id=by.id if by is not None else None,
        kind=kind,
        object_type=subject.__tablename__,
        object_id=subject.id,
        partner_id=partner_id,
        details=details,
    )
    db.session.add(happened)
    log.info("%s %s %s by %s", kind, subject.__tablename__, subject.id, f"user {by.id}" if by else "nobody")
    return happened


def describe(
    sentences: Mapping[str, LazyString],
    *,
    about: Mapping[str, LazyString],
    readings: Mapping[str, Callable[[Any], str]] | None = None,
    by_itself: Iterable[str] = (),
) -> None:
    """Give the things that can happen in a feature their sentences.

    Args:
        sentences: "partner.paused" and what it says, with %(name)s for details.
        about: "partner" and what all that begins with it is about, for the filter of the trail.
        readings: how the details of some are read out, where a code is kept and a word is shown.
        by_itself: those that a nightly job does, and nobody.
    """
    SENTENCES.update(sentences)
    SUBJECTS.update(about)
    READINGS.update(readings or {})
    BY_ITSELF.update(by_itself)


@event.listens_for(Session, "before_flush")
def refuse_rewriting(session: Session, context: Any, instances: Any) -> None:
    """The trail is only ever added to. A trigger in the database says the same."""
    touched = [row for row in (*session.dirty, *session.deleted) if isinstance(row, Event)]
    if any(row in session.deleted or session.is_modified(row) for row in touched):
        raise PermissionError("The audit trail cannot be changed.")


def forget(words: frozenset[str], instead: str) -> None:
    """Let a person's names and addresses become another word in the details, and mark the rows as redacted.

    Args:
        words: what names them where it stands by itself.
        instead: what is read in their place.
    """
    raw = cast(Event.details, String)
    named = or_(*(raw.contains(forgetting.as_json(word), autoescape=True) for word in words))
    for key, details in db.session.execute(select(Event.id, Event.details).where(named)).all():
        values = {"details": forgetting.without(details, words, instead), "redacted_at": clock.now()}
        plain = {"synchronize_session": False}
        db.session.execute(update(Event).where(Event.id == key).values(values), execution_options=plain)
