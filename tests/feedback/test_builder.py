"""The builder and publishing, as staff use them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.versions import Version
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from tests.conftest import Browser
from tests.feedback.asking import ask


@pytest.fixture
def key(app: Flask) -> int:
    with app.test_request_context(), transaction():
        pulse = ask()
        pulse.audience = Audience.STUDENTS
        return pulse.id


def days(first: int, last: int) -> dict[str, str]:
    today = datetime.now(UTC).date()
    found = {"opens_on": today + timedelta(days=first), "closes_on": today + timedelta(days=last)}
    return {name: day.isoformat() for name, day in found.items()} | {"languages": "en"}


def test_students_are_not_asked_before_their_families_were_told(app: Flask, as_staff: Browser, key: int) -> None:
    answer = as_staff.post(f"/feedback/{key}/rounds", days(8, 20))
    assert answer.status_code == 422
    assert 'href="#notice_on"' in answer.text
    assert 'href="#opt_out"' in answer.text
    with app.app_context():
        assert len(db.session.get_one(Pulse, key).rounds) == 1


def test_two_rounds_at_a_time_are_refused_with_the_number_of_the_other(as_staff: Browser, key: int) -> None:
    told = {"notice_on": "2026-01-15", "opt_out": "Call the office"}
    answer = as_staff.post(f"/feedback/{key}/rounds", {**days(3, 20), **told})
    assert answer.status_code == 422
    assert "Round 1 goes on then" in answer.text


def test_a_question_that_lacks_its_words_is_refused_in_place(as_staff: Browser, key: int) -> None:
    answer = as_staff.htmx.post(f"/feedback/{key}/questions/new/one", {"title": "", "choices": "Only one"})
    assert answer.status_code == 422
    assert 'href="#title"' in answer.text
    assert "Enter two answers at least" in answer.text
    assert "Only one" in answer.text


def told(days_ago: int) -> dict[str, str]:
    """When families were told, and how they say no."""
    told_on = datetime.now(UTC).date() - timedelta(days=days_ago)
    return {"opt_out": "Call the office", "notice_on": told_on.isoformat()}


@pytest.mark.parametrize(("opens", "is_asked"), [(8, False), (9, False), (10, True)])
def test_students_are_asked_a_week_after_their_families_were_told(
    app: Flask, as_staff: Browser, key: int, opens: int, is_asked: bool
) -> None:
    """Told in three days, by a letter that lies ready: they are asked in ten days at the soonest."""
    answer = as_staff.post(f"/feedback/{key}/rounds", {**days(opens, 20), **told(-3)})
    assert answer.status_code == (303 if is_asked else 422)
    if not is_asked:
        assert "Families need a week to read and to say no." in answer.text
        assert 'href="#opens_on"' in answer.text
    with app.app_context():
        assert len(db.session.get_one(Pulse, key).rounds) == 1 + is_asked


def test_a_planned_round_of_students_is_not_brought_forward_over_the_notice(
    app: Flask, as_staff: Browser, key: int
) -> None:
    as_staff.post(f"/feedback/{key}/rounds", {**days(9, 20), **told(0)})
    with app.app_context():
        asked = db.session.get_one(Pulse, key).rounds[1]
        path, opens = f"/feedback/rounds/{asked.id}", asked.opens_on
    answer = as_staff.post(path, days(6, 20))
    assert answer.status_code == 422
    assert "Families need a week" in answer.text
    with app.app_context():
        assert db.session.get_one(Pulse, key).rounds[1].opens_on == opens


def test_a_round_of_students_goes_on_with_the_questions_that_families_could_read(
    app: Flask, as_staff: Browser, key: int
) -> None:
    as_staff.post(f"/feedback/{key}/questions/weeks/removal")
    assert "Ask the newest ones from now on" not in as_staff.get(f"/feedback/{key}").text
    with app.app_context():
        asked = db.session.get_one(Pulse, key).rounds[0].id
    as_staff.post(f"/feedback/rounds/{asked}/newest-questions")
    with app.app_context():
        pulse = db.session.get_one(Pulse, key)
        assert pulse.rounds[0].version.number == 1


def test_changed_questions_are_thrown_away_and_brought_back(app: Flask, as_staff: Browser, key: int) -> None:
    as_staff.post(f"/feedback/{key}/questions/weeks/removal")
    page = as_staff.get(f"/feedback/{key}").text
    assert "There are newer questions" in page
    as_staff.post(f"/feedback/{key}/newer-questions/removal")
    page = as_staff.get(f"/feedback/{key}").text
    assert "There are newer questions" not in page
    assert "About weeks?" in as_staff.get(f"/feedback/{key}/questions").text
    assert "Version 2 of “How is it going?”" in as_staff.get("/bin").text
    with app.app_context():
        thrown = Version.in_bin()[0].id
    as_staff.post(f"/bin/pulse-version/{thrown}/return")
    assert "There are newer questions" in as_staff.get(f"/feedback/{key}").text
    assert "About weeks?" not in as_staff.get(f"/feedback/{key}/questions").text


def test_questions_that_were_asked_are_never_thrown_away(as_staff: Browser, key: int) -> None:
    assert as_staff.post(f"/feedback/{key}/newer-questions/removal").status_code == 409


@pytest.mark.parametrize("way", ["/feedback/patterns/minute", "/feedback/{key}/copies"])
def test_the_trail_says_what_was_begun(app: Flask, as_staff: Browser, key: int, way: str) -> None:
    as_staff.post(way.format(key=key))
    with app.app_context():
        begun = db.session.scalars(select(Event).where(Event.kind == "pulse.begun").order_by(Event.id.desc())).first()
        assert begun
        assert begun.details["title"] == db.session.get_one(Pulse, begun.object_id).title.text != ""
