"""An applicant whom the school knows already, spelled in another way, is not made a partner twice unawares."""

from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from tests.onboarding.answers import sent, text_of


@pytest.fixture
def key(app: Flask, as_anyone: Any) -> int:
    """The application of Aster Center."""
    sent(as_anyone)
    with app.app_context():
        return db.session.query(Application).filter_by(name="Aster Center").one().id


def known(app: Flask, **details: Any) -> int:
    with app.app_context(), transaction():
        partner = Partner(**details)
        db.session.add(partner)
        db.session.flush()
        return partner.id


def test_nobody_is_proposed_where_nobody_is_alike(as_staff: Any, key: int) -> None:
    assert "Do you know them already?" not in as_staff.get(f"/onboarding/applications/{key}").text


def test_the_same_spelled_otherwise_is_shown_and_taken_with_one_button(app: Flask, as_staff: Any, key: int) -> None:
    same = known(app, name="The Aster Centre, Inc.", state="ended")
    page = as_staff.get(f"/onboarding/applications/{key}").text
    assert "Do you know them already?" in page
    assert f'name="partner" value="{same}"' in page
    with app.app_context():
        version = db.session.get(Application, key).version
    data = {"version": version, "situation": "whole", "partner": str(same)}
    assert as_staff.post(f"/onboarding/applications/{key}/acceptance", data).location.endswith(f"/{same}")
    with app.app_context():
        assert db.session.get(Partner, same).state == "onboarding"
        assert db.session.query(Partner).filter_by(name="Aster Center").count() == 0


@pytest.mark.parametrize("state", ["active", "onboarding", "paused"])
def test_one_that_is_with_the_school_already_is_shown_without_a_button(
    app: Flask, as_staff: Any, key: int, state: str
) -> None:
    same = known(app, name="Quite another name", email="ada@aster.example", state=state)
    page = as_staff.get(f"/onboarding/applications/{key}").text
    assert "same e-mail" in text_of(as_staff.get(f"/onboarding/applications/{key}"))
    assert "It is with you already" in page
    assert f'name="partner" value="{same}"' not in page


def test_a_viewer_sees_it_and_is_offered_no_button(app: Flask, as_viewer: Any, key: int) -> None:
    known(app, name="Aster Centre", state="ended")
    page = as_viewer.get(f"/onboarding/applications/{key}").text
    assert "Do you know them already?" in page
    assert "/acceptance" not in page
