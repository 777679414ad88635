"""Accounts: passwords, links by mail, devices, roles, and what the principal sees."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.people import passwords
from partnerhub.people.model import SignIn, User
from tests.conftest import Browser, signed_in_as

NEW = "four words in a row"


def letter_to(app: Flask, address: str) -> str:
    """The path of the link in the last letter to somebody."""
    with app.app_context():
        mail = db.session.query(Mail).filter_by(to=address).order_by(Mail.id.desc()).first()
        assert mail
        return "/" + str(mail.link).split("/", 3)[3]


def sign_in(app: Flask, short: str, password: str) -> Browser:
    browser = Browser(app.test_client())
    browser.post("/login", {"email": f"{short}@demo.example", "password": password})
    return browser


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def test_a_link_by_mail_signs_in_once_and_only_by_a_tap(app: Flask) -> None:
    browser = Browser(app.test_client())
    browser.post("/login/link", {"email": "Staff@demo.example"})
    path = letter_to(app, "staff@demo.example")
    assert browser.get(path).status_code == 200
    assert not is_in(browser)
    assert browser.post(path).status_code == 303
    assert is_in(browser)
    assert Browser(app.test_client()).post(path).status_code == 410


def test_a_link_runs_out_after_15_minutes_and_a_newer_one_takes_its_place(app: Flask) -> None:
    browser = Browser(app.test_client())
    browser.post("/login/link", {"email": "staff@demo.example"})
    first = letter_to(app, "staff@demo.example")
    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        assert browser.get(first).status_code == 410
    browser.post("/login/link", {"email": "staff@demo.example"})
    assert browser.get(first).status_code == 410


@pytest.mark.parametrize("path", ["/login/link", "/login/new-password"])
def test_nobody_learns_which_addresses_have_an_account(app: Flask, path: str) -> None:
    browser = Browser(app.test_client())
    known = browser.post(path, {"email": "staff@demo.example"})
    unknown = browser.post(path, {"email": "nobody@demo.example"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    with app.app_context():
        assert not db.session.query(Mail).filter_by(to="nobody@demo.example").count()


def test_a_forgotten_password_is_chosen_anew_and_all_devices_are_signed_out(app: Flask, as_staff: Browser) -> None:
    browser = Browser(app.test_client())
    browser.post("/login/new-password", {"email": "staff@demo.example"})
    path = letter_to(app, "staff@demo.example")
    assert browser.post(path, {"password": "short"}).status_code == 422
    assert browser.post(path, {"password": NEW}).status_code == 303
    assert is_in(browser)
    assert not is_in(as_staff)
    assert browser.post(path, {"password": NEW}).status_code == 410
    assert is_in(sign_in(app, "staff", NEW))
    assert not is_in(sign_in(app, "staff", "partnerhub-demo"))


def test_changing_the_password_asks_for_the_old_one_and_signs_out_elsewhere(app: Flask, as_staff: Browser) -> None:
    elsewhere = sign_in(app, "staff", "partnerhub-demo")
    wrong = as_staff.post("/account/password", {"old_password": "not this one!", "password": NEW})
    assert wrong.status_code == 422
    assert is_in(elsewhere)
    assert as_staff.post("/account/password", {"old_password": "partnerhub-demo", "password": NEW}).status_code == 303
    assert is_in(as_staff)
    assert not is_in(elsewhere)


def test_the_old_password_cannot_be_guessed_for_ever(app: Flask, as_staff: Browser) -> None:
    tries = [
        as_staff.post("/account/password", {"old_password": f"guess {n}", "password": NEW}).status_code
        for n in range(11)
    ]
    assert tries == [422] * 10 + [429]


def test_each_device_can_be_signed_out_and_all_others(app: Flask, as_staff: Browser) -> None:
    others = [sign_in(app, "staff", "partnerhub-demo") for _ in range(2)]
    with app.app_context():
        key = db.session.query(SignIn).filter_by(user_id=2).order_by(SignIn.id.desc()).first().id
    as_staff.post(f"/account/devices/{key}/sign-out")
    assert [is_in(other) for other in others] == [True, False]
    as_staff.post("/account/devices/sign-out")
    assert [is_in(other) for other in others] == [False, False]
    assert is_in(as_staff)


def test_the_account_page_takes_name_and_colors(app: Flask, as_staff: Browser) -> None:
    assert as_staff.post("/account", {"name": "Marcus W.", "language": "", "theme": "dark"}).status_code == 303
    page = as_staff.get("/account").text
    assert 'data-theme="dark"' in page
    assert "Marcus W." in page
    for bad in ({"name": ""}, {"name": "x", "theme": "pink"}, {"name": "x", "language": "xx"}, {"name": "a\x00b"}):
        assert as_staff.post("/account", {"theme": "", **bad}).status_code == 422, bad


def test_turning_off_ends_everything_at_once_and_keeps_the_history(app: Flask, as_principal: Browser) -> None:
    staff = sign_in(app, "staff", "partnerhub-demo")
    assert is_in(staff)
    as_principal.post("/people/2/turning-off")
    assert not is_in(staff)
    assert not is_in(sign_in(app, "staff", "partnerhub-demo"))
    assert "turned the account off" in as_principal.get("/people/2").text
    as_principal.post("/people/2/turning-on")
    assert is_in(sign_in(app, "staff", "partnerhub-demo"))


def test_who_is_turned_off_gets_no_link(app: Flask, as_principal: Browser) -> None:
    as_principal.post("/people/2/turning-off")
    with app.app_context():
        before = db.session.query(Mail).filter_by(to="staff@demo.example").count()
    Browser(app.test_client()).post("/login/link", {"email": "staff@demo.example"})
    with app.app_context():
        assert db.session.query(Mail).filter_by(to="staff@demo.example").count() == before


def test_the_last_principal_stays(app: Flask, as_principal: Browser) -> None:
    for path, data in (("/people/1/role", {"role": "staff"}), ("/people/1/turning-off", {})):
        answer = as_principal.post(path, data)
        assert answer.status_code == 409
        assert "A school always has a principal" in answer.text
    as_principal.post("/people/2/role", {"role": "principal"})
    assert as_principal.post("/people/1/role", {"role": "staff"}).status_code == 303
    assert as_principal.get("/school").status_code == 403


def test_somebody_of_an_organization_is_not_made_one_of_the_schools(as_principal: Browser, cast_ids: Any) -> None:
    answer = as_principal.post(f"/people/{cast_ids['user_partner']}/role", {"role": "staff"})
    assert answer.status_code == 422
    assert "invited anew" in answer.text


def test_an_address_belongs_to_one_person(as_principal: Browser) -> None:
    answer = as_principal.post("/people/2", {"name": "Marcus", "email": "viewer@demo.example"})
    assert answer.status_code == 422
    assert "Somebody else here has this address" in answer.text


def test_everything_that_one_holds_goes_to_another(app: Flask, as_principal: Browser) -> None:
    assert as_principal.post("/people/2/handover", {"taker": "1"}).status_code == 303
    for nobody in ("2", "3", "999", "x", ""):
        assert as_principal.post("/people/2/handover", {"taker": nobody}).status_code == 422, nobody
    assert "Rosa Delgado" in as_principal.get("/people/2").text


def test_the_outbox_shows_links_to_copy_only_where_nothing_sends_them(app: Flask, as_principal: Browser) -> None:
    Browser(app.test_client()).post("/login/link", {"email": "staff@demo.example"})
    path = letter_to(app, "staff@demo.example")
    assert path in as_principal.get("/outbox").text
    app.config["SMTP_URL"] = "smtp://localhost"
    page = as_principal.get("/outbox").text
    assert "staff@demo.example" in page
    assert path not in page


def test_the_trail_is_filtered_and_goes_on(app: Flask, as_principal: Browser) -> None:
    for n in range(60):
        as_principal.post("/people/invitations", {"name": f"Guest {n:02d}", "role": "viewer"})
    page = as_principal.get("/activity?kind=invitation&person=1").text
    assert "Guest 59" in page
    more = re.search(r'href="(/activity\?[^"]*before=[^"]*)"', page)
    assert more
    assert "Guest 00" in as_principal.get(more[1].replace("&amp;", "&")).text
    assert "Guest 59" not in as_principal.get("/activity?kind=school").text
    assert "Guest 59" not in as_principal.get("/activity?until=2020-01-01").text
    assert as_principal.get("/activity?since=2026-02-31").status_code == 422
    assert as_principal.get("/activity?person=nobody").status_code == 422


def test_a_language_that_is_not_offered_is_refused(as_anyone: Browser) -> None:
    assert as_anyone.post("/language", {"language": "xx"}).status_code == 422
    answer = as_anyone.post("/language", {"language": "en", "next": "//evil.example"})
    assert answer.location == "/"
    assert "language=en" in answer.headers["Set-Cookie"]


def test_a_link_of_the_switch_keeps_the_page_and_is_remembered(as_anyone: Browser) -> None:
    assert "language=en" in as_anyone.get("/login?lang=en").headers["Set-Cookie"]
    assert "Set-Cookie" not in as_anyone.get("/login?lang=xx").headers


@pytest.mark.parametrize(
    "common", ["password1234", "Password1234", "qwertyuiop123", "123456789012", "iloveyou1234", "letmeinletmein"]
)
def test_a_common_password_is_refused(app: Flask, common: str) -> None:
    with app.test_request_context():
        assert passwords.problem_with(common)
        assert passwords.problem_with("four words in a row") is None


def test_a_partners_person_sees_their_account_and_no_people(app: Flask) -> None:
    partner = signed_in_as(app, "partner")
    assert "Northside Counseling" in partner.get("/account").text
    assert partner.get("/people/2").status_code == 403
    with app.app_context():
        assert User.by_email("partner@demo.example")
