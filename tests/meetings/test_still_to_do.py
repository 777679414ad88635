"""What was agreed comes up at the next meeting, until it is done or dropped, whatever becomes of its topic."""

from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.carrying import still_to_do
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.meetings.test_carrying import FAR, Year, acts, cast, taken_back

__all__ = ["cast"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_no_open_action_disappears(cast: Any, acts: list[tuple[int, int, int]]) -> None:
    """Whatever is done to meetings and topics; and what is closed comes no more."""
    with taken_back():
        year = Year(*cast)
        for what, one, other in acts:
            year.do(what, one, other)
            year.do(10, one, other)
        items = db.session.scalars(select(ActionItem)).unique().all()
        for item in items[::3]:
            item.finish(by=year.staff)
        for circle in year.circles:
            next_one = Meeting(title="Next", day=FAR, begins=time(9), partners=list(circle))
            next_one.plan(by=year.staff)
            wanted = {item for item in items if item.is_open and {*circle} <= {*item.meeting.partners}}
            assert {*still_to_do(next_one, year.staff)} == wanted


def talk(with_whom: Partner, days: int) -> Meeting:
    """A talk with one partner, so many days from today."""
    meeting = Meeting(
        title=f"Talk {days}", day=clock.today() + timedelta(days=days), begins=time(9), partners=[with_whom]
    )
    meeting.plan(by=User.by_email("staff@demo.example"))
    return meeting


def promise(meeting: Meeting, text: str, *, is_school_only: bool = False) -> Topic:
    """Something to do, of a topic that is settled."""
    topic = agenda.add(meeting, "Rooms", is_school_only=is_school_only)
    item = ActionItem(text=text, meeting=meeting, topic=topic, partner_id=meeting.partners[0].id)
    item.be(Somebody(user=User.by_email("staff@demo.example")))
    item.begin(by=User.by_email("staff@demo.example"))
    topic.settle()
    return topic


def test_it_stands_on_the_next_meetings_page_and_log_until_it_is_done(
    app: Flask, as_staff: Browser, as_partner: Browser, cast_ids: dict[str, int]
) -> None:
    with app.test_request_context(), transaction():
        clinic = db.session.get_one(Partner, cast_ids["clinic"])
        before, after = talk(clinic, -400), talk(clinic, 400)
        promise(before, "Ask about room 12, far away")
        promise(before, "Speak about money among us", is_school_only=True)
        key = after.id
        items = db.session.scalars(select(ActionItem.id).where(ActionItem.meeting_id == before.id)).all()
    for page in (as_staff.get(f"/meetings/{key}").text, as_staff.get(f"/meetings/{key}/log").text):
        assert "Ask about room 12, far away" in page
        assert "Speak about money among us" in page
    theirs = as_partner.get(f"/meetings/{key}").text
    assert "Ask about room 12, far away" in theirs
    assert "Speak about money among us" not in theirs
    as_staff.post(f"/actions/{items[0]}/completion")
    assert "Ask about room 12, far away" not in as_staff.get(f"/meetings/{key}").text


def test_a_topic_that_is_kept_inside_later_takes_its_actions_with_it(
    app: Flask, as_staff: Browser, as_partner: Browser, cast_ids: dict[str, int]
) -> None:
    with app.test_request_context(), transaction():
        clinic = db.session.get_one(Partner, cast_ids["clinic"])
        meeting = talk(clinic, -3)
        key = promise(meeting, "Speak about money").id
    assert "Speak about money" in as_partner.get("/search?q=money").text
    as_staff.post(f"/topics/{key}", {"title": "Rooms", "is_school_only": "y"})
    assert "Speak about money" not in as_partner.get("/search?q=money").text
    as_staff.post(f"/topics/{key}", {"title": "Rooms"})
    assert "Speak about money" in as_partner.get("/search?q=money").text


def test_an_action_written_down_for_an_inner_topic_stays_inside(
    app: Flask, as_staff: Browser, as_partner: Browser, cast_ids: dict[str, int]
) -> None:
    with app.test_request_context(), transaction():
        clinic = db.session.get_one(Partner, cast_ids["clinic"])
        key = agenda.add(talk(clinic, -3), "Among us", is_school_only=True).id
    as_staff.post(f"/actions?topic={key}", {"text": "Speak about money"})
    assert "Speak about money" in as_staff.get("/actions?which=open").text
    assert "Speak about money" not in as_partner.get("/actions?which=open").text


def test_what_is_kept_inside_is_kept_inside_at_later_meetings_and_shared_here_alone(
    house: Flask, cast_ids: dict[str, int]
) -> None:
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    first, second = talk(clinic, 400), talk(clinic, 410)
    topic = agenda.add(first, "Rooms")
    later = agenda.add(second, "Rooms", first_id=topic.id, carried_from_id=topic.id)
    topic.name("Rooms", is_school_only=True)
    assert later.is_school_only
    topic.name("Rooms for us", is_school_only=False)
    assert (topic.title, topic.is_school_only, later.title, later.is_school_only) == (
        "Rooms for us",
        False,
        "Rooms",
        True,
    )


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("http://localhost/meetings/7/log", "http://localhost/meetings/7/log"),
        ("http://localhost/actions?which=open", "http://localhost/actions?which=open"),
        ("http://evil.example/meetings/7", "/actions"),
        ("", "/actions"),
    ],
)
def test_ticking_off_and_taking_back_lead_to_where_one_was(
    app: Flask, as_staff: Browser, cast_ids: dict[str, int], page: str, leads_to: str
) -> None:
    with app.test_request_context(), transaction():
        promise(talk(db.session.get_one(Partner, cast_ids["clinic"]), -3), "Call Ana")
        key = db.session.scalar(select(ActionItem.id).where(ActionItem.text == "Call Ana"))
    as_staff.headers["Referer"] = page
    for act in ("completion", "reopening"):
        assert as_staff.post(f"/actions/{key}/{act}").location == leads_to
