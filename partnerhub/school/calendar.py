"""The school's calendar: the days without school, and the hours that its timetable has taken already."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, Self

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db


class OfCalendar:
    """An entry of the school's calendar: kept by its staff, and thrown away with a way back."""

    id: Mapped[int]
    name: Mapped[str]

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff plan with it."""
        every = select(cls).order_by(cls.id)
        return every if user.is_authenticated and user.is_staff else every.where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff keep it."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return self.name


class Holiday(OfCalendar, Binned, Base):
    """Some days without school, the first and the last one included."""

    __tablename__ = "holiday"
    id: Mapped[int] = mapped_column(primary_key=True)
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


class TimetableBlock(OfCalendar, Binned, Base):
    """Hours of each week in which nobody at the school can meet, such as assembly. Monday is day 0."""

    __tablename__ = "timetable_block"
    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    begins: Mapped[time]
    ends: Mapped[time]

    def overlaps(self, day: date, begins: time, ends: time) -> bool:
        """Whether a meeting at this time of this day would run into it."""
        return day.weekday() == self.weekday and begins < self.ends and self.begins < ends

    @classmethod
    def add(cls, name: str, weekday: int, begins: time, ends: time, *, by: Any) -> "TimetableBlock":
        """Note hours that are taken each week. Raises ValueError where they end before they begin."""
        if ends <= begins:
            raise ValueError("A block ends after it began.")
        block = cls(name=name, weekday=weekday, begins=begins, ends=ends)
        db.session.add(block)
        db.session.flush()
        audit.record(by, "timetable_block.added", block, name=name)
        return block


def is_without_school(day: date, holidays: Iterable[Holiday]) -> bool:
    """Whether one of these holidays covers a day."""
    return any(holiday.covers(day) for holiday in holidays)
