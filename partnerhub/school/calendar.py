"""The school's calendar: the days without school, and the hours that its timetable has taken already."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.db import Base, db


class Holiday(Base):
    """Some days without school, the first and the last one included."""

    __tablename__ = "holiday"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date] = mapped_column(index=True)

    def covers(self, day: date) -> bool:
        """Whether there is no school on this day because of it."""
        return self.first <= day <= self.last

    @classmethod
    def between(cls, first: date, last: date) -> list["Holiday"]:
        """Those that touch any day of these."""
        touching = select(cls).where(cls.first <= last, cls.last >= first).order_by(cls.first)
        return list(db.session.scalars(touching))

    @classmethod
    def add(cls, name: str, first: date, last: date, *, by: Any) -> "Holiday":
        """Note days without school. Raises ValueError where the last comes before the first."""
        if last < first:
            raise ValueError("A holiday ends after it began.")
        holiday = cls(name=name, first=first, last=last)
        db.session.add(holiday)
        db.session.flush()
        audit.record(by, "holiday.added", holiday, name=name)
        return holiday

    def remove(self, *, by: Any) -> None:
        """There is school on these days after all. Meetings that are planned stay where they are."""
        audit.record(by, "holiday.removed", self, name=self.name)
        db.session.delete(self)


class TimetableBlock(Base):
    """Hours of each week in which nobody at the school can meet, such as assembly. Monday is day 0."""

    __tablename__ = "timetable_block"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    weekday: Mapped[int]
    begins: Mapped[time]
    ends: Mapped[time]

    def overlaps(self, day: date, begins: time, ends: time) -> bool:
        """Whether a meeting at this time of this day would run into it."""
        return day.weekday() == self.weekday and begins < self.ends and self.begins < ends


def is_without_school(day: date, holidays: Iterable[Holiday]) -> bool:
    """Whether one of these holidays covers a day."""
    return any(holiday.covers(day) for holiday in holidays)
