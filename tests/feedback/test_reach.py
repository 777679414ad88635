"""Reaching people: the poster, the tablet at the door, and where feedback is found inside."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db
from tests.conftest import Browser


@pytest.fixture
def families(app: Flask) -> Pulse:
    with app.app_context():
        found = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).one()
        assert found.rounds
        return found


def path(families: Pulse, rest: str) -> str:
    return f"/feedback/rounds/{families.rounds[-1].id}/{rest}"


def test_the_poster_says_it_in_every_language_with_one_address(families: Pulse, as_staff: Browser) -> None:
    page = as_staff.get(path(families, "poster")).text
    assert "How is the help going for your family?" in page
    assert '<div class="column" lang="ar" dir="rtl">' in page
    assert "Es anónimo: nadie puede ver quién es usted." in page
    assert f"localhost/f/{families.code}</p>" in page
    assert page.count('src="data:image/svg+xml') == 1
    assert "988" in page


def test_a_poster_has_the_languages_that_were_chosen(families: Pulse, as_staff: Browser) -> None:
    page = as_staff.get(path(families, "poster?lang=es")).text
    assert "¿Cómo le va a su familia con la ayuda?" in page
    assert "How is the help going for your family?</h2>" not in page
    assert 'lang="ar" dir="rtl"' not in page


def test_the_address_is_the_public_one_where_one_is_set(app: Flask, families: Pulse, as_staff: Browser) -> None:
    assert "is not set" in as_staff.get(path(families, "reach")).text
    app.config["PUBLIC_URL"] = "https://localhost"
    page = as_staff.get(path(families, "reach")).text
    assert f'value="https://localhost/f/{families.code}"' in page
    assert "is not set" not in page


def test_the_tablets_address_leads_to_the_large_form(families: Pulse, as_staff: Browser, as_anyone: Browser) -> None:
    page = as_staff.get(path(families, "reach")).text
    found = re.search(rf'value="http://localhost(/f/{families.code}/kiosk/[^"]+)"', page)
    assert found
    tablet = as_anyone.get(found[1])
    assert tablet.status_code == 200
    assert 'class="kiosk"' in tablet.text


def test_pulses_are_found_in_any_of_their_languages(families: Pulse, as_staff: Browser, as_viewer: Browser) -> None:
    for words in ("help going", "ayuda", "HELP GOING"):
        assert "How is the help going for your family?" in as_staff.get("/search", query_string={"q": words}).text
    assert "How is the help going for your family?" in as_viewer.get("/search?q=help going").text


def test_partners_do_not_find_pulses(as_partner: Browser) -> None:
    assert "How is the help going for your family?" not in as_partner.get("/search?q=help going").text


def test_partners_are_asked_on_their_landing_page(app: Flask, as_partner: Browser, as_staff: Browser) -> None:
    with app.app_context():
        code = db.session.scalars(select(Pulse.code).where(Pulse.audience == "partners")).one()
    assert f"/f/{code}" in as_partner.get("/").text
    assert f"/f/{code}" not in as_staff.get("/").text
