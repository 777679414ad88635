"""A field is checked as soon as it is changed, by the rules of its own form, and nothing else happens."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.clearances.model import ClearanceKind
from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Form
from partnerhub.foundation.submissions import Submission
from partnerhub.onboarding.model import Application
from partnerhub.people.model import SignIn
from partnerhub.people.throttle import Failure
from tests.conftest import Browser, build

KINDS = "/clearances/kinds"


def check(browser: Browser, path: str, field: str, **typed: str) -> Any:
    return browser.client.post(path, data=typed, headers={"X-Check-Field": field})


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def apply(browser: Browser) -> str:
    """The address of a new application's page about whom to talk to."""
    return browser.post("/apply").location.rsplit("/", 1)[0] + "/contact"


def test_it_says_what_is_wrong_with_that_field_alone(as_principal: Browser) -> None:
    answer = check(as_principal, KINDS, "title", title="x" * 201, whose="nobody")
    assert answer.status_code == 200
    assert "Use at most 100 characters." in answer.text
    assert "<html" not in answer.text
    assert "Choose one" not in answer.text


def test_what_is_empty_is_not_wrong_yet(as_principal: Browser) -> None:
    assert check(as_principal, KINDS, "title", title=" ").text.strip() == ""
    assert check(as_principal, KINDS, "no-such-field").text.strip() == ""


def test_what_is_right_is_answered_with_nothing_and_saves_nothing(app: Flask, as_principal: Browser) -> None:
    before = count(app, ClearanceKind), count(app, Submission)
    answer = check(as_principal, KINDS, "title", title="Handbook", whose="person", submission_id="one")
    assert (answer.status_code, answer.text.strip()) == (200, "")
    assert (count(app, ClearanceKind), count(app, Submission)) == before
    assert as_principal.post(KINDS, {"title": "Handbook", "whose": "person", "submission_id": "one"}).status_code == 303


def test_somebody_without_an_account_is_helped_as_well(app: Flask, as_anyone: Browser) -> None:
    path = apply(as_anyone)
    answer = check(as_anyone, path, "email", email="ada at home")
    assert "Enter an e-mail address like name@example.org." in answer.text
    assert check(as_anyone, path, "email", email="ada@example.org").text.strip() == ""


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "a\x00b", "😀" * 300])
def test_what_was_typed_is_never_in_the_answer(as_anyone: Browser, typed: str) -> None:
    assert typed not in check(as_anyone, apply(as_anyone), "email", email=typed).text


def test_nobody_is_told_more_than_the_form_would_tell(as_staff: Browser, as_anyone: Browser) -> None:
    assert check(as_anyone, KINDS, "title", title="x").status_code == 401
    assert check(as_staff, "/people/1/edit", "name", name="x").status_code == 405
    assert check(as_staff, "/people/1", "name", name="x").status_code == 403


def test_a_route_without_a_form_does_nothing_when_asked_so(app: Flask, as_staff: Browser, as_anyone: Browser) -> None:
    devices, applications = count(app, SignIn), count(app, Application)
    assert "X-Check-Field" not in check(as_staff, "/logout", "email").headers
    check(as_anyone, "/apply", "email")
    assert (count(app, SignIn), count(app, Application)) == (devices, applications)


def test_a_password_cannot_be_tried_this_way(app: Flask, as_anyone: Browser) -> None:
    sent = {"email": "staff@demo.example", "password": "partnerhub-demo"}
    answer = check(as_anyone, "/login", "password", **sent)
    assert (answer.text.strip(), answer.headers.getlist("Set-Cookie")) == ("", [])
    check(as_anyone, "/login", "password", **{**sent, "password": "wrong"})
    assert count(app, Failure) == 0


def test_checks_do_not_use_up_the_tries(app: Flask, tmp_path: Any) -> None:
    limited = build(app.config["DATA"], RATELIMIT_ENABLED=True)
    browser = Browser(limited.test_client())
    for _ in range(12):
        assert check(browser, "/login/link", "email", email="ada").status_code == 200
    statuses = [browser.post("/login/link", {"email": "ada"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def subclasses(cls: type) -> set[type]:
    return {cls} | {below for child in cls.__subclasses__() for below in subclasses(child)}


def test_every_form_is_checked_to_its_end(app: Flask) -> None:
    own = {cls.__name__ for cls in subclasses(Form) - {Form} if "validate" in vars(cls)}
    assert own == set(), "What looks at several fields belongs into check_together"
