"""On which days a series meets. No clock, no database: days in, days out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from enum import StrEnum

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from flask_babel import lazy_gettext as _l

LAST = 5
A_WEEK = 7


class Rule(StrEnum):
    """How a series repeats."""

    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DATE = "monthly_date"


RULES = {
    Rule.TWO_WEEKS: _l("Every two weeks"),
    Rule.MONTHLY_WEEKDAY: _l("Monthly, on the same weekday (such as each second Tuesday)"),
    Rule.MONTHLY_DATE: _l("Monthly, on the same date"),
    Rule.WEEKLY: _l("Every week"),
}


def days(rule: Rule, first: date, last: date, *, without: Iterable[tuple[date, date]] = ()) -> list[date]:
    """The days of a series, in order.

    A fifth weekday of the month stands for the last one, and the 29th to the 31st for the month's last day where a
    month is shorter: nobody who plans a meeting for the 31st wants none in June.

    Args:
        rule: how it repeats.
        first: the first meeting; it gives the weekday and the date.
        last: no meeting after this day.
        without: first and last days of holidays; a meeting that would fall into one is left out.
    """
    away = list(without)
    return [day for day in every(rule, first, last) if not any(start <= day <= end for start, end in away)]


def every(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a series as if there were no holidays."""
    begin, until = datetime.combine(first, time()), datetime.combine(last, time())
    if rule in (Rule.WEEKLY, Rule.TWO_WEEKS):
        found = rrule(WEEKLY, interval=2 if rule == Rule.TWO_WEEKS else 1, dtstart=begin, until=until)
    elif rule == Rule.MONTHLY_DATE:
        # Of the days up to the wanted one that a month has, the last.
        up_to = tuple(range(min(first.day, 28), first.day + 1))
        found = rrule(MONTHLY, bymonthday=up_to, bysetpos=-1, dtstart=begin, until=until)
    else:
        found = rrule(MONTHLY, byweekday=weekday(first.weekday(), nth_in_month(first)), dtstart=begin, until=until)
    return (instant.date() for instant in found)


def nth_in_month(day: date) -> int:
    """Which of its weekday a day is in its month, 1 to 4; -1 for the last one where there is a fifth."""
    nth = (day.day - 1) // A_WEEK + 1
    return -1 if nth == LAST else nth
