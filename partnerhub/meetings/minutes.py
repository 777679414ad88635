"""Minutes: the log as it went out. Each version is kept as it was; a correction makes a new one."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base
from partnerhub.meetings.model import Meeting
from partnerhub.school.context import current_school


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

    @property
    def correctable_until(self) -> date:
        """The last day on which somebody who was there can propose a correction."""
        school = current_school()
        return clock.day_of(self.at) + timedelta(days=school.correction_days if school else 0)
