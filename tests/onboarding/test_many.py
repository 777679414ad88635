"""Pages that list many ask the database no more often for thirty than for three."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.checklist import begin
from partnerhub.onboarding.model import STEPS, Application
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.access.onboarding import ANSWERS


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The questions that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def more(app: Flask, number: int) -> None:
    """So many more applications that wait, and partners on the way in."""
    with app.app_context(), transaction():
        by = db.session.query(User).filter_by(email="staff@demo.example").one()
        for place in range(number):
            application, _token = Application.begin()
            for step in STEPS:
                application.save_step(step, {**ANSWERS, "name": f"Applicant {place}"})
            application.send()
            partner = Partner(name=f"Way in {place} {number}", state="applying")
            db.session.add(partner)
            db.session.flush()
            begin(partner, "whole", "US", by=by)


def questions(app: Flask, browser: Any, path: str) -> int:
    browser.get(path)  # what is read once and kept
    with counted(app) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/onboarding", "/onboarding?state=decided", "/"])
def test_thirty_ask_no_more_often_than_three(app: Flask, as_staff: Any, path: str) -> None:
    more(app, 3)
    few = questions(app, as_staff, path)
    more(app, 27)
    assert questions(app, as_staff, path) == few


def test_a_long_checklist_asks_no_more_often_than_a_short_one(app: Flask, as_staff: Any) -> None:
    numbers = []
    with app.app_context(), transaction():
        by, keys = db.session.query(User).filter_by(email="staff@demo.example").one(), []
        for situation in ("visitor", "whole"):
            partner = Partner(name=f"Begun {situation}", state="applying")
            db.session.add(partner)
            db.session.flush()
            for item in begin(partner, situation, "US", by=by):
                item.accept(by=by)
            keys.append(partner.id)
    numbers = [questions(app, as_staff, f"/onboarding/partners/{key}") for key in keys]
    assert numbers[0] == numbers[1]
