"""Minutes: what went out stays as it went out, and each reads what is meant for them."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.meetings import agenda, publishing
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

PAST = date(2026, 9, 1)


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def meeting(house: Flask, staff: User, cast_ids: dict[str, int]) -> Meeting:
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    made = Meeting(title="A talk", day=PAST, begins=time(15, 30), partners=[clinic])
    made.plan(by=staff)
    made.ask(Somebody(name="Ms. Guest", email="guest@lantern.example"))
    open_ = agenda.add(made, "Waiting times", notes="Down to 11 days.")
    open_.decisions.append(agenda.Decision(text="Friday stays"))
    agenda.add(made, "Among ourselves", notes="Not for the partner.", is_school_only=True)
    item = ActionItem(text="Ask about room 12", meeting_id=made.id, topic_id=open_.id)
    item.be(Somebody(user=staff))
    item.begin(by=staff)
    return made


def letters() -> dict[str, Mail]:
    """The letters about minutes, by whom they go to."""
    found = db.session.scalars(select(Mail).where(Mail.once.like("minutes-%")).order_by(Mail.id))
    return {mail.to: mail for mail in found}


def test_a_version_stays_as_it_went_out(meeting: Meeting, staff: User) -> None:
    first = publishing.publish(meeting, by=staff)
    topic = db.session.scalars(select(Topic).where(Topic.meeting_id == meeting.id).order_by(Topic.id)).first()
    topic.notes = "Down to 12 days."
    db.session.flush()
    assert first.content["topics"][0]["notes"] == "Down to 11 days."
    assert publishing.has_news(meeting, staff)
    second = publishing.publish(meeting, by=staff, why="12, not 11")
    assert (second.number, second.content["topics"][0]["notes"]) == (2, "Down to 12 days.")
    assert not publishing.has_news(meeting, staff)


def test_a_new_version_takes_a_word_why_and_a_change(meeting: Meeting, staff: User) -> None:
    publishing.publish(meeting, by=staff)
    with pytest.raises(NotNow):
        publishing.publish(meeting, by=staff, why="Nothing")
    agenda.add(meeting, "Forgotten")
    with pytest.raises(ValueError, match="word why"):
        publishing.publish(meeting, by=staff)


def test_minutes_of_what_was_not_yet_or_does_not_take_place_are_refused(meeting: Meeting, staff: User) -> None:
    meeting.day = date(2099, 1, 1)
    with pytest.raises(NotNow):
        publishing.publish(meeting, by=staff)
    meeting.day = PAST
    meeting.cancel(by=staff)
    with pytest.raises(NotNow):
        publishing.publish(meeting, by=staff)


def test_everybody_who_was_invited_is_told_with_the_actions_in_it(meeting: Meeting, staff: User) -> None:
    publishing.publish(meeting, by=staff)
    told = letters()
    assert {"staff@demo.example", "guest@lantern.example"} <= set(told)
    assert "Ask about room 12 (Marcus Webb)" in told["guest@lantern.example"].text
    assert "Decided: Friday stays" in told["guest@lantern.example"].text


def test_what_is_for_the_school_only_stays_there(meeting: Meeting, staff: User, app: Flask) -> None:
    publishing.publish(meeting, by=staff)
    told = letters()
    assert "Not for the partner" in told["staff@demo.example"].text
    assert all("Not for the partner" not in mail.text for to, mail in told.items() if to != "staff@demo.example")


def test_what_is_open_stands_on_the_next_agenda(meeting: Meeting, staff: User) -> None:
    following = Meeting(title="The next", day=PAST, begins=time(17), partners=list(meeting.partners))
    following.plan(by=staff)
    publishing.publish(meeting, by=staff)
    assert [topic.title for topic in Topic.of(following, staff)] == ["Waiting times", "Among ourselves"]


def test_partner_and_viewer_read_what_is_out_and_only_their_part(
    as_staff: Any, as_partner: Any, as_viewer: Any, as_other_partner: Any, cast_ids: dict[str, int]
) -> None:
    form = {"partner": cast_ids["clinic"], "day": "2026-09-01", "begins": "15:30", "minutes": "60", "repeats": "once"}
    page = as_staff.post("/meetings", form).headers["Location"]
    as_staff.post(f"{page}/log", {"topic": "Waiting times"})
    assert as_viewer.get(page).status_code == 404
    assert as_staff.post(f"{page}/minutes", {}).status_code == 303
    for reader in (as_partner, as_viewer):
        assert "Waiting times" in reader.get(f"{page}/minutes/1").text
        assert "Write the notes" not in reader.get(page).text
        assert reader.get(f"{page}/log").status_code == 403
    assert as_other_partner.get(f"{page}/minutes/1").status_code == 404
    assert as_partner.get(f"{page}/minutes/2").status_code == 404


def test_what_was_agreed_a_moment_ago_is_in_what_goes_out(meeting: Meeting, staff: User) -> None:
    topic = Topic.of(meeting, staff)[0]
    item = ActionItem(text="Call the clinic", meeting_id=meeting.id, topic_id=topic.id)
    item.be(Somebody(user=staff))
    item.begin(by=staff)
    minutes = publishing.publish(meeting, by=staff)
    texts = [action["text"] for action in minutes.content["topics"][0]["actions"]]
    assert texts == ["Ask about room 12", "Call the clinic"]
    assert not publishing.has_news(meeting, staff)


def test_the_demonstrations_minutes_say_all_that_stands_in_the_notes(house: Flask, staff: User) -> None:
    out = db.session.scalars(select(Meeting).where(Meeting.published_at.is_not(None))).all()
    assert len(out) > 3
    assert not [made.title for made in out if publishing.has_news(made, staff)]
