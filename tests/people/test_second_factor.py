"""Whoever has a second factor gets in with it only; each code works once; a lost phone locks nobody out for good."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from partnerhub import demo
from partnerhub.foundation import clock
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from partnerhub.people.one_time import OneTimeLink, Purpose
from partnerhub.people.second_factor import RecoveryCode, SecondFactor, make_recovery_codes

STAFF = "staff@demo.example"
NOON = datetime(2026, 11, 25, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def codes(app: Flask) -> list[str]:
    """The member of staff has a second factor; answers the recovery codes."""
    with app.test_request_context(), transaction():
        factor = SecondFactor.begin(User.by_email(STAFF))
        factor.since = clock.now()
        return make_recovery_codes(factor.user)


def code_at(app: Flask, moment: datetime) -> str:
    """What the phone shows."""
    with app.app_context():
        return pyotp.TOTP(SecondFactor.of(User.by_email(STAFF)).key).at(moment)


def ticket(answer: Any) -> str:
    """The ticket in the page that asks for the code."""
    return re.search(r'name="ticket" value="([^"]+)"', answer.text)[1]  # type: ignore[index]


def first_step(client: FlaskClient, **more: str) -> str:
    """Address and password; answers the ticket."""
    answer = client.post("/login?next=/partners", data={"email": STAFF, "password": demo.PASSWORD, **more})
    assert answer.status_code == 200
    assert "Your code" in answer.text
    return ticket(answer)


def second_step(client: FlaskClient, code: str, text: str) -> Any:
    return client.post("/login/code", data={"code": code, "ticket": text})


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_the_password_alone_opens_nothing_and_sets_no_cookie(app: Flask, codes: list[str]) -> None:
    client = app.test_client()
    first_step(client)
    assert client.get_cookie("partnerhub") is None
    assert not is_in(client)


def test_with_the_code_they_are_where_they_wanted_to_go(app: Flask, codes: list[str]) -> None:
    client = app.test_client()
    with clock.stopped_at(NOON):
        answer = second_step(client, code_at(app, NOON), first_step(client))
        assert (answer.status_code, answer.location) == (303, "/partners")
        assert is_in(client)


@pytest.mark.parametrize(("seconds", "fits"), [(-36, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_code_fits_one_step_before_and_after_its_own(app: Flask, codes: list[str], seconds: int, fits: bool) -> None:
    client = app.test_client()
    with clock.stopped_at(NOON):
        answer = second_step(client, code_at(app, NOON + timedelta(seconds=seconds)), first_step(client))
    assert answer.status_code == (303 if fits else 422)


@pytest.mark.parametrize("later", [0, 20, 29])
def test_a_code_works_once(app: Flask, codes: list[str], later: int) -> None:
    code = code_at(app, NOON)
    with clock.stopped_at(NOON):
        client = app.test_client()
        assert second_step(client, code, first_step(client)).status_code == 303
    with clock.stopped_at(NOON + timedelta(seconds=later)):
        thief = app.test_client()
        assert second_step(thief, code, first_step(thief)).status_code == 422
        assert not is_in(thief)
        earlier = code_at(app, NOON - timedelta(seconds=30))
        assert second_step(thief, earlier, first_step(thief)).status_code == 422, "nor one before it"


@pytest.mark.parametrize("typed", ["{0} ", " {1} {2}", "{arabic}"])
def test_a_code_may_be_typed_with_spaces_and_in_any_digits(app: Flask, codes: list[str], typed: str) -> None:
    code = code_at(app, NOON)
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    client = app.test_client()
    with clock.stopped_at(NOON):
        sent = typed.format(code, code[:3], code[3:], arabic=arabic)
        assert second_step(client, sent, first_step(client)).status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "²²²²²²", "-12345", "0x1234", "12 34 5", "x" * 31])
def test_what_is_no_code_is_said_so_and_may_be_typed_anew(app: Flask, codes: list[str], typed: str) -> None:
    client = app.test_client()
    answer = second_step(client, typed, first_step(client))
    assert answer.status_code == 422
    assert "Error:" in answer.text
    with clock.stopped_at(NOON):
        fresh = first_step(client)
        assert second_step(client, code_at(app, NOON), fresh).status_code == 303


def test_guessing_ends_after_five_tries(app: Flask, codes: list[str]) -> None:
    client = app.test_client()
    with clock.stopped_at(NOON):
        text = first_step(client)
        assert [second_step(client, "000000", text).status_code for _ in range(7)] == [422] * 5 + [429] * 2
        assert second_step(client, code_at(app, NOON), text).status_code == 429, "not even the right one"
    with clock.stopped_at(NOON + timedelta(minutes=16)):
        later = NOON + timedelta(minutes=16)
        assert second_step(client, code_at(app, later), first_step(client)).status_code == 303


def test_a_ticket_is_good_for_ten_minutes_and_for_one_password(app: Flask, codes: list[str]) -> None:
    client = app.test_client()
    text = first_step(client)
    with app.test_request_context(), transaction():
        user = User.by_email(STAFF)
        user.set_password("another", by=user)
    answer = second_step(client, code_at(app, clock.now()), text)
    assert (answer.status_code, answer.location) == (303, "/login")
    assert not is_in(client)


@pytest.mark.parametrize("text", ["", "made-up", "WzEsdHJ1ZSwiLyIsIiJd.aa.bb"])
def test_a_ticket_that_nobody_signed_opens_nothing(app: Flask, codes: list[str], text: str) -> None:
    client = app.test_client()
    assert second_step(client, code_at(app, clock.now()), text).location == "/login"
    assert not is_in(client)


def test_a_link_by_mail_asks_for_the_code_too(app: Flask, codes: list[str]) -> None:
    with app.test_request_context(), transaction():
        link, new = (OneTimeLink.make(why, User.by_email(STAFF)) for why in (Purpose.SIGN_IN, Purpose.NEW_PASSWORD))
    for path, data in (
        (f"/login/link/{link}", {}),
        (f"/login/new-password/{new}", {"password": "nine copper kettles"}),
    ):
        client = app.test_client()
        answer = client.post(path, data=data)
        assert "Your code" in answer.text
        assert not is_in(client)
        assert client.post(path, data=data).status_code == 410, "used up"
        with clock.stopped_at(clock.now() + timedelta(seconds=90 * len(path))):
            assert second_step(client, code_at(app, clock.now()), ticket(answer)).status_code == 303


def test_a_recovery_code_works_once_however_it_is_typed(app: Flask, codes: list[str]) -> None:
    assert len(set(codes)) == 10
    for typed, status in ((codes[0].upper().replace("-", " "), 303), (codes[0], 422), (codes[1], 303)):
        client = app.test_client()
        assert second_step(client, typed, first_step(client)).status_code == status
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(RecoveryCode.used_at.is_(None))) == 8
        assert db.session.scalar(select(func.count()).where(Event.kind == "user.recovery_code")) == 2
        stored = db.session.scalars(select(RecoveryCode.hash)).all()
    assert not set(codes) & set(stored)
