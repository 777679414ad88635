"""A meeting: a dated talk with one or more partners.

Its day and its hour are kept as the clock on the school's wall shows them, so that no daylight saving and no reader's
time zone ever moves a meeting to another day; the instant is computed from them.
"""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.meetings.somebody import OfSomebody, Somebody, who_hold_the_thread
from partnerhub.partners.model import Partner

MINUTES = 60
DAY_BEGINS = time(0, 0)


class State(StrEnum):
    """Whether it takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What it is for. Open matters come up in talks; an appreciation event is there to say thank you."""

    TALK = "talk"
    APPRECIATION = "appreciation"


STATES = {State.PLANNED: _l("Planned"), State.CANCELLED: _l("Cancelled")}


class NotNow(Exception):
    """The meeting is not where this could be done."""


class MeetingPartner(Base):
    """An organization that a meeting is with."""

    __tablename__ = "meeting_partner"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, index=True)


class Meeting(Base):
    """One meeting, single or of a series. `version` counts its changes for calendars (RFC 5545, SEQUENCE)."""

    __tablename__ = "meeting"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(16))
    version: Mapped[int] = mapped_column(default=0)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id", ondelete="SET NULL"), index=True)
    was_moved: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    begins: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    place: Mapped[str] = mapped_column(default="")
    video_link: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=Kind.TALK)
    state: Mapped[str] = mapped_column(default=State.PLANNED)
    why_cancelled: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    partners: Mapped[list[Partner]] = relationship(secondary="meeting_partner", order_by=Partner.name)
    attendees: Mapped[list["Attendee"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Attendee.id"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff see all, a partner's person those of their organization, a viewer those with published minutes."""
        every = select(cls).order_by(cls.day, cls.begins, cls.id)
        if not user.is_authenticated:
            return every.where(false())
        if user.is_partner:
            return every.where(cls.partners.any(Partner.id == user.partner_id))
        return every if user.is_staff else every.where(cls.published_at.is_not(None))

    @classmethod
    def with_partner(cls, partner: Partner) -> Select[Self]:
        """Those with this organization that were not cancelled."""
        return select(cls).where(cls.partners.any(Partner.id == partner.id), cls.state == State.PLANNED)

    def editable_by(self, user: Any) -> bool:
        """Staff keep the meetings."""
        return bool(user.is_staff)

    @property
    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        at_school = datetime.combine(self.day, self.begins, clock.zone())
        return at_school.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The instant at which it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def ends(self) -> time:
        """When it ends, on the school's clock."""
        return self.ends_at.astimezone(clock.zone()).time()

    def comes_after(self, other: "Meeting") -> bool:
        """Whether it is later than another one."""
        return (self.day, self.begins, self.id) > (other.day, other.begins, other.id)

    @property
    def is_over(self) -> bool:
        """Whether its end has passed."""
        return self.ends_at <= clock.now()

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_appreciation(self) -> bool:
        """Whether it is there to say thank you."""
        return self.kind == Kind.APPRECIATION

    @property
    def is_published(self) -> bool:
        """Whether its minutes have gone out."""
        return self.published_at is not None

    @property
    def state_label(self) -> Any:
        """Whether it takes place, in words."""
        return STATES[State(self.state)]

    def plan(self, *, by: Any) -> None:
        """Write it into the calendar for the first time, and ask those who hold the thread."""
        db.session.add(self)
        db.session.flush()
        for somebody in who_hold_the_thread(self.partners, by):
            self.ask(somebody)
        db.session.flush()
        self.record(by, "meeting.planned")

    def ask(self, somebody: Somebody) -> "Attendee":
        """Put somebody on the list of those who are invited; once, however often it is asked."""
        for attendee in self.attendees:
            if attendee.is_same_as(somebody):
                return attendee
        attendee = Attendee()
        attendee.be(somebody)
        self.attendees.append(attendee)
        return attendee

    def move(self, *, by: Any, day: date, begins: time, minutes: int) -> None:
        """Put it to another time. Those of the same series stay where they are. Raises NotNow when cancelled."""
        if self.is_cancelled:
            raise NotNow
        if (day, begins, minutes) == (self.day, self.begins, self.minutes):
            return
        self.day, self.begins, self.minutes, self.was_moved = day, begins, minutes, True
        self.touch()
        self.record(by, "meeting.moved", day=day.isoformat(), time=begins.isoformat("minutes"))

    def change(self, *, by: Any, title: str, place: str, video_link: str, kind: str) -> None:
        """Write other words about it, or make it another kind."""
        if (title, place, video_link, kind) != (self.title, self.place, self.video_link, self.kind):
            self.title, self.place, self.video_link, self.kind = title, place, video_link, kind
            self.touch()
            self.record(by, "meeting.changed")

    def cancel(self, *, by: Any, why: str = "") -> None:
        """It does not take place. Raises NotNow where it was cancelled, or its minutes are out."""
        if self.is_cancelled or self.is_published:
            raise NotNow
        self.state, self.why_cancelled = State.CANCELLED, why
        self.touch()
        self.record(by, "meeting.cancelled", why=why)

    def reopen(self, *, by: Any) -> None:
        """It takes place after all. Raises NotNow where it was not cancelled."""
        if not self.is_cancelled:
            raise NotNow
        self.state, self.why_cancelled = State.PLANNED, ""
        self.touch()
        self.record(by, "meeting.reopened")

    def touch(self) -> None:
        """Tell calendars that it is not what it was."""
        self.version += 1
        self.changed_at = clock.now()

    def record(self, by: Any, kind: str, **details: Any) -> None:
        """Write into the trail what was done, under each of its partners."""
        for partner in self.partners:
            audit.record(by, kind, self, partner_id=partner.id, title=self.title, **details)


class Attendee(OfSomebody, Base):
    """Somebody who is invited to a meeting, and whether they came (None: nobody has said yet)."""

    __tablename__ = "attendee"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    came: Mapped[bool | None]
    word: Mapped[str] = mapped_column(default="")
    link_until: Mapped[datetime | None]
    meeting: Mapped[Meeting] = relationship(back_populates="attendees")
