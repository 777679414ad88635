"""Whoever is invited is told: when it is planned, when it changes, and when it does not take place."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.meetings import letters, personal
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.recurrence import Rule
from partnerhub.meetings.series import Series
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser

GUEST = "guest@lantern.example"


def plan(cast_ids: dict[str, int]) -> Meeting:
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    day = clock.today() + timedelta(days=9)
    made = Meeting(title="A round table", day=day, begins=time(15, 30), place="Library", partners=[clinic])
    made.plan(by=User.by_email("staff@demo.example"))
    made.ask(Somebody(name="Ms. Guest", email=GUEST))
    made.ask(Somebody(name="Without an address"))
    db.session.flush()
    return made


@pytest.fixture
def meeting(house: Flask, cast_ids: dict[str, int]) -> Meeting:
    return plan(cast_ids)


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


def to(address: str) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.to == address).order_by(Mail.id)))


def test_everybody_with_an_address_is_invited_once(meeting: Meeting) -> None:
    with_address = [person for person in meeting.attendees if person.address]
    assert letters.invite(meeting) == len(with_address) == len(meeting.attendees) - 1
    assert letters.invite(meeting) == 0
    meeting.ask(Somebody(name="One more", email="more@lantern.example"))
    db.session.flush()
    assert letters.invite(meeting) == 1


def test_a_guest_gets_a_link_of_their_own_with_when_and_where(meeting: Meeting) -> None:
    letters.invite(meeting)
    letter = to(GUEST)[0]
    assert letter.link
    found = personal.whose(letter.link.rsplit("/", 1)[1])
    assert found
    assert found.who == "Ms. Guest"
    assert "3:30" in letter.text
    assert "Library" in letter.text


def test_a_change_is_told_to_all_but_who_made_it(meeting: Meeting, staff: User) -> None:
    before = len(to(staff.email))
    meeting.move(by=staff, day=meeting.day, begins=time(9, 0), minutes=30)
    assert letters.tell_of_change(meeting, by=staff) == len([p for p in meeting.attendees if p.address]) - 1
    assert "9:00" in to(GUEST)[0].subject
    assert len(to(staff.email)) == before
    assert letters.tell_of_change(meeting, by=staff) == 0


def test_nobody_is_written_to_about_what_is_over(meeting: Meeting, staff: User) -> None:
    meeting.day = clock.today() - timedelta(days=2)
    meeting.touch()
    assert letters.tell_of_change(meeting, by=staff) == 0
    assert letters.tell_of_end([meeting], by=staff) == 0


def test_the_end_of_a_series_is_one_letter_for_each(cast_ids: dict[str, int], staff: User, house: Flask) -> None:
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    first = clock.today() + timedelta(days=3)
    last = first + timedelta(days=40)
    series = Series(
        title="Case talk", rule=Rule.WEEKLY, first=first, last=last, begins=time(9), minutes=60, partners=[clinic]
    )
    planned = series.plan(by=staff)
    assert len(planned) > 3
    for meeting in planned:
        meeting.ask(Somebody(name="Ms. Guest", email=GUEST))
    db.session.flush()
    series.end(by=staff)
    letters.tell_of_end(planned, by=staff)
    told = to(GUEST)
    assert len(told) == 1
    assert told[0].text.count("\n- ") == len(planned)


def test_the_pages_send_them(app: Flask, as_staff: Browser, cast_ids: dict[str, int]) -> None:
    with app.test_request_context(), transaction():
        made = plan(cast_ids)
        path, day = f"/meetings/{made.id}", made.day.isoformat()
    as_staff.post(f"{path}/invitations")
    same = {"title": "A round table", "day": day, "begins": "15:30", "minutes": "60", "place": "Library"}
    as_staff.post(path, same)
    as_staff.post(path, {**same, "place": "Room 12"})
    as_staff.post(f"{path}/cancellation", {"why": "Storm"})
    as_staff.post(f"{path}/reopening")
    with app.app_context():
        subjects = [letter.subject.split(":")[0] for letter in to(GUEST)]
        assert subjects == ["Invitation", "Changed", "Cancelled", "Changed"]
        assert "Storm" in to(GUEST)[2].text
