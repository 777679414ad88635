"""A series: meetings that repeat. All its meetings are planned at once, and each can be moved or cancelled alone."""

from datetime import date, time
from typing import Any, Self

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.meetings import recurrence
from partnerhub.meetings.model import MINUTES, Meeting, State
from partnerhub.meetings.recurrence import RULES, Rule
from partnerhub.partners.model import Partner
from partnerhub.school.calendar import Holiday

MOST = 110
NTH = {
    1: _l("Each first %(weekday)s of the month"),
    2: _l("Each second %(weekday)s of the month"),
    3: _l("Each third %(weekday)s of the month"),
    4: _l("Each fourth %(weekday)s of the month"),
    -1: _l("Each last %(weekday)s of the month"),
}


class TooMany(Exception):
    """More meetings than anybody plans at once."""


class NoDay(Exception):
    """No day is left: each falls into a holiday."""


class SeriesPartner(Base):
    """An organization that a series is with."""

    __tablename__ = "meeting_series_partner"
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id", ondelete="CASCADE"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, index=True)


class Series(Base):
    """How meetings with some partners repeat, from the first day to the last."""

    __tablename__ = "meeting_series"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    rule: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    begins: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=MINUTES)
    place: Mapped[str] = mapped_column(default="")
    video_link: Mapped[str] = mapped_column(default="")
    partners: Mapped[list[Partner]] = relationship(secondary="meeting_series_partner", order_by=Partner.name)

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its meetings are."""
        mine = Meeting.visible_to(user).with_only_columns(Meeting.series_id).order_by(None)
        return select(cls).where(cls.id.in_(mine))

    def editable_by(self, user: Any) -> bool:
        """Staff keep the meetings."""
        return bool(user.is_staff)

    @property
    def rule_label(self) -> Any:
        """How it repeats, in words; a monthly one names its weekday."""
        if self.rule != Rule.MONTHLY_WEEKDAY:
            return RULES[Rule(self.rule)]
        return str(NTH[recurrence.nth_in_month(self.first)]) % {"weekday": format_date(self.first, "EEEE")}

    @property
    def days(self) -> list[date]:
        """Its days, without the school's holidays."""
        away = [(holiday.first, holiday.last) for holiday in Holiday.between(self.first, self.last)]
        return recurrence.days(Rule(self.rule), self.first, self.last, without=away)

    def plan(self, *, by: Any) -> list[Meeting]:
        """Write all its meetings into the calendar.

        Raises:
            NoDay: each of its days falls into a holiday.
            TooMany: there would be more than anybody plans at once.
        """
        days = self.days
        if not days:
            raise NoDay
        if len(days) > MOST:
            raise TooMany
        db.session.add(self)
        db.session.flush()
        for partner in self.partners:
            audit.record(by, "series.planned", self, partner_id=partner.id, title=self.title)
        return [self.plan_one(day, by=by) for day in days]

    def plan_one(self, day: date, *, by: Any) -> Meeting:
        """Write one of its meetings into the calendar."""
        meeting = Meeting(
            series_id=self.id,
            title=self.title,
            day=day,
            begins=self.begins,
            minutes=self.minutes,
            place=self.place,
            video_link=self.video_link,
            partners=list(self.partners),
        )
        meeting.plan(by=by)
        return meeting

    @property
    def to_come(self) -> list[Meeting]:
        """Its meetings from today on that take place."""
        coming = select(Meeting).where(
            Meeting.series_id == self.id, Meeting.day >= clock.today(), Meeting.state == State.PLANNED
        )
        return [meeting for meeting in db.session.scalars(coming.order_by(Meeting.day)) if not meeting.is_over]

    def end(self, *, by: Any, why: str = "") -> int:
        """Cancel all that are still to come, and say how many those were."""
        coming = self.to_come
        for meeting in coming:
            meeting.cancel(by=by, why=why)
        return len(coming)
