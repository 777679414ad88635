"""What was put aside: how many and why, decided all of a sort at once, and never a single answer to see."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db, transaction
from tests.conftest import Browser


@pytest.fixture
def path(app: Flask) -> str:
    """The page of the sample school's round: 3 in the trap, 11 in a flood. One of those wrote something, too."""
    with app.test_request_context(), transaction():
        asked = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).one().rounds[-1]
        db.session.add(Comment(round_id=asked.id, question_key="x", language="en", aside="flood", text="Quote me"))
        return f"/feedback/rounds/{asked.id}/aside"


def counted(app: Flask, path: str) -> tuple[int, int]:
    """How many answers and comments of the round count."""
    with app.app_context():
        key = int(path.split("/")[3])
        found = [
            db.session.scalar(select(func.count()).where(kind.round_id == key, kind.aside == ""))
            for kind in (Response, Comment)
        ]
        return found[0] or 0, found[1] or 0


def test_it_says_how_many_and_why_and_nothing_of_what_they_said(path: str, as_staff: Browser) -> None:
    page = as_staff.get(path).text
    assert "3 answers wait." in page
    assert "11 answers wait." in page
    assert "Very many from one place within an hour" in page
    assert "Sent within three seconds" not in page
    assert "Quote me" not in page
    assert "Yes, fully" not in page


def test_counting_them_counts_answers_and_words_alike(app: Flask, path: str, as_staff: Browser) -> None:
    answers, words = counted(app, path)
    as_staff.post(f"{path}/flood/acceptance")
    assert counted(app, path) == (answers + 11, words + 1)
    assert "11 answers wait." not in as_staff.get(path).text


def test_leaving_them_out_can_be_taken_back(app: Flask, path: str, as_staff: Browser) -> None:
    before = counted(app, path)
    page = as_staff.htmx.post(f"{path}/trap/rejection").text
    assert "3 answers are left out." in page
    assert f"{path}/trap/return" in page
    assert "3 answers wait." not in page
    as_staff.post(f"{path}/trap/return")
    assert "3 answers wait." in as_staff.get(path).text
    assert counted(app, path) == before


def test_deciding_twice_changes_nothing_more(app: Flask, path: str, as_staff: Browser, as_principal: Browser) -> None:
    for _tap in range(2):
        as_staff.post(f"{path}/flood/acceptance")
    after = counted(app, path)
    as_staff.post(f"{path}/flood/rejection")
    assert counted(app, path) == after
    trail = as_principal.get("/activity").text
    assert trail.count("counted 11 put-aside answers to “How is the help going for your family?”, round 3") == 1
    assert "put-aside answers" not in trail.replace("counted 11 put-aside answers", "")


def test_a_reason_that_there_is_not_is_no_page(path: str, as_staff: Browser) -> None:
    assert as_staff.post(f"{path}/whim/acceptance").status_code == 404


def test_what_waits_stands_on_the_landing_page_until_somebody_decided(path: str, as_staff: Browser) -> None:
    assert f'href="{path}"' in as_staff.get("/").text
    as_staff.post(f"{path}/flood/rejection")
    assert "3 answers were put aside." in as_staff.get("/").text
    as_staff.post(f"{path}/trap/rejection")
    assert f'href="{path}"' not in as_staff.get("/").text
