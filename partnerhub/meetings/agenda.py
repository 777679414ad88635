"""The agenda: what a meeting talks about, and what was said. A topic stays open from meeting to meeting."""

from enum import StrEnum
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from partnerhub.foundation.db import Base, db
from partnerhub.meetings.model import Meeting, NotNow, before

MOST_TOPICS = 60
LONGEST_NOTES = 20_000


class TopicState(StrEnum):
    """Where a topic stands. A proposed one waits for staff; a dropped one takes a word why."""

    PROPOSED = "proposed"
    OPEN = "open"
    SETTLED = "settled"
    DROPPED = "dropped"


class AgendaTemplate(Base):
    """Topics to begin an agenda with, one a line."""

    __tablename__ = "agenda_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)


class Topic(Base):
    """One thing on the agenda of one meeting, with its notes (Markdown). `carried_from_id` is the same one before."""

    __tablename__ = "topic"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    is_school_only: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default=TopicState.OPEN)
    why_dropped: Mapped[str] = mapped_column(default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), index=True)
    meeting: Mapped[Meeting] = relationship(lazy="joined")
    proposed_by: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="topic", cascade="all, delete-orphan", order_by="Decision.id", lazy="selectin"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its meeting is; what is for the school only is for its staff."""
        seen = Meeting.visible_to(user).with_only_columns(Meeting.id).order_by(None)
        every = select(cls).where(cls.meeting_id.in_(seen)).order_by(cls.position, cls.id)
        is_staff = user.is_authenticated and user.is_staff
        return every if is_staff else every.where(cls.is_school_only.is_(False))

    def editable_by(self, user: Any) -> bool:
        """Staff keep the agenda."""
        return bool(user.is_staff)

    @classmethod
    def of(cls, meeting: Meeting, user: Any) -> list[Self]:
        """The agenda of a meeting in its order, as this person may see it."""
        return list(db.session.scalars(cls.visible_to(user).where(cls.meeting_id == meeting.id)))

    @property
    def is_on(self) -> bool:
        """Whether the meeting talks about it."""
        return self.state in (TopicState.OPEN, TopicState.SETTLED)

    def settle(self) -> None:
        """There is nothing more to say about it. Raises NotNow where it is not on the agenda."""
        if not self.is_on:
            raise NotNow
        self.state = TopicState.SETTLED

    def drop(self, why: str, *, by: Any) -> None:
        """Leave it out from now on. Raises NotNow where it was dropped before, ValueError without a word why."""
        if self.state == TopicState.DROPPED:
            raise NotNow
        if not why.strip():
            raise ValueError("Dropping a topic takes a word why.")
        self.state, self.why_dropped = TopicState.DROPPED, why
        self.meeting.record(by, "topic.dropped", topic=self.title, why=why)

    def reopen(self) -> None:
        """Take it up again."""
        self.state, self.why_dropped = TopicState.OPEN, ""


class Decision(Base):
    """What was decided on a topic."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    topic: Mapped[Topic] = relationship(back_populates="decisions")


def add(meeting: Meeting, title: str, **more: Any) -> Topic:
    """Put a topic at the end of the agenda."""
    last = db.session.scalar(select(func.max(Topic.position)).where(Topic.meeting_id == meeting.id)) or 0
    topic = Topic(meeting=meeting, title=title, position=last + 1, **more)
    db.session.add(topic)
    db.session.flush()
    return topic


def open_matters(meeting: Meeting) -> list[Topic]:
    """What earlier meetings of the same thread left open and no later one has taken up, the oldest first.

    All earlier meetings are asked, not only the last: one that was cancelled or moved must not swallow a topic.
    """
    later = aliased(Topic)
    taken_up = select(later.id).where(later.carried_from_id == Topic.id).exists()
    left = (
        select(Topic)
        .join(Meeting, Topic.meeting_id == Meeting.id)
        .where(Meeting.id.in_(before(meeting).with_only_columns(Meeting.id).order_by(None)))
        .where(Topic.state == TopicState.OPEN, ~taken_up)
        .order_by(Meeting.day, Meeting.begins, Topic.position)
    )
    return list(db.session.scalars(left))


def carry_over(meeting: Meeting) -> list[Topic]:
    """Take up in this meeting what earlier ones left open, and say what that was."""
    return [
        add(meeting, topic.title, is_school_only=topic.is_school_only, carried_from_id=topic.id)
        for topic in open_matters(meeting)
    ]


def reorder(topic: Topic, *, up: bool) -> None:
    """Let it change places with the one before or after it; at the ends nothing happens."""
    order = list(
        db.session.scalars(select(Topic).where(Topic.meeting_id == topic.meeting_id).order_by(Topic.position, Topic.id))
    )
    here = order.index(topic)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position
