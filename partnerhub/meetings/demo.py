"""The demonstration's chapter: a year of meetings with their agendas, notes and actions. All of it is made up."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_timezone

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.recurrence import Rule
from partnerhub.meetings.series import Series
from partnerhub.school.calendar import Holiday, TimetableBlock

# A school year's holidays, as months and days from its first August on.
HOLIDAYS = (("Fall break", (10, 12), (10, 16)), ("Winter break", (12, 21), (1, 3)), ("Spring break", (4, 5), (4, 9)))
TEMPLATES = {
    "Monthly partner meeting": ["How is it going?", "Numbers of this month", "What families say", "Next steps"],
    "First meeting": ["Who we are", "What the children need", "What we promise each other", "Next steps"],
    "Review at the end of the year": ["What went well", "What did not", "What the numbers say", "Go on, change or end"],
}
MONTHLY = (
    ("clinic", "Monthly meeting with Northside", 1, time(15, 30), "Library"),
    ("mentors", "Mentoring round table", 3, time(14, 0), "Room 12"),
)


def fill(cast: Any) -> None:
    """Plan the year."""
    first, until = cast.school.year_of(clock.today())
    staff = cast.users["staff"]
    with clock.stopped_at(noon(first)):
        fill_calendar(first)
        for name, topics in TEMPLATES.items():
            db.session.add(AgendaTemplate(title=name, topics=topics))
        for short, title, weekday, begins, place in MONTHLY:
            day = next_weekday(first + timedelta(days=14), weekday)
            series = Series(
                title=title,
                rule=Rule.MONTHLY_WEEKDAY,
                first=day,
                last=until - timedelta(days=1),
                begins=begins,
                place=place,
                partners=[cast.partners[short]],
            )
            series.plan(by=staff)


def fill_calendar(first: date) -> None:
    """The days without school, and the hours that are taken each week."""
    for name, (month, day), (last_month, last_day) in HOLIDAYS:
        begin, end = in_year(first, month, day), in_year(first, last_month, last_day)
        db.session.add(Holiday(name=name, first=begin, last=end))
    db.session.add(TimetableBlock(name="Assembly", weekday=0, begins=time(8, 30), ends=time(9, 0)))
    db.session.flush()


def in_year(first: date, month: int, day: int) -> date:
    """That day of the school year that begins on `first`."""
    return date(first.year + (month < first.month), month, day)


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday from a day on; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def noon(day: date) -> datetime:
    """Noon at the school."""
    return datetime.combine(day, time(12), ZoneInfo(str(get_timezone() or "UTC")))
