"""The digest: only what needs a person, when they wish it, in one letter."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.home import digest
from partnerhub.people.model import Digest, User
from tests.conftest import Browser

# Four in the morning at the demonstration school
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


def sent(app: Flask, day: datetime) -> dict[str, str]:
    """The digests of a night, by whom they go to."""
    with app.app_context(), clock.stopped_at(day):
        with transaction():
            before = set(db.session.scalars(select(Mail.id)))
            digest.send()
        return {mail.to: mail.text for mail in db.session.scalars(select(Mail).where(Mail.id.not_in(before)))}


def choose(app: Flask, short: str, often: Digest) -> None:
    with app.app_context(), transaction():
        User.by_email(f"{short}@demo.example").digest = often


def test_on_monday_everybody_hears_of_their_own_things_once(app: Flask) -> None:
    letters = sent(app, MONDAY)
    assert "Background check" in letters["partner@demo.example"]
    assert "Mentors at Lunch" not in letters["partner@demo.example"]
    assert "http://127.0.0.1:8080/" in letters["staff@demo.example"]
    assert sent(app, MONDAY) == {}


def test_nothing_due_nothing_sent(app: Flask) -> None:
    assert "viewer@demo.example" not in sent(app, MONDAY)


@pytest.mark.parametrize(("often", "days"), [(Digest.WEEKLY, [0]), (Digest.DAILY, [0, 1, 2, 3, 4]), (Digest.NEVER, [])])
def test_everybody_says_how_often(app: Flask, often: Digest, days: list[int]) -> None:
    choose(app, "staff", often)
    heard = [n for n in range(7) if "staff@demo.example" in sent(app, MONDAY + timedelta(days=n))]
    assert heard == days


def test_it_is_chosen_on_the_account(app: Flask, as_staff: Browser) -> None:
    as_staff.post("/account", {"name": "Marcus Webb", "theme": "", "language": "", "digest": "never"})
    assert "staff@demo.example" not in sent(app, MONDAY)
    answer = as_staff.post("/account", {"name": "Marcus Webb", "digest": "hourly"})
    assert answer.status_code == 422


def test_who_is_turned_off_hears_nothing(app: Flask) -> None:
    with app.app_context(), transaction():
        User.by_email("staff@demo.example").turned_off_at = clock.now()
    assert "staff@demo.example" not in sent(app, MONDAY)
