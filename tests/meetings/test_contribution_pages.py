"""The page behind somebody's own link, and the one on which staff read what was sent."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import personal, publishing
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.contributions import Contribution
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.meetings.test_contributions import WORDS, lina, plan


@pytest.fixture
def link(app: Flask, cast_ids: dict[str, int]) -> str:
    """Lina's link to a meeting that was yesterday, kept in the database."""
    with app.test_request_context(), transaction():
        made = plan(cast_ids, User.by_email("staff@demo.example"))
        return "/notes/" + personal.make(lina(made)).rsplit("/", 1)[1]


def kept(app: Flask) -> list[Any]:
    with app.app_context():
        return db.session.scalars(select(Contribution).order_by(Contribution.id)).unique().all()


def topic_field(app: Flask, title: str = "Waiting times") -> str:
    with app.app_context():
        found = select(Topic.id).join(Topic.meeting).where(Topic.title == title, Meeting.title == "A talk")
        return f"topic-{db.session.scalar(found)}"


def waiting_times() -> Topic:
    latest = select(Topic).where(Topic.title == "Waiting times").order_by(Topic.id.desc())
    return db.session.scalars(latest.limit(1)).one()


def test_behind_the_link_stands_what_is_for_everybody(app: Flask, as_anyone: Browser, link: str) -> None:
    page = as_anyone.get(link).text
    assert "Waiting times" in page
    assert "Among ourselves" not in page
    assert "14 days." not in page
    assert as_anyone.post(link, {topic_field(app): WORDS}).status_code == 303
    assert [each.text for each in kept(app)] == [WORDS]
    page = as_anyone.get(link).text
    assert "Waits for the school" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "Write a few words"), ({"other": "   "}, "Write a few words"), ({"other": "x" * 5001}, "5")],
)
def test_nothing_or_too_much_is_said_beside_the_field(
    app: Flask, as_anyone: Browser, link: str, sent: dict[str, str], said: str
) -> None:
    answer = as_anyone.post(link, sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="other-error"' in answer.text
    assert kept(app) == []


def test_a_hidden_topic_takes_no_words(app: Flask, as_anyone: Browser, link: str) -> None:
    answer = as_anyone.post(link, {topic_field(app, "Among ourselves"): "I know of it", "other": "Something"})
    assert answer.status_code == 303
    assert [(each.text, each.topic_id) for each in kept(app)] == [("Something", None)]


def test_two_who_look_at_the_same_words_do_not_overwrite_notes(
    app: Flask, as_staff: Browser, as_anyone: Browser, link: str
) -> None:
    as_anyone.post(link, {topic_field(app): "It was 11."})
    key = kept(app)[0].id
    was = as_staff.get(f"/contributions/{key}").text.split('name="was" value="')[1].split('"')[0]
    with app.app_context(), transaction():
        waiting_times().notes = "Written meanwhile."
    answer = as_staff.post(f"/contributions/{key}/acceptance", {"notes": "Mine.", "was": was})
    assert answer.status_code == 409
    assert "Written meanwhile." in answer.text
    assert "Mine." in answer.text
    with app.app_context():
        assert waiting_times().notes == "Written meanwhile."


def test_once_the_minutes_are_out_the_link_shows_them_and_takes_corrections(
    app: Flask, as_anyone: Browser, link: str
) -> None:
    with app.test_request_context(), transaction():
        made = db.session.scalars(select(Meeting).where(Meeting.title == "A talk")).one()
        publishing.publish(made, by=User.by_email("staff@demo.example"))
    page = as_anyone.get(link).text
    assert "14 days." in page
    assert "Not for others." not in page
    assert as_anyone.post(f"{link}/corrections", {"topic": "", "text": "It was 11."}).status_code == 303
    assert kept(app)[0].is_correction
    assert as_anyone.post(f"{link}/corrections", {"topic": "999", "text": "It was 11."}).status_code == 422
    assert as_anyone.post(f"{link}/corrections", {"text": ""}).status_code == 422


def test_a_partners_person_proposes_and_reads_only_their_own(
    app: Flask, as_partner: Browser, as_anyone: Browser, link: str
) -> None:
    as_anyone.post(link, {"other": "From Lina only."})
    with app.test_request_context(), transaction():
        made = db.session.scalars(select(Meeting).where(Meeting.title == "A talk")).one()
        minutes = publishing.publish(made, by=User.by_email("staff@demo.example"))
        path = f"/meetings/{minutes.meeting_id}/minutes/1"
    assert as_partner.post(f"{path}/corrections", {"topic": "", "text": "From Dana."}).status_code == 303
    page = as_partner.get(path).text
    assert "From Dana." in page
    assert "From Lina only." not in page
    with app.app_context():
        assert db.session.query(Minutes).join(Minutes.meeting).filter(Meeting.title == "A talk").count() == 1


def test_a_partners_person_with_an_account_writes_the_same_way(
    app: Flask, as_partner: Browser, as_anyone: Browser, link: str
) -> None:
    with app.test_request_context(), transaction():
        made = db.session.scalars(select(Meeting).where(Meeting.title == "A talk")).one()
        made.ask(Somebody(user=User.by_email("partner@demo.example")))
        path = f"/meetings/{made.id}"
    assert path in as_partner.get("/").text
    assert "Write notes" in as_partner.get(path).text
    own = "/notes/" + as_partner.post(f"{path}/notes").location.rsplit("/", 1)[1]
    assert as_partner.post(own, {topic_field(app): "Room 12 is free."}).status_code == 303
    assert [(each.text, each.who) for each in kept(app)] == [("Room 12 is free.", "Dana Okafor")]
    assert path not in as_partner.get("/").text
    assert "Room 12 is free." not in as_anyone.get(link).text
