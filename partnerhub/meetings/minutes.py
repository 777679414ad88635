"""Minutes: the log as it went out. Each version is kept as it was; a correction makes a new one."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base
from partnerhub.meetings.model import Meeting


class Minutes(Base):
    """One version of a meeting's minutes, frozen. `content` holds names and words, not keys."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    why: Mapped[str] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    meeting: Mapped[Meeting] = relationship(lazy="joined")
    by: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As their meeting is."""
        seen = Meeting.visible_to(user).with_only_columns(Meeting.id).order_by(None)
        return select(cls).where(cls.meeting_id.in_(seen)).order_by(cls.number.desc())

    def shown_to(self, is_staff: bool) -> dict[str, Any]:
        """What it says to the school's staff, or to everybody else."""
        if is_staff:
            return self.content
        shared = [topic for topic in self.content["topics"] if not topic["is_school_only"]]
        return {**self.content, "topics": shared}


class CorrectionState(StrEnum):
    """What became of a proposed correction."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Correction(Base):
    """A change to published minutes that somebody who was there proposes."""

    __tablename__ = "correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=CorrectionState.WAITING)
    answer: Mapped[str] = mapped_column(default="")
    minutes: Mapped[Minutes] = relationship(lazy="joined")
    by: Mapped[Any] = relationship("User", lazy="joined", viewonly=True)
