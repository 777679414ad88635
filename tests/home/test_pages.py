"""The landing page and the search."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock
from tests.conftest import Browser, signed_in_as


@pytest.mark.parametrize(("hour", "words"), [(13, "Good morning"), (19, "Good afternoon"), (2, "Good evening")])
def test_the_greeting_follows_the_clock_of_the_school(app: Flask, hour: int, words: str) -> None:
    with clock.stopped_at(datetime(2026, 11, 24, hour, 30, tzinfo=UTC)):  # Chicago is six hours behind
        assert words in signed_in_as(app, "staff").get("/").text


def test_what_is_due_stands_there_with_one_button(app: Flask, as_staff: Browser) -> None:
    page = as_staff.get("/").text
    assert "What needs you" in page


def test_somebody_new_is_led_to_the_sign_in(as_anyone: Browser) -> None:
    assert as_anyone.get("/").headers["Location"] == "/login"


def test_the_search_answers_a_fragment_that_is_part_of_its_page(as_staff: Browser) -> None:
    whole, part = as_staff.get("/search?q=x"), as_staff.htmx.get("/search?q=x")
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert 'id="hits"' in whole.text
    assert 'id="hits"' in part.text


def test_a_partner_finds_nothing_of_another_organization(as_partner: Browser) -> None:
    assert "Mentors at Lunch" not in as_partner.get("/search?q=Mentors").text.replace('value="Mentors"', "")


def test_the_style_guide_is_for_those_who_build(app: Flask, as_staff: Any) -> None:
    app.config["STYLEGUIDE"] = False
    assert as_staff.get("/styleguide").status_code == 404
