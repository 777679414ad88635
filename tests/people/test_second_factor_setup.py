"""A second factor is set up, changed and taken away; where the school asks for it, nothing else comes before."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub import demo
from partnerhub.foundation import clock
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.foundation.submissions import Submission
from partnerhub.people.model import SignIn, User
from partnerhub.people.second_factor import RecoveryCode, SecondFactor
from partnerhub.school.model import School
from tests.conftest import Browser
from tests.people.test_commands import run
from tests.people.test_second_factor import NOON, STAFF, code_at, codes, first_step, second_step

OWN = "/account/second-factor"
__all__ = ["codes"]


def set_up(app: Flask, browser: Browser) -> list[str]:
    """Set a second factor up, as its page leads; answers the recovery codes."""
    browser.post(OWN)
    with clock.stopped_at(NOON):
        answer = browser.post(f"{OWN}/confirmation", {"code": code_at(app, NOON), "submission_id": "once"})
    return re.findall(r">([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})<", answer.text)


def test_it_is_set_up_with_a_first_code_and_shows_its_recovery_codes_once(app: Flask, as_staff: Browser) -> None:
    as_staff.post(OWN)
    page = as_staff.get(OWN).text
    with app.app_context():
        assert SecondFactor.of(User.by_email(STAFF)).key in page
    assert as_staff.post(f"{OWN}/confirmation", {"code": "000000"}).status_code == 422
    with app.app_context():
        assert not SecondFactor.guards(User.by_email(STAFF)), "not before the first code"
    codes = set_up(app, as_staff)
    assert len(codes) == 10
    assert not [code for code in codes if code in as_staff.get(OWN).text]
    assert as_staff.post(f"{OWN}/confirmation", {"code": "000000", "submission_id": "once"}).status_code == 303
    with app.app_context():
        kept = b"".join(db.session.scalars(select(Submission.body)))
        assert not [code for code in codes if code.encode() in kept]
        assert db.session.scalars(select(Mail.subject).where(Mail.to == STAFF)).all()[-1] == "Your second factor is on"


@pytest.mark.parametrize("what", ["codes", "removal"])
def test_it_is_changed_with_the_password_and_a_code_only(app: Flask, as_staff: Browser, what: str) -> None:
    codes = set_up(app, as_staff)
    for password, code in (("wrong", codes[0]), (demo.PASSWORD, "000000"), ("", ""), ("wrong", "000000")):
        sent = {"what": what, "password": password, "code": code}
        assert as_staff.post(f"{OWN}/change", sent).status_code == 422
    assert as_staff.post(f"{OWN}/change", {"what": "all", "password": "x", "code": "y"}).status_code == 422
    answer = as_staff.post(f"{OWN}/change", {"what": what, "password": demo.PASSWORD, "code": codes[1]})
    with app.app_context():
        there = SecondFactor.guards(User.by_email(STAFF))
        assert there is (what == "codes")
        assert db.session.scalar(select(func.count(RecoveryCode.id))) == (10 if there else 0)
    assert codes[2] not in answer.text


def test_a_principal_takes_it_away_from_somebody_else_who_is_told(
    app: Flask, as_staff: Browser, as_principal: Browser
) -> None:
    set_up(app, as_staff)
    with app.app_context():
        key = User.by_email(STAFF).id
    assert "They lost the phone" in as_principal.get(f"/people/{key}").text
    assert as_principal.post(f"/people/{key}/second-factor/removal").status_code == 303
    assert as_staff.get("/account").status_code == 302 or as_staff.get("/account").status_code == 401
    client = app.test_client()
    assert client.post("/login", data={"email": STAFF, "password": demo.PASSWORD}).status_code == 303
    with app.app_context():
        reset = db.session.scalars(select(Event).where(Event.kind == "user.second_factor_reset")).one()
        assert reset.by.email == "principal@demo.example"
        assert db.session.scalars(select(Mail.subject).where(Mail.to == STAFF)).all()[-1] == "Your second factor is off"


def test_whoever_keeps_the_server_takes_it_away_too(app: Flask, codes: list[str]) -> None:
    assert run(app, "drop-second-factor", STAFF).exit_code == 0
    assert run(app, "drop-second-factor", STAFF).exit_code == 1
    client = app.test_client()
    assert client.post("/login", data={"email": STAFF, "password": demo.PASSWORD}).status_code == 303


def need_it(app: Flask) -> None:
    """The school asks its own people for a second factor."""
    with app.app_context(), transaction():
        School.only().needs_second_factor = True


def test_where_the_school_asks_for_it_nothing_else_can_be_done_before(app: Flask) -> None:
    need_it(app)
    client = app.test_client()
    client.post("/login", data={"email": STAFF, "password": demo.PASSWORD})
    for path in ("/", "/partners", "/account", "/people", "/meetings", "/search"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (303, OWN), path
    assert client.post("/meetings", data={"title": "T"}).location == OWN
    assert client.get("/partners", headers={"HX-Request": "true"}).headers["HX-Redirect"] == OWN
    assert "Your school asks for one" in client.get(OWN).text
    assert len(set_up(app, Browser(client))) == 10
    assert client.get("/partners").status_code == 200


def test_who_has_one_and_who_is_of_a_partner_is_not_held_up(app: Flask, codes: list[str]) -> None:
    need_it(app)
    with clock.stopped_at(NOON):
        client = app.test_client()
        second_step(client, code_at(app, NOON), first_step(client))
        assert client.get("/partners").status_code == 200
    other = app.test_client()
    other.post("/login", data={"email": "partner@demo.example", "password": demo.PASSWORD})
    assert other.get("/account").status_code == 200


def test_turning_it_off_where_the_school_asks_for_it_leads_to_setting_it_up(app: Flask, as_staff: Browser) -> None:
    codes = set_up(app, as_staff)
    need_it(app)
    as_staff.post(f"{OWN}/change", {"what": "removal", "password": demo.PASSWORD, "code": codes[0]})
    assert as_staff.get("/partners").location == OWN


def test_the_database_alone_makes_no_codes(app: Flask, codes: list[str]) -> None:
    with app.app_context():
        factor = SecondFactor.of(User.by_email(STAFF))
        key = factor.key
        app.config["SECRET_KEY"] = "another server's"
        assert factor.key != key
        assert key not in (factor.seed, str(factor.step))
        assert db.session.scalar(select(func.count(SignIn.id))) >= 0
