"""The log: one page, saved at once, and two who write at the same time both keep what they wrote."""

import re
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

PAST = date(2026, 9, 1)


@pytest.fixture
def key(app: Flask, cast_ids: dict[str, int]) -> int:
    """A meeting that was, with two topics."""
    with app.app_context(), transaction():
        clinic = db.session.get_one(Partner, cast_ids["clinic"])
        meeting = Meeting(title="A talk", day=PAST, begins=time(15, 30), partners=[clinic])
        meeting.plan(by=User.by_email("staff@demo.example"))
        agenda.add(meeting, "Waiting times")
        agenda.add(meeting, "Rooms")
        return meeting.id


def fields(page: str) -> dict[str, Any]:
    """What the form would send as it stands."""
    found: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL))
    for name in ("came", "settled"):
        found[name] = re.findall(rf'name="{name}" value="(\d+)" checked', page)
    return found


def topics(app: Flask, key: int) -> list[Topic]:
    with app.app_context():
        return list(db.session.scalars(select(Topic).where(Topic.meeting_id == key).order_by(Topic.position)))


def opened(as_staff: Any, key: int) -> dict[str, Any]:
    """The form as somebody opens it."""
    return fields(as_staff.get(f"/meetings/{key}/log").text)


def test_notes_decisions_ticks_a_guest_and_a_topic_are_saved_at_once(app: Flask, as_staff: Any, key: int) -> None:
    first, second = topics(app, key)
    form = opened(as_staff, key)
    with app.app_context():
        dana = next(p for p in db.session.get_one(Meeting, key).attendees if p.who == "Dana Okafor").id
    form |= {
        f"notes-{first.id}": "Down from **19** to 11 days.",
        f"decisions-{first.id}": "Friday stays\nAna asks again",
        "came": [str(dana)],
        "settled": [str(second.id)],
        "guests": "Ms. Guest\n  Father   Reyes \n",
        "topic": "Summer",
    }
    assert as_staff.post(f"/meetings/{key}/log", form).status_code == 303
    page = as_staff.get(f"/meetings/{key}/log").text
    assert "Down from **19** to 11 days." in page
    assert "Friday stays\nAna asks again" in page
    assert [topic.title for topic in topics(app, key)] == ["Waiting times", "Rooms", "Summer"]
    with app.app_context():
        came = {person.who for person in db.session.get_one(Meeting, key).attendees if person.came}
    assert came == {"Dana Okafor", "Ms. Guest", "Father Reyes"}
    assert topics(app, key)[1].is_settled


def test_a_line_that_begins_with_a_box_becomes_an_action(app: Flask, as_staff: Any, key: int) -> None:
    first = topics(app, key)[0]
    notes = "We talked.\n[ ] ask about room 12 @dana until 2026-12-03\n- [ ] call Ana @Ana.\n[] order chairs 2026-02-31"
    as_staff.post(f"/meetings/{key}/log", opened(as_staff, key) | {f"notes-{first.id}": notes})
    with app.app_context():
        items = db.session.scalars(select(ActionItem).where(ActionItem.meeting_id == key)).unique().all()
        said = [(item.text, item.who, item.due_on, item.topic_id) for item in items]
        assert db.session.get_one(Topic, first.id).notes == "We talked."
    assert said == [
        ("ask about room 12", "Dana Okafor", date(2026, 12, 3), first.id),
        ("call Ana.", "Ana", None, first.id),
        ("order chairs", "", None, first.id),
    ]


def test_what_only_one_of_two_changed_is_kept_without_asking(app: Flask, as_staff: Any, key: int) -> None:
    first, second = topics(app, key)
    mine, theirs = opened(as_staff, key), opened(as_staff, key)
    as_staff.post(f"/meetings/{key}/log", theirs | {f"notes-{first.id}": "Theirs"})
    assert as_staff.post(f"/meetings/{key}/log", mine | {f"notes-{second.id}": "Mine"}).status_code == 303
    assert [topic.notes for topic in topics(app, key)] == ["Theirs", "Mine"]


@pytest.mark.parametrize(("choice", "outcome"), [("joined", "Theirs\nMine"), ("mine", "Mine"), ("theirs", "Theirs")])
def test_the_second_sees_both_versions_and_chooses(
    app: Flask, as_staff: Any, key: int, choice: str, outcome: str
) -> None:
    first, second = topics(app, key)
    mine, theirs = opened(as_staff, key), opened(as_staff, key)
    as_staff.post(f"/meetings/{key}/log", theirs | {f"notes-{first.id}": "Theirs"})
    sent = mine | {f"notes-{first.id}": "Mine", f"notes-{second.id}": "Also mine"}
    clash = as_staff.post(f"/meetings/{key}/log", sent)
    assert clash.status_code == 409
    assert "Theirs" in clash.text
    assert "Mine</textarea>" in clash.text
    assert "Also mine" in clash.text
    assert [topic.notes for topic in topics(app, key)] == ["Theirs", ""]
    again = fields(clash.text) | {f"choice-notes-{first.id}": choice}
    assert as_staff.post(f"/meetings/{key}/log", again).status_code == 303
    assert [topic.notes for topic in topics(app, key)] == [outcome, "Also mine"]


def test_a_third_version_that_came_meanwhile_is_shown_too(app: Flask, as_staff: Any, key: int) -> None:
    first = topics(app, key)[0]
    mine, theirs = opened(as_staff, key), opened(as_staff, key)
    as_staff.post(f"/meetings/{key}/log", theirs | {f"notes-{first.id}": "Theirs"})
    clash = fields(as_staff.post(f"/meetings/{key}/log", mine | {f"notes-{first.id}": "Mine"}).text)
    as_staff.post(f"/meetings/{key}/log", opened(as_staff, key) | {f"notes-{first.id}": "A third"})
    again = as_staff.post(f"/meetings/{key}/log", clash | {f"choice-notes-{first.id}": "mine"})
    assert again.status_code == 409
    assert "A third" in again.text


@pytest.mark.parametrize("bad", ["x" * 200_000, "ب" * 200_000, "會" * 200_000, "a\x00b"])
def test_what_cannot_be_saved_is_said_beside_the_field_and_stays(app: Flask, as_staff: Any, key: int, bad: str) -> None:
    first, second = topics(app, key)
    sent = opened(as_staff, key) | {f"notes-{first.id}": bad, f"notes-{second.id}": "Fine"}
    answer = as_staff.post(f"/meetings/{key}/log", sent)
    assert answer.status_code == 422
    assert f'id="notes-{first.id}-error"' in answer.text
    assert bad[:50].replace("\x00", "")[:1] in answer.text
    assert "Fine" in answer.text
    assert [topic.notes for topic in topics(app, key)] == ["", ""]


def test_a_topic_that_does_not_fit_is_refused_and_not_left_out_in_silence(app: Flask, as_staff: Any, key: int) -> None:
    with app.app_context(), transaction():
        meeting = db.session.get_one(Meeting, key)
        for n in range(agenda.MOST_TOPICS - 2):
            agenda.add(meeting, f"Topic {n}")
    answer = as_staff.post(
        f"/meetings/{key}/log", opened(as_staff, key) | {"topic": "One too many", "guests": "y" * 121}
    )
    assert answer.status_code == 422
    assert "One too many" in answer.text
    assert "This agenda is full." in answer.text
    assert "Keep each name below 120 letters." in answer.text


def test_script_in_the_notes_is_text(as_staff: Any, app: Flask, key: int) -> None:
    first = topics(app, key)[0]
    form = opened(as_staff, key) | {f"notes-{first.id}": "<script>alert(1)</script> **b**"}
    preview = as_staff.htmx.post(f"/meetings/{key}/log/preview?topic={first.id}", form).text
    assert "<script>" not in preview
    assert "<strong>b</strong>" in preview
    assert "<html" not in preview
    assert "<html" in as_staff.post(f"/meetings/{key}/log/preview?topic={first.id}", form).text
    assert topics(app, key)[0].notes == ""


def test_a_cancelled_meeting_has_no_log(app: Flask, as_staff: Any, key: int) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Meeting, key).cancel(by=User.by_email("staff@demo.example"))
    assert as_staff.get(f"/meetings/{key}/log").status_code == 409
