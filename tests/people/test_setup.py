"""The first day: the link that sets the school up, and what everybody else sees until then."""

import re
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.people.setup import new_link
from partnerhub.school.model import School
from tests.conftest import Browser

ANSWERS = {
    "school": "Maple Street School",
    "country": "GB",
    "name": "Ada Okafor",
    "email": "Ada@School.example",
    "password": "four words in a row",
}


def path_of(app: Flask) -> str:
    with app.app_context():
        link = new_link()
    assert link
    return "/setup/" + link.rsplit("/", 1)[1]


def test_until_then_every_page_says_where_the_link_is(new_app: Flask) -> None:
    anyone = Browser(new_app.test_client())
    for path in ("/", "/partners", "/apply", "/people", "/account"):
        answer = anyone.get(path)
        assert answer.status_code == 503, path
        assert "setup-link" in answer.text, path
    assert anyone.post("/account").status_code == 503
    assert anyone.get("/healthz").status_code == 200
    assert anyone.get("/login").status_code == 200


def test_without_the_link_nobody_sets_it_up(new_app: Flask) -> None:
    path_of(new_app)
    anyone = Browser(new_app.test_client())
    assert anyone.get("/setup/guessed").status_code == 404
    assert anyone.post("/setup/guessed", ANSWERS).status_code == 404
    assert anyone.post("/setup/guessed/sample").status_code == 404


def test_the_link_makes_the_school_and_its_principal_once(new_app: Flask) -> None:
    path, browser = path_of(new_app), Browser(new_app.test_client())
    assert browser.get(path).status_code == 200
    answer = browser.post(path, ANSWERS)
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/").status_code == 200
    with new_app.app_context():
        school = School.only()
        assert school
        assert (school.name, school.timezone, school.year_begins) == ("Maple Street School", "Europe/London", 9)
        assert "116 123" in school.crisis_lines
        user = User.by_email("ada@school.example")
        assert user
        assert user.is_principal
    stranger = Browser(new_app.test_client())
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, ANSWERS).status_code == 404


def test_a_new_start_makes_a_new_link_and_the_old_one_works_no_more(new_app: Flask) -> None:
    old, new = path_of(new_app), path_of(new_app)
    anyone = Browser(new_app.test_client())
    assert anyone.get(old).status_code == 404
    assert anyone.get(new).status_code == 200


def test_a_double_tap_makes_one_school(new_app: Flask) -> None:
    path, browser = path_of(new_app), Browser(new_app.test_client())
    for _tap in range(2):
        browser.client.delete_cookie("partnerhub")
        assert browser.post(path, {**ANSWERS, "submission_id": "one"}).status_code == 303
    with new_app.app_context():
        assert db.session.query(User).count() == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("school", ""),
        ("school", "x" * 121),
        ("school", "\x00"),
        ("country", "Atlantis"),
        ("timezone", "Mars/Olympus"),
        ("email", "not an address"),
        ("name", "   "),
        ("password", "short"),
        ("password", "password1234"),
        ("password", "aaaaaaaaaaaaaa"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_the_rest_stays(new_app: Flask, field: str, typed: str) -> None:
    path, browser = path_of(new_app), Browser(new_app.test_client())
    answer = browser.post(path, {**ANSWERS, field: typed})
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error"[^>]*>\s*<', answer.text)
    assert field == "email" or 'value="ada@school.example"' in answer.text
    assert ANSWERS["password"] not in answer.text
    with new_app.app_context():
        assert School.only() is None


def test_the_sample_school_is_one_tap_away_and_says_how_to_begin_for_real(new_app: Flask) -> None:
    path, browser = path_of(new_app), Browser(new_app.test_client())
    assert f"{path}/sample" in browser.get(path).text
    answer = browser.post(f"{path}/sample")
    assert answer.location == "/sample"
    page = browser.get("/sample").text
    assert "PARTNERHUB_DATA" in page
    assert "principal@demo.example" in page
    assert browser.get("/people").status_code == 200


@pytest.mark.parametrize("setting", [{"HOST": "0.0.0.0"}, {"PUBLIC_URL": "https://localhost.school.example"}])
def test_the_sample_is_not_offered_where_others_could_reach_it(new_app: Flask, setting: dict[str, str]) -> None:
    new_app.config.update(setting)
    path, browser = path_of(new_app), Browser(new_app.test_client())
    here = setting.get("PUBLIC_URL", "http://localhost")
    page = browser.get(path, base_url=here)
    assert page.status_code == 200
    assert "sample" not in page.text
    assert browser.post(f"{path}/sample", base_url=here).status_code == 403


def test_a_school_that_is_there_gets_no_link(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["setup-link"])
    assert answer.exit_code == 1
    with app.app_context():
        assert new_link() is None


def test_the_command_prints_a_link(new_app: Flask) -> None:
    answer = new_app.test_cli_runner().invoke(args=["setup-link"])
    assert answer.exit_code == 0
    assert "/setup/" in answer.output


def test_who_comes_with_a_browser_is_led_to_the_sign_in(as_anyone: Any) -> None:
    browser = Browser(as_anyone.client, {"Accept": "text/html,*/*"})
    answer = browser.get("/partners?state=active")
    assert (answer.status_code, answer.location) == (303, "/login?next=/partners?state%3Dactive")
    assert Browser(as_anyone.client, {"Accept": "text/html", "HX-Request": "true"}).get("/partners").status_code == 401
    assert browser.post("/logout").status_code == 401
