"""What others write: by a link, word for word, and it counts only when staff have read it."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house as the_house
from partnerhub.foundation.mail import Mail
from partnerhub.meetings import agenda, comparing, contributions, personal, publishing
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.comparing import Kind
from partnerhub.meetings.contributions import Contribution
from partnerhub.meetings.model import Attendee, Meeting, NotNow
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.model import School

WORDS = "We said **11 days**,\nnot 14.\n<script>alert(1)</script>"


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


def plan(cast_ids: dict[str, int], staff: User) -> Meeting:
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    made = Meeting(title="A talk", day=clock.today() - timedelta(days=1), begins=time(15, 30), partners=[clinic])
    made.plan(by=staff)
    made.ask(Somebody(name="Lina Moreno", email="lina@northside.example"))
    agenda.add(made, "Waiting times", notes="14 days.")
    agenda.add(made, "Among ourselves", notes="Not for others.", is_school_only=True)
    return made


@pytest.fixture
def meeting(house: Flask, staff: User, cast_ids: dict[str, int]) -> Meeting:
    return plan(cast_ids, staff)


def lina(meeting: Meeting) -> Attendee:
    return next(person for person in meeting.attendees if person.who == "Lina Moreno")


def first_topic(meeting: Meeting) -> Topic:
    return Topic.at(meeting)[0]


def send(meeting: Meeting, text: str = WORDS) -> Contribution:
    return contributions.send_notes(meeting, lina(meeting).somebody, [(first_topic(meeting), text)])[0]


def test_notes_wait_word_for_word_and_change_nothing(meeting: Meeting, staff: User) -> None:
    sent = send(meeting)
    db.session.expire_all()
    assert (sent.text, sent.who, sent.is_waiting) == (WORDS, "Lina Moreno", True)
    assert first_topic(meeting).notes == "14 days."
    assert any(due.url.endswith(f"/contributions/{sent.id}") for due in the_house().today(staff))


def test_accepted_notes_join_those_that_are_there(meeting: Meeting, staff: User) -> None:
    sent = send(meeting)
    assert sent.suggested == f"14 days.\n\nLina Moreno: {WORDS}"
    sent.accept(sent.suggested, by=staff)
    assert first_topic(meeting).notes == f"14 days.\n\nLina Moreno: {WORDS}"
    assert sent.text == WORDS
    with pytest.raises(NotNow):
        sent.accept("again", by=staff)
    with pytest.raises(NotNow):
        sent.decline("again", by=staff)


def test_what_fits_no_topic_gets_one_of_its_own(meeting: Meeting, staff: User) -> None:
    sent = contributions.send_notes(meeting, lina(meeting).somebody, [(None, "The room was cold.")])[0]
    sent.accept(sent.suggested, by=staff)
    assert Topic.at(meeting)[-1].notes == "Lina Moreno: The room was cold."


def test_whoever_wrote_is_told_what_became_of_it(meeting: Meeting, staff: User) -> None:
    send(meeting).decline("We wrote 14 down because of the holidays.", by=staff)
    letter = db.session.scalars(select(Mail).where(Mail.to == "lina@northside.example")).one()
    assert "We wrote 14 down" in letter.text
    assert "not 14." in letter.text


def test_an_accepted_correction_makes_a_new_version(meeting: Meeting, staff: User) -> None:
    first = publishing.publish(meeting, by=staff)
    sent = contributions.propose(first, lina(meeting).somebody, "It was 11.", topic=first_topic(meeting))
    assert sent.suggested == "14 days."
    with pytest.raises(ValueError, match="corrected"):
        sent.accept("14 days.", by=staff)
    sent.accept("11 days.", by=staff)
    newest = publishing.latest(meeting)
    assert newest
    assert (newest.number, newest.content["topics"][0]["notes"]) == (2, "11 days.")
    assert "It was 11." in newest.why
    assert first.content["topics"][0]["notes"] == "14 days."


def test_corrections_end_when_the_schools_time_is_over(meeting: Meeting, staff: User) -> None:
    school = School.only()
    assert school
    school.correction_days = 3
    minutes = publishing.publish(meeting, by=staff)
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        contributions.propose(minutes, lina(meeting).somebody, "On the last day", topic=None)
    with clock.stopped_at(clock.now() + timedelta(days=4)), pytest.raises(NotNow):
        contributions.propose(minutes, lina(meeting).somebody, "Too late", topic=None)


def test_only_the_newest_version_is_corrected(meeting: Meeting, staff: User) -> None:
    first = publishing.publish(meeting, by=staff)
    first_topic(meeting).notes = "12 days."
    publishing.publish(meeting, by=staff, why="12, not 14")
    with pytest.raises(NotNow):
        contributions.propose(first, lina(meeting).somebody, "It was 11.", topic=None)


def test_versions_are_compared_line_by_line(meeting: Meeting, staff: User) -> None:
    first = publishing.publish(meeting, by=staff)
    first_topic(meeting).notes = "11 days."
    second = publishing.publish(meeting, by=staff, why="11, not 14")
    lines = comparing.compare(first.shown_to(False), second.shown_to(False))
    assert [(line.kind, line.text) for line in lines if line.kind != Kind.SAME] == [
        (Kind.GONE, "14 days."),
        (Kind.NEW, "11 days."),
    ]
    assert "Not for others." not in [line.text for line in lines]
    assert "Not for others." in [line.text for line in comparing.compare(first.content, second.content)]


def test_a_link_is_for_one_person_and_one_meeting_and_ends(meeting: Meeting, staff: User) -> None:
    person = lina(meeting)
    token = personal.make(person).rsplit("/", 1)[1]
    assert personal.whose(token) is person
    assert personal.whose(token + "x") is None
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert personal.is_over(person)
    personal.make(person, anew=True)
    assert personal.whose(token) is None
    token = personal.make(person).rsplit("/", 1)[1]
    personal.end(person)
    assert personal.whose(token) is None
    token = personal.make(person).rsplit("/", 1)[1]
    meeting.cancel(by=staff)
    assert personal.whose(token) is None


def test_minutes_reach_people_without_an_account_with_a_link_of_their_own(meeting: Meeting, staff: User) -> None:
    publishing.publish(meeting, by=staff)
    letter = db.session.scalars(select(Mail).where(Mail.to == "lina@northside.example")).one()
    assert letter.link
    assert personal.whose(letter.link.rsplit("/", 1)[1]) is lina(meeting)
