"""What somebody is still writing is theirs alone, and is there when they come back."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock, drafts
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.drafts import Draft
from partnerhub.people.model import User


def save(browser: Any, fields: Any, form: str = "note") -> Any:
    return browser.open(f"/drafts/{form}", "PUT", json={"fields": fields})


def saved(app: Flask, short: str, form: str = "note") -> dict[str, Any]:
    with app.test_request_context():
        return drafts.saved_for(User.by_email(f"{short}@demo.example"), form)


def test_the_last_text_is_kept(app: Flask, as_staff: Any) -> None:
    save(as_staff, {"text": "We met"})
    save(as_staff, {"text": "We met on Monday", "days": ["mo", "tu"]})
    assert saved(app, "staff") == {"text": "We met on Monday", "days": ["mo", "tu"]}


def test_nobody_sees_the_draft_of_another(app: Flask, as_staff: Any) -> None:
    save(as_staff, {"text": "Mine"})
    assert saved(app, "principal") == {}
    assert saved(app, "staff", "another form") == {}


def test_tokens_and_ids_are_not_kept(app: Flask, as_staff: Any) -> None:
    save(as_staff, {"text": "x", "csrf_token": "secret", "submission_id": "1", "odd": {"a": 1}})
    assert saved(app, "staff") == {"text": "x"}


@pytest.mark.parametrize("fields", [None, "text", ["a"], {"text": "x" * (drafts.LONGEST + 1)}])
def test_what_is_no_draft_is_refused_and_the_old_one_stays(app: Flask, as_staff: Any, fields: Any) -> None:
    save(as_staff, {"text": "Good"})
    assert save(as_staff, fields).status_code == 422
    assert saved(app, "staff") == {"text": "Good"}


def test_it_can_be_thrown_away(app: Flask, as_staff: Any) -> None:
    save(as_staff, {"text": "x"})
    assert as_staff.open("/drafts/note", "DELETE").status_code == 204
    assert saved(app, "staff") == {}


def test_the_public_has_no_drafts_here(as_anyone: Any) -> None:
    assert save(as_anyone, {"text": "x"}).status_code == 401


def test_a_draft_nobody_came_back_to_is_forgotten(app: Flask, as_staff: Any) -> None:
    save(as_staff, {"text": "x"})
    with app.app_context():
        for days, left in ((29, 1), (31, 0)):
            with clock.stopped_at(clock.now() + timedelta(days=days)), transaction():
                drafts.forget_old()
            assert db.session.query(Draft).count() == left
