"""Calendars: other programs read our meetings rightly, and only whom the person told the address."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import vobject
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.formats import reader
from partnerhub.meetings.ics import as_calendar
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.subscription import Subscription
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

SOME = "Wörter, mit; Zeichen \\ und\nZeilen 🌻 " + "lang " * 40


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def clinic(house: Flask, cast_ids: dict[str, int]) -> Partner:
    return db.session.get_one(Partner, cast_ids["clinic"])


def plan(partner: Partner, by: User, day: date = date(2027, 3, 9), **more: Any) -> Meeting:
    meeting = Meeting(**{"title": "A talk", "day": day, "begins": time(15, 30), "partners": [partner], **more})
    meeting.plan(by=by)
    return meeting


def read(*meetings: Meeting) -> list[Any]:
    """What another program reads of them."""
    return list(vobject.readOne(as_calendar(meetings, "Ours").decode()).vevent_list)


@pytest.mark.parametrize("day", [date(2027, 3, 9), date(2027, 3, 16), date(2027, 11, 2), date(2027, 11, 9)])
def test_it_stands_at_its_hour_on_both_sides_of_a_clock_change(clinic: Partner, staff: User, day: date) -> None:
    meeting = plan(clinic, staff, day, minutes=90)
    event = read(meeting)[0]
    assert event.dtstart.value.replace(tzinfo=None).time() == time(15, 30)
    assert (event.dtstart.value, event.dtend.value) == (meeting.starts_at, meeting.ends_at)


def test_the_rules_of_the_time_zone_come_with_it(clinic: Partner, staff: User) -> None:
    calendar = vobject.readOne(as_calendar([plan(clinic, staff)], "Ours").decode())
    event = calendar.vevent
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [calendar.vtimezone.tzid.value]
    calendar.validate(raiseException=True)


def test_all_words_arrive_as_they_were_written(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff, title=SOME.strip(), place="Library, room; 12", video_link="https://talk.example/1")
    written = as_calendar([meeting], "Ours")
    event = read(meeting)[0]
    assert (event.summary.value, event.location.value) == (SOME.strip(), "Library, room; 12")
    assert "https://talk.example/1" in event.description.value
    assert clinic.name in event.description.value
    assert max(len(line) for line in written.split(b"\r\n")) <= 75


def test_a_moved_and_a_cancelled_meeting_is_the_same_one_in_a_later_version(clinic: Partner, staff: User) -> None:
    meeting = plan(clinic, staff)
    first = read(meeting)[0]
    meeting.move(by=staff, day=meeting.day + timedelta(days=1), begins=time(11), minutes=30)
    moved = read(meeting)[0]
    meeting.cancel(by=staff, why="Storm")
    cancelled = read(meeting)[0]
    assert len({event.uid.value for event in (first, moved, cancelled)}) == 1
    assert [int(event.sequence.value) for event in (first, moved, cancelled)] == [0, 1, 2]
    assert [event.status.value for event in (first, moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "Storm" in cancelled.description.value


def make(app: Flask, browser: Any, short: str) -> str:
    """The path of somebody's new private address."""
    assert browser.post("/meetings/calendar").status_code == 303
    with app.test_request_context():
        own = Subscription.of(User.by_email(f"{short}@demo.example"))
        assert own
        path = f"/calendar/{own.token}/meetings.ics"
    assert path in browser.get("/meetings/calendar").text
    return path


def events(browser: Any, path: str) -> set[str]:
    """The UIDs that are read under an address."""
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return {event.uid.value for event in vobject.readOne(answer.text).vevent_list}


def test_somebody_at_school_reads_what_they_are_invited_to(app: Flask, as_staff: Any, as_anyone: Any) -> None:
    path = make(app, as_staff, "staff")
    with app.test_request_context():
        staff, since = User.by_email("staff@demo.example"), clock.today() - timedelta(days=90)
        all_since = db.session.scalars(select(Meeting).where(Meeting.day >= since)).unique().all()
        wanted = {f"{m.uid}@partnerhub" for m in all_since if any(a.user_id == staff.id for a in m.attendees)}
    assert events(as_anyone, path) == wanted != set()


def test_a_partner_reads_the_meetings_of_its_organization_only(
    app: Flask, as_partner: Any, as_anyone: Any, cast_ids: dict[str, int]
) -> None:
    path = make(app, as_partner, "partner")
    with app.test_request_context():
        others = select(Meeting).where(~Meeting.partners.any(Partner.id == cast_ids["clinic"]))
        not_ours = {f"{meeting.uid}@partnerhub" for meeting in db.session.scalars(others)}
    found = events(as_anyone, path)
    assert found
    assert not found & not_ours


def test_a_new_address_ends_the_old_one_and_turning_it_off_ends_both(app: Flask, as_staff: Any, as_anyone: Any) -> None:
    old = make(app, as_staff, "staff")
    new = make(app, as_staff, "staff")
    assert (as_anyone.get(old).status_code, as_anyone.get(new).status_code) == (404, 200)
    assert as_staff.post("/meetings/calendar/end").status_code == 303
    assert as_anyone.get(new).status_code == 404


def test_nobody_reads_on_for_an_account_that_was_turned_off(app: Flask, as_staff: Any, as_anyone: Any) -> None:
    path = make(app, as_staff, "staff")
    with app.app_context(), transaction():
        User.by_email("staff@demo.example").turned_off_at = clock.now()
    assert as_anyone.get(path).status_code == 404


@pytest.mark.parametrize("zone", ["America/Chicago", "UTC", "Asia/Kathmandu"])
def test_a_calendar_without_meetings_is_one_too(new_app: Flask, zone: str) -> None:
    reader(new_app).timezone = lambda: zone
    with new_app.test_request_context():
        calendar = vobject.readOne(as_calendar([], "Ours").decode())
    assert list(calendar.components())
    calendar.validate(raiseException=True)


@pytest.mark.parametrize("token", ["x", "WzEsMV0", "WzEsMV0.aaaa", "..", "%00", "a" * 5000])
def test_a_made_up_address_leads_nowhere(as_anyone: Any, token: str) -> None:
    assert as_anyone.get(f"/calendar/{token}/meetings.ics").status_code == 404


def test_a_program_that_has_it_already_is_told_so(app: Flask, as_staff: Any, as_anyone: Any) -> None:
    path = make(app, as_staff, "staff")
    etag = as_anyone.get(path).headers["ETag"]
    as_anyone.headers["If-None-Match"] = etag
    assert as_anyone.get(path).status_code == 304
