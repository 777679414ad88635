"""The agenda: what a meeting talks about, and what was said. A topic stays open from meeting to meeting."""

from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ColumnElement, ForeignKey, Select, func, or_, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from partnerhub.foundation import words
from partnerhub.foundation.db import Base, db
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.people.model import User

MOST_TOPICS = 60
LONGEST_NOTES = 20_000


class TopicState(StrEnum):
    """Where a topic stands. A proposed one waits for staff; a dropped one takes a word why."""

    PROPOSED = "proposed"
    OPEN = "open"
    SETTLED = "settled"
    DROPPED = "dropped"


class Topic(Base):
    """One thing on the agenda of one meeting, with its notes (Markdown).

    The same matter comes again from meeting to meeting: `carried_from_id` is the topic that it was taken over from,
    `matter` is the same for all of them.
    """

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
    first_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), index=True)
    meeting: Mapped[Meeting] = relationship(lazy="joined")
    carried_from: Mapped["Topic | None"] = relationship(
        foreign_keys=[carried_from_id], remote_side=[id], lazy="selectin", viewonly=True
    )
    actions: Mapped[list[Any]] = relationship("ActionItem", viewonly=True, order_by="ActionItem.id")
    proposed_by: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="topic", cascade="all, delete-orphan", order_by="Decision.id", lazy="selectin"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its meeting is; what is for the school only is for its staff, a proposal for them and who made it."""
        seen = Meeting.visible_to(user).with_only_columns(Meeting.id).order_by(None)
        every = select(cls).where(cls.meeting_id.in_(seen)).order_by(cls.position, cls.id)
        if user.is_authenticated and user.is_staff:
            return every
        shared = every.where(cls.is_school_only.is_(False))
        colleagues = select(User.id).where(User.partner_id == (user.partner_id if user.is_authenticated else None))
        was_accepted = cls.state.in_([TopicState.OPEN, TopicState.SETTLED])
        return shared.where(or_(was_accepted, cls.proposed_by_id.in_(colleagues)))

    def editable_by(self, user: Any) -> bool:
        """Staff keep the agenda."""
        return bool(user.is_staff)

    @classmethod
    def of(cls, meeting: Meeting, user: Any) -> list[Self]:
        """The agenda of a meeting in its order, as this person may see it and as it is now.

        It is read anew each time: an action that was added a moment ago belongs to it.
        """
        seen = cls.visible_to(user).where(cls.meeting_id == meeting.id).options(selectinload(cls.actions))
        return list(db.session.scalars(seen.execution_options(populate_existing=True)))

    @classmethod
    def at(cls, meeting: Meeting) -> list[Self]:
        """The whole agenda of a meeting, whoever reads it: for what nobody sees as it is."""
        return list(db.session.scalars(select(cls).where(cls.meeting_id == meeting.id).order_by(cls.position, cls.id)))

    @property
    def is_on(self) -> bool:
        """Whether the meeting talks about it."""
        return self.state in (TopicState.OPEN, TopicState.SETTLED)

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for staff."""
        return self.state == TopicState.PROPOSED

    @property
    def is_settled(self) -> bool:
        return self.state == TopicState.SETTLED

    @hybrid_property
    def matter(self) -> int:
        """What is the same for this topic in all the meetings that it came up in."""
        return self.first_id or self.id

    @matter.inplace.expression
    @classmethod
    def _matter(cls) -> ColumnElement[int]:
        return func.coalesce(cls.first_id, cls.id)

    def settle(self) -> None:
        """There is nothing more to say about it. Raises NotNow where it is not on the agenda."""
        if not self.is_on:
            raise NotNow
        self.state = TopicState.SETTLED
        self.forget_ahead()

    def accept(self, *, by: Any) -> None:
        """Put a proposed one on the agenda. Raises NotNow where it does not wait."""
        if not self.is_proposed:
            raise NotNow
        self.state = TopicState.OPEN
        self.meeting.record(by, "topic.accepted", topic=self.title)

    def drop(self, why: str, *, by: Any) -> None:
        """Leave it out from now on. Raises NotNow where it was dropped before, ValueError without a word why."""
        if self.state == TopicState.DROPPED:
            raise NotNow
        if not why.strip():
            raise ValueError("Dropping a topic takes a word why.")
        self.state, self.why_dropped = TopicState.DROPPED, why
        self.forget_ahead()
        self.meeting.record(by, "topic.dropped", topic=self.title, why=why)

    def reopen(self) -> None:
        """Take it up again. Raises NotNow where it is on the agenda and open."""
        if self.state == TopicState.OPEN:
            raise NotNow
        self.state, self.why_dropped = TopicState.OPEN, ""

    def name(self, title: str, *, is_school_only: bool) -> None:
        """Call it so, and say whom it is for, with what is to be done about it.

        Kept among the school, it is kept there at the later meetings, too, that took it over. Shared, it is shared
        here alone: what was written to it later was written for the school.
        """
        self.title = title
        topics = [self]
        if is_school_only:
            of_matter = db.session.scalars(select(Topic).where(Topic.matter == self.matter)).all()
            topics += [topic for topic in of_matter if topic.meeting.comes_after(self.meeting)]
        for topic in topics:
            topic.is_school_only = is_school_only
            for action in topic.actions:
                action.is_school_only = is_school_only

    def forget_ahead(self) -> None:
        """Take it off the agendas of meetings to come that took it over and wrote nothing to it yet.

        Reopened, it comes again by itself: what was left open is always asked anew.
        """
        db.session.flush()
        untouched = (Topic.notes == "", ~Topic.decisions.any(), ~Topic.actions.any(), Topic.state == TopicState.OPEN)
        copies = select(Topic).where(Topic.matter == self.matter, Topic.carried_from_id.is_not(None), *untouched)
        for copy in db.session.scalars(copies).all():
            if copy.meeting.comes_after(self.meeting) and not copy.meeting.is_over:
                db.session.delete(copy)
        db.session.flush()


class Decision(Base):
    """What was decided on a topic."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    topic: Mapped[Topic] = relationship(back_populates="decisions")


words.index(Meeting, "title")
words.index(Topic, "title", "notes")
words.index(Decision, "text")


def add(meeting: Meeting, title: str, **more: Any) -> Topic:
    """Put a topic at the end of the agenda."""
    last = db.session.scalar(select(func.max(Topic.position)).where(Topic.meeting_id == meeting.id)) or 0
    topic = Topic(meeting=meeting, title=title, position=last + 1, **more)
    db.session.add(topic)
    db.session.flush()
    return topic
