"""The wishes to be contacted: read by one named person, answered in one tap, erased in time, told to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.feedback import contact
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import clock
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.submissions import Submission
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.feedback.asking import asked_in

INBOX = "/feedback/contact-requests"


@pytest.fixture
def wish(app: Flask, as_anyone: Browser) -> str:
    """The key of a wish that somebody has just sent."""
    as_anyone.post(f"{asked_in(app)}/contact", {"name": "Zerlina", "reach": "555 0999", "about": "My girl"})
    with app.app_context():
        return db.session.scalars(select(ContactRequest.key).where(ContactRequest.name == "Zerlina")).one()


def names(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(ContactRequest.name)))


def test_only_the_named_person_reads_them(wish: str, as_staff: Browser, as_principal: Browser) -> None:
    page = as_staff.get(INBOX).text
    assert "Zerlina" in page
    assert "555 0999" in page
    for rest in ("", f"/{wish}/answer", f"/{wish}/reopening", f"/{wish}/acceptance"):
        answer = as_principal.open(INBOX + rest, "POST" if rest else "GET")
        assert answer.status_code == 404
    assert "would like to be contacted" not in as_principal.get("/").text


def test_who_reads_them_changes_with_the_rules(
    app: Flask, wish: str, as_staff: Browser, as_principal: Browser, cast_ids: dict[str, Any]
) -> None:
    rules = {"contact_days": 30, "answers_months": 24, "public_threshold": 10, "reply_days": 14}
    as_principal.post("/feedback/rules", rules | {"safeguarding_id": cast_ids["user_principal"]})
    assert as_staff.get(INBOX).status_code == 404
    assert "Zerlina" in as_principal.get(INBOX).text


def test_one_tap_answers_and_one_takes_it_back(app: Flask, wish: str, as_staff: Browser) -> None:
    def is_answered() -> bool:
        with app.test_request_context():
            return db.session.get_one(ContactRequest, wish).answered_on == clock.today()

    as_staff.post(f"{INBOX}/{wish}/answer")
    assert is_answered()
    assert f"{INBOX}/{wish}/reopening" in as_staff.get(INBOX).text
    as_staff.post(f"{INBOX}/{wish}/reopening")
    assert not is_answered()


def test_the_landing_page_says_how_many_and_never_who(wish: str, as_staff: Browser) -> None:
    page = as_staff.get("/").text
    assert "3 people would like to be contacted" in page
    assert "Zerlina" not in page


def test_nothing_of_it_stands_in_the_trail_the_search_or_a_kept_answer(
    app: Flask, wish: str, as_staff: Browser, as_principal: Browser
) -> None:
    with app.app_context():
        before = len(db.session.scalars(select(Event.id)).all())
    as_staff.post(f"{INBOX}/{wish}/answer", {"submission_id": "once"})
    as_staff.htmx.post(f"{INBOX}/{wish}/reopening", {"submission_id": "twice"})
    for browser in (as_staff, as_principal):
        assert "555 0999" not in browser.get("/search?q=Zerlina").text
    with app.app_context():
        assert len(db.session.scalars(select(Event.id)).all()) == before
        assert not [one for one in db.session.scalars(select(Submission)) if b"Zerlina" in one.body]


def test_what_the_trap_caught_is_folded_and_can_be_a_person_after_all(app: Flask, as_staff: Browser) -> None:
    page = as_staff.get(INBOX).text
    folded = page[page.index('<details id="caught"') :]
    assert "SEO Team" in folded
    with app.app_context():
        key = db.session.scalars(select(ContactRequest.key).where(ContactRequest.name == "SEO Team")).one()
    as_staff.post(f"{INBOX}/{key}/acceptance")
    assert "3 people would like to be contacted" in as_staff.get("/").text
    assert '<details id="caught"' not in as_staff.get(INBOX).text


def test_they_are_erased_after_the_days_that_the_school_has_set(app: Flask, wish: str) -> None:
    with app.test_request_context(), transaction():
        principal = User.by_email("principal@demo.example")
        FeedbackRules.of_school().change(by=principal, contact_days=5)
        db.session.get_one(ContactRequest, wish).answered_on = clock.today() - timedelta(days=5)
        contact.forget_old()
    assert "Zerlina" in names(app)
    with app.test_request_context(), transaction():
        db.session.get_one(ContactRequest, wish).answered_on = clock.today() - timedelta(days=6)
        contact.forget_old()
    assert "Zerlina" not in names(app)


def test_what_waits_for_an_answer_is_never_erased_but_what_the_trap_caught_is(app: Flask, wish: str) -> None:
    with app.test_request_context(), transaction():
        for one in db.session.scalars(select(ContactRequest)):
            one.day = clock.today() - timedelta(days=400)
        contact.forget_old()
    assert "Zerlina" in names(app)
    assert "SEO Team" not in names(app)
