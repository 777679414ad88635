"""Invitations: they name a role, work once, run out, and can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.people.invitations import AlreadyHere, Invitation, NotYours
from partnerhub.people.model import User
from tests.conftest import Browser

COMING = {"name": "Jo Park", "email": "jo@example.org", "password": "four words in a row"}


def person(short: str) -> User:
    return db.session.query(User).filter_by(email=f"{short}@demo.example").one()


def offered(app: Flask, email: str | None = "jo@example.org") -> tuple[int, str]:
    """An invitation to be a reader: its id and the path of its link."""
    with app.test_request_context(), transaction():
        made = Invitation.offer(email, "Jo Park", Role.VIEWER, None, person("principal"))
        return made.id, f"/invitation/{made.token}"


def test_an_address_gets_a_letter_with_the_link(app: Flask) -> None:
    path = offered(app)[1]
    with app.app_context():
        letter = db.session.query(Mail).filter_by(to="jo@example.org").one()
        assert letter.link
        assert letter.link.endswith(path)
        assert letter.link in letter.text
        assert path.rsplit("/", 1)[1] not in str(db.session.query(Invitation.hash, Invitation.seed).all())


def test_it_lets_one_person_in_once_with_its_role(app: Flask) -> None:
    path, browser = offered(app)[1], Browser(app.test_client())
    assert 'value="jo@example.org"' in browser.get(path).text
    assert browser.post(path, COMING).status_code == 303
    assert browser.get("/people").status_code == 200
    assert Browser(app.test_client()).post(path, {**COMING, "email": "other@example.org"}).status_code == 410
    with app.app_context():
        came = User.by_email("jo@example.org")
        assert came
        assert (came.role, came.partner_id) == (Role.VIEWER, None)


def test_a_double_tap_is_answered_twice_and_makes_one_account(app: Flask) -> None:
    path, browser = offered(app)[1], Browser(app.test_client())
    for _tap in range(2):
        browser.client.delete_cookie("partnerhub")
        assert browser.post(path, {**COMING, "submission_id": "one"}).status_code == 303


def test_opening_it_uses_nothing_up(app: Flask) -> None:
    path, scanner = offered(app)[1], Browser(app.test_client())
    for _time in range(3):
        assert scanner.get(path).status_code == 200


def test_it_runs_out_after_14_days(app: Flask) -> None:
    path, anyone = offered(app)[1], Browser(app.test_client())
    with clock.stopped_at(clock.now() + timedelta(days=13, hours=23)):
        assert anyone.get(path).status_code == 200
    with clock.stopped_at(clock.now() + timedelta(days=14, seconds=1)):
        assert anyone.get(path).status_code == 410
        assert anyone.post(path, COMING).status_code == 410


def test_withdrawn_it_works_no_more_and_sent_anew_only_the_new_link_does(app: Flask, as_principal: Browser) -> None:
    key, path = offered(app)
    anyone = Browser(app.test_client())
    as_principal.post(f"/people/invitations/{key}/withdrawal")
    assert anyone.get(path).status_code == 410
    as_principal.post(f"/people/invitations/{key}/renewal")
    assert anyone.get(path).status_code == 410
    with app.app_context():
        new = f"/invitation/{db.session.get_one(Invitation, key).token}"
    assert anyone.get(new).status_code == 200
    assert new in as_principal.get(f"/people/invitations/{key}").text


def test_the_page_shows_the_link_and_its_qr_code(app: Flask, as_principal: Browser) -> None:
    key, path = offered(app, email=None)
    page = as_principal.get(f"/people/invitations/{key}").text
    assert path in page
    assert 'src="data:image/svg+xml' in page


def test_staff_invite_people_of_partners_and_nobody_else(app: Flask, as_staff: Browser, cast_ids: Any) -> None:
    clinic = cast_ids["clinic"]
    assert as_staff.post("/people/invitations", {"name": "Jo", "role": "principal"}).status_code == 403
    sent = {"name": "Jo", "email": "jo@example.org", "role": "principal"}
    assert as_staff.post(f"/people/invitations?partner={clinic}", sent).status_code == 303
    with app.test_request_context(), transaction():
        made = db.session.query(Invitation).filter_by(email="jo@example.org").one()
        assert (made.role, made.partner_id) == (Role.PARTNER, clinic)
        with pytest.raises(NotYours):
            Invitation.offer(None, "Jo", Role.STAFF, None, person("staff"))


def test_who_is_here_is_not_invited_again(app: Flask, as_principal: Browser) -> None:
    sent = {"name": "Marcus", "email": "STAFF@demo.example", "role": "viewer"}
    answer = as_principal.post("/people/invitations", sent)
    assert answer.status_code == 422
    assert "has an account here already" in answer.text
    with app.test_request_context(), transaction(), pytest.raises(AlreadyHere):
        Invitation.offer("staff@demo.example", "Marcus", Role.VIEWER, None, None)


def test_a_role_without_its_organization_is_a_mistake(house: Flask) -> None:
    with pytest.raises(ValueError, match="organization"):
        Invitation.offer(None, "Jo", Role.PARTNER, None, None)


@pytest.mark.parametrize("partner", ["0", "99999", "x", "9" * 30, "-1"])
def test_an_organization_that_is_not_there_is_not_found(as_staff: Browser, partner: str) -> None:
    assert as_staff.get(f"/people/invitations/new?partner={partner}").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("name", "x" * 101), ("name", "a\x07b"), ("email", "nobody"), ("role", "king"), ("role", "partner")],
)
def test_a_wrong_answer_is_said_and_nobody_is_invited(as_principal: Browser, field: str, typed: str) -> None:
    answer = as_principal.post("/people/invitations", {"name": "Jo", "email": "", "role": "viewer", field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


@pytest.mark.parametrize("name", ["שרה כהן", "<script>alert(1)</script>", "🌱 Sam"])
def test_a_name_is_shown_as_it_was_typed(as_principal: Browser, name: str) -> None:
    assert as_principal.post("/people/invitations", {"name": name, "role": "viewer"}).status_code == 303
    page = as_principal.get("/people").text
    assert "<script>alert" not in page
    assert name in page or "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_whoever_looks_for_partners_people_is_led_to_them(as_principal: Browser, cast_ids: dict[str, int]) -> None:
    said = "People of partners are invited from the partner's page."
    assert said in as_principal.get("/people/invitations/new").text
    assert said not in as_principal.get(f"/people/invitations/new?partner={cast_ids['clinic']}").text
