"""A poll: some times, some people, and what each says to each of them, until one time becomes a meeting."""

import secrets
from collections import Counter
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.meetings.model import MINUTES, Meeting, NotNow
from partnerhub.meetings.polls.voters import Answer, Vote, Voter
from partnerhub.meetings.somebody import Somebody, who_hold_the_thread
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

MOST_SLOTS = 12
LINKS_LAST = timedelta(days=14)  # after the last of the times


class PollState(StrEnum):
    """Where it stands."""

    OPEN = "open"
    CHOSEN = "chosen"
    CLOSED = "closed"


class PollPartner(Base):
    """An organization that the meeting is to be with."""

    __tablename__ = "poll_partner"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, index=True)


class Poll(Base):
    """The question when to meet."""

    __tablename__ = "poll"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    place: Mapped[str] = mapped_column(default="")
    video_link: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=PollState.OPEN, index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    made_by: Mapped[User] = relationship(lazy="joined")
    meeting: Mapped[Meeting | None] = relationship()
    partners: Mapped[list[Partner]] = relationship(secondary="poll_partner", order_by=Partner.name)
    slots: Mapped[list["Slot"]] = relationship(
        back_populates="poll", cascade="all, delete-orphan", order_by="(Slot.day, Slot.begins)"
    )
    voters: Mapped[list[Voter]] = relationship(back_populates="poll", cascade="all, delete-orphan", order_by="Voter.id")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff see all, a partner's person those with their organization."""
        every = select(cls).order_by(cls.id.desc())
        if user.is_authenticated and user.is_staff:
            return every
        return every.where(cls.partners.any(Partner.id == user.partner_id) if user.is_authenticated else false())

    def editable_by(self, user: Any) -> bool:
        """Staff ask and choose."""
        return bool(user.is_staff)

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.state == PollState.OPEN

    @property
    def missing(self) -> list[Voter]:
        """Who has not answered yet."""
        return [voter for voter in self.voters if voter.answered_at is None]

    @property
    def best(self) -> "Slot | None":
        """The time that suits best: the fewest who cannot, then the most who gladly can, then the first.

        None while nobody has answered, and where somebody cannot at any of them.
        """
        counted = [slot for slot in self.slots if slot.votes and not slot.count(Answer.NO)]
        return min(counted, key=lambda slot: (-slot.count(Answer.YES), slot.day, slot.begins), default=None)

    @property
    def links_end_at(self) -> datetime:
        """From when on the links of those who are asked lead nowhere."""
        last = max((slot.day for slot in self.slots), default=clock.today())
        return datetime.combine(last, time.max, clock.now().tzinfo) + LINKS_LAST

    def begin(self, slots: list[tuple[date, time]], *, by: Any) -> None:
        """Write it down with its times, and ask those who hold the thread."""
        self.made_by_id = by.id
        self.slots = [Slot(day=day, begins=begins) for day, begins in sorted(set(slots))]
        db.session.add(self)
        db.session.flush()
        for somebody in who_hold_the_thread(self.partners, by):
            self.ask(somebody)
        self.record(by, "poll.begun")

    def ask(self, somebody: Somebody) -> Voter:
        """Put somebody among those who are asked; once, however often it is said."""
        for voter in self.voters:
            if voter.is_same_as(somebody):
                return voter
        voter = Voter(word=secrets.token_urlsafe(16))
        voter.be(somebody)
        self.voters.append(voter)
        db.session.flush()
        return voter

    def add_slot(self, day: date, begins: time) -> "Slot":
        """Ask for one more time. Raises NotNow where it is not open or full, ValueError where it is there already."""
        if not self.is_open or len(self.slots) >= MOST_SLOTS:
            raise NotNow
        if any((slot.day, slot.begins) == (day, begins) for slot in self.slots):
            raise ValueError("This time is asked for already.")
        slot = Slot(day=day, begins=begins)
        self.slots.append(slot)
        db.session.flush()
        return slot

    def choose(self, slot: "Slot", *, by: Any) -> Meeting:
        """Make the meeting, with everybody who was asked. Raises NotNow where it is not open any more."""
        if not self.is_open:
            raise NotNow
        meeting = Meeting(
            title=self.title,
            day=slot.day,
            begins=slot.begins,
            minutes=self.minutes,
            place=self.place,
            video_link=self.video_link,
            partners=list(self.partners),
        )
        meeting.plan(by=by)
        for voter in self.voters:
            meeting.ask(voter.somebody)
        self.state, self.meeting = PollState.CHOSEN, meeting
        self.record(by, "poll.chosen")
        return meeting

    def close(self, *, by: Any) -> None:
        """Stop asking without a meeting. Raises NotNow where it is not open."""
        if not self.is_open:
            raise NotNow
        self.state = PollState.CLOSED
        self.record(by, "poll.closed")

    def reopen(self, *, by: Any) -> None:
        """Ask again. Raises NotNow where it was not closed."""
        if self.state != PollState.CLOSED:
            raise NotNow
        self.state = PollState.OPEN
        self.record(by, "poll.reopened")

    def record(self, by: Any, kind: str) -> None:
        """Write into the trail what was done, under each of its partners."""
        for partner in self.partners:
            audit.record(by, kind, self, partner_id=partner.id, title=self.title)


class Slot(Base):
    """A time that is asked for, as the clock on the school's wall shows it."""

    __tablename__ = "poll_slot"
    __table_args__ = (UniqueConstraint("poll_id", "day", "begins"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    day: Mapped[date]
    begins: Mapped[time]
    poll: Mapped[Poll] = relationship(back_populates="slots")
    votes: Mapped[list[Vote]] = relationship(back_populates="slot", cascade="all, delete-orphan", lazy="selectin")

    def count(self, answer: Answer) -> int:
        """How many say so."""
        return Counter(vote.answer for vote in self.votes)[answer]

    def who(self, answer: Answer) -> list[str]:
        """Who says so."""
        return [vote.voter.who for vote in self.votes if vote.answer == answer]
