"""A meeting, its series, its agenda and its actions."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings import agenda, carrying, feature, ordering
from partnerhub.meetings.actions import ActionItem, ActionState, open_with
from partnerhub.meetings.agenda import Topic, TopicState
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.recurrence import Rule
from partnerhub.meetings.series import NoDay, Series, TooMany
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.calendar import Holiday

DAY = date(2027, 3, 9)


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def clinic(house: Flask, cast_ids: dict[str, int]) -> Partner:
    return db.session.get_one(Partner, cast_ids["clinic"])


def plan(partner: Partner, by: User, day: date = DAY, **more: Any) -> Meeting:
    """A meeting in the calendar."""
    values = {"title": "A talk", "begins": time(15, 30), "minutes": 60, **more}
    meeting = Meeting(day=day, partners=[partner], **values)
    meeting.plan(by=by)
    return meeting


def series(partner: Partner, by: User, **more: Any) -> Series:
    """A monthly series in the calendar."""
    values = {"rule": Rule.MONTHLY_WEEKDAY, "first": DAY, "last": date(2027, 7, 31), "begins": time(9), **more}
    made = Series(title="Monthly", partners=[partner], **values)
    made.plan(by=by)
    return made


def test_it_keeps_its_hour_on_the_wall_when_the_clocks_change(clinic: Partner, staff: User) -> None:
    before, after = plan(clinic, staff, date(2027, 3, 9)), plan(clinic, staff, date(2027, 3, 16))
    assert before.starts_at == datetime(2027, 3, 9, 21, 30, tzinfo=UTC)
    assert after.starts_at == datetime(2027, 3, 16, 20, 30, tzinfo=UTC)


def test_those_who_hold_the_thread_are_invited_by_themselves(clinic: Partner, staff: User) -> None:
    invited = {attendee.who for attendee in plan(clinic, staff).attendees}
    assert "Marcus Webb" in invited
    assert {contact.name for contact in clinic.people_here if contact.is_liaison} <= invited


def test_nobody_is_invited_twice(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff)
    before = len(meeting.attendees)
    meeting.ask(Somebody(user=staff))
    meeting.ask(Somebody(name="Ms. Guest"))
    meeting.ask(Somebody(name="Ms. Guest"))
    assert len(meeting.attendees) == before + 1


def test_moving_or_cancelling_one_leaves_the_others(clinic: Partner, staff: User) -> None:
    first, second, third = series(clinic, staff).to_come[:3]
    third_was = (third.day, third.state, third.version)
    first.move(by=staff, day=first.day + timedelta(days=1), begins=time(11), minutes=30)
    second.cancel(by=staff, why="Storm")
    assert (third.day, third.state, third.version) == third_was
    assert (first.version, second.version) == (1, 1)


def test_a_cancelled_meeting_cannot_be_moved_or_cancelled_again(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff)
    meeting.cancel(by=staff)
    with pytest.raises(NotNow):
        meeting.cancel(by=staff)
    with pytest.raises(NotNow):
        meeting.move(by=staff, day=DAY, begins=time(8), minutes=15)
    meeting.reopen(by=staff)
    with pytest.raises(NotNow):
        meeting.reopen(by=staff)


def test_a_series_leaves_out_the_schools_holidays(clinic: Partner, staff: User) -> None:
    Holiday.add("Spring", date(2027, 4, 12), date(2027, 4, 16), by=staff)
    days = [meeting.day for meeting in series(clinic, staff).to_come]
    assert days == [date(2027, 3, 9), date(2027, 5, 11), date(2027, 6, 8)]


def test_a_series_without_a_day_or_with_too_many_is_refused(clinic: Partner, staff: User) -> None:
    Holiday.add("Always", date(2027, 1, 1), date(2027, 12, 31), by=staff)
    with pytest.raises(NoDay):
        series(clinic, staff)
    with pytest.raises(TooMany):
        series(clinic, staff, rule=Rule.WEEKLY, first=date(2028, 1, 1), last=date(2031, 1, 1))


def test_a_holiday_that_ends_before_it_begins_is_refused(staff: User) -> None:
    with pytest.raises(ValueError, match="ends after"):
        Holiday.add("Odd", DAY, DAY - timedelta(days=1), by=staff)


def test_ending_a_series_keeps_what_was(clinic: Partner, staff: User) -> None:
    made = series(clinic, staff, first=date(2026, 9, 1))
    past = [
        m.id
        for m in db.session.scalars(select(Meeting).where(Meeting.series_id == made.id, Meeting.day < clock.today()))
    ]
    assert made.end(by=staff) > 0
    assert made.to_come == []
    assert all(not db.session.get_one(Meeting, key).is_cancelled for key in past)


def test_what_is_left_open_comes_again_and_only_once(clinic: Partner, staff: User) -> None:
    first, second, third = series(clinic, staff).to_come[:3]
    open_, settled, dropped = (agenda.add(first, title) for title in ("Waiting list", "Room", "Poster"))
    settled.settle()
    dropped.drop("No longer needed", by=staff)
    assert [topic.title for topic in carrying.carry_over(second)] == ["Waiting list"]
    assert carrying.carry_over(second) == []
    assert [topic.carried_from_id for topic in Topic.of(second, staff)] == [open_.id]
    assert [topic.title for topic in carrying.open_matters(third)] == ["Waiting list"]


def test_a_cancelled_meeting_swallows_no_topic(clinic: Partner, staff: User) -> None:
    first, second, third = series(clinic, staff).to_come[:3]
    agenda.add(first, "Waiting list")
    carrying.carry_over(second)
    agenda.add(second, "New there")
    second.cancel(by=staff)
    assert [topic.title for topic in carrying.carry_over(third)] == ["Waiting list", "New there"]


def test_dropping_takes_a_word_why(clinic: Partner, staff: User) -> None:
    topic = agenda.add(plan(clinic, staff), "Poster")
    with pytest.raises(ValueError, match="word why"):
        topic.drop("  ", by=staff)
    assert topic.state == TopicState.OPEN


def test_topics_change_places_and_stop_at_the_ends(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff)
    a, b, c = (agenda.add(meeting, title) for title in "abc")
    ordering.reorder(c, up=True)
    ordering.reorder(a, up=True)
    ordering.reorder(b, up=False)
    assert [topic.title for topic in Topic.of(meeting, staff)] == ["a", "c", "b"]


def test_an_action_stays_open_until_done_or_dropped(clinic: Partner, staff: User) -> None:
    item = ActionItem(text="Send the form", due_on=DAY, partner_id=clinic.id)
    item.be(Somebody(user=staff))
    item.begin(by=staff)
    assert item in open_with(clinic, staff)
    item.finish(by=staff)
    with pytest.raises(NotNow):
        item.drop("Twice", by=staff)
    item.reopen(by=staff)
    with pytest.raises(ValueError, match="word why"):
        item.drop("", by=staff)
    item.drop("Somebody else did it", by=staff)
    assert (item.state, item in open_with(clinic, staff)) == (ActionState.DROPPED, False)


def test_an_action_is_late_the_day_after_its_day(clinic: Partner, staff: User) -> None:
    item = ActionItem(text="Send the form", due_on=clock.today(), state=ActionState.OPEN)
    assert not item.is_late
    item.due_on = clock.today() - timedelta(days=1)
    assert item.is_late


def test_when_two_records_were_one_organization_its_meetings_stay(
    clinic: Partner, staff: User, cast_ids: dict[str, int]
) -> None:
    mentors = db.session.get_one(Partner, cast_ids["mentors"])
    own, both, repeated = plan(mentors, staff), plan(mentors, staff, title="All"), series(mentors, staff)
    both.partners.append(clinic)
    item = ActionItem(text="Call", partner_id=mentors.id)
    item.begin(by=staff)
    assert feature.merged
    feature.merged(mentors.id, clinic.id, staff)
    assert [one.partners for one in (own, both, repeated, *repeated.to_come[:1])] == [[clinic]] * 4
    assert item.partner_id == clinic.id
    assert not db.session.scalars(Meeting.with_partner(mentors)).all()


@pytest.mark.parametrize(
    ("first", "rule", "label"),
    [
        (date(2027, 3, 9), Rule.MONTHLY_WEEKDAY, "Each second Tuesday of the month"),
        (date(2027, 3, 29), Rule.MONTHLY_WEEKDAY, "Each last Monday of the month"),
        (date(2027, 3, 9), Rule.TWO_WEEKS, "Every two weeks"),
    ],
)
def test_it_says_how_it_repeats(house: Flask, first: date, rule: Rule, label: str) -> None:
    assert str(Series(rule=rule, first=first).rule_label) == label


def test_a_partners_person_with_an_account_is_invited_by_it_and_stands_there_once(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff)
    dana = User.by_email("partner@demo.example")
    contact = next(person for person in clinic.contacts if person.name == dana.name)
    contact.email, contact.is_liaison = dana.email, True
    meeting = plan(clinic, staff)
    meeting.ask(Somebody(contact=contact))
    meeting.ask(Somebody(name="D. Okafor", email=dana.email.upper()))
    assert [person.user for person in meeting.attendees if person.address == dana.email] == [dana]
