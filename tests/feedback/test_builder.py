"""The builder and publishing, as staff use them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse
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
