"""On which days a series meets, for any beginning, any end and any holidays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub.foundation.formats import reader
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.recurrence import Rule, days, every

firsts = st.dates(date(2020, 1, 1), date(2034, 12, 31))
ZONES = ("America/Chicago", "Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "UTC")
lengths = st.integers(0, 730)
rules = st.sampled_from(Rule)
holidays = st.lists(st.tuples(st.integers(-30, 730), st.integers(0, 60)), max_size=6)


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        (Rule.MONTHLY_WEEKDAY, date(2026, 9, 8), [(9, 8), (10, 13), (11, 10), (12, 8)]),  # second Tuesday
        (Rule.MONTHLY_WEEKDAY, date(2026, 9, 30), [(9, 30), (10, 28), (11, 25), (12, 30)]),  # the fifth is the last
        (Rule.MONTHLY_DATE, date(2026, 8, 31), [(8, 31), (9, 30), (10, 31), (11, 30), (12, 31)]),
        (Rule.TWO_WEEKS, date(2026, 12, 1), [(12, 1), (12, 15), (12, 29)]),
        (Rule.WEEKLY, date(2026, 12, 15), [(12, 15), (12, 22), (12, 29)]),
    ],
)
def test_a_series_meets_on_the_days_that_its_words_say(rule: Rule, first: date, expected: list[tuple]) -> None:
    assert days(rule, first, date(2026, 12, 31)) == [date(2026, month, day) for month, day in expected]


@given(rules, firsts, lengths, holidays)
def test_no_meeting_falls_into_a_holiday_and_only_those_are_left_out(
    rule: Rule, first: date, length: int, away: list[tuple[int, int]]
) -> None:
    last = first + timedelta(days=length)
    without = [(first + timedelta(days=a), first + timedelta(days=a + b)) for a, b in away]
    planned, all_days = days(rule, first, last, without=without), list(every(rule, first, last))
    assert [day for day in all_days if day not in planned] == [
        day for day in all_days if any(begin <= day <= end for begin, end in without)
    ]
    assert planned == sorted(set(planned))
    assert all(first <= day <= last for day in planned)


@given(rules, firsts, lengths)
def test_a_series_begins_with_its_first_day(rule: Rule, first: date, length: int) -> None:
    assert next(every(rule, first, first + timedelta(days=length))) == first


@given(firsts, lengths)
def test_each_month_has_one_meeting_of_a_monthly_series(first: date, length: int) -> None:
    for rule in (Rule.MONTHLY_DATE, Rule.MONTHLY_WEEKDAY):
        months = [(day.year, day.month) for day in every(rule, first, first + timedelta(days=length))]
        steps = [(y2 * 12 + m2) - (y1 * 12 + m1) for (y1, m1), (y2, m2) in pairwise(months)]
        assert set(steps) <= {1}


@given(firsts, lengths)
def test_a_monthly_weekday_stays_that_weekday(first: date, length: int) -> None:
    found = every(Rule.MONTHLY_WEEKDAY, first, first + timedelta(days=length))
    assert {day.weekday() for day in found} == {first.weekday()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(firsts, st.times().map(lambda time: time.replace(second=0, microsecond=0)), st.sampled_from(ZONES))
def test_a_meeting_is_on_its_day_and_at_its_hour_in_every_zone_and_season(
    new_app: Flask, day: date, begins: time, zone: str
) -> None:
    """But for the hour that a clock leaves out in spring: then it is one hour later, or half of one."""
    reader(new_app).timezone = lambda: zone
    with new_app.test_request_context():
        meeting = Meeting(day=day, begins=begins, minutes=60)
        said = datetime.combine(day, begins, ZoneInfo(zone))
        is_left_out = said.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != begins
        seen = meeting.starts_at.astimezone(ZoneInfo(zone))
        assert is_left_out or (seen.date(), seen.time()) == (day, begins)
        assert meeting.ends_at - meeting.starts_at == timedelta(hours=1)
