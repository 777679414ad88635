"""A partner that nobody has met for long is seen to be going cold, before it is gone."""

from datetime import timedelta

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.cold import days_without
from partnerhub.meetings.model import Meeting
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser


def met(partner: Partner, days_ago: int, state: str = "planned") -> None:
    day = clock.today() - timedelta(days=days_ago)
    made = Meeting(title="A talk", day=day, begins=clock.now().time(), partners=[partner], state=state)
    db.session.add(made)
    db.session.flush()


@pytest.fixture
def partner(house: Flask) -> Partner:
    made = Partner(name="Cold Creek", state="active", began_on=clock.today() - timedelta(days=300))
    db.session.add(made)
    db.session.flush()
    return made


def test_it_goes_cold_after_45_days(partner: Partner) -> None:
    met(partner, 45)
    assert days_without([partner]) == {}
    met(partner, 400)
    assert days_without([partner]) == {}


def test_46_days_are_too_many(partner: Partner) -> None:
    met(partner, 46)
    assert days_without([partner]) == {partner.id: 46}


def test_what_was_cancelled_is_no_meeting_and_what_is_to_come_is_one(partner: Partner) -> None:
    met(partner, 60)
    met(partner, 3, "cancelled")
    assert days_without([partner]) == {partner.id: 60}
    met(partner, -46)
    assert days_without([partner]) == {partner.id: 60}
    met(partner, -45)
    assert days_without([partner]) == {}


def test_one_that_was_never_met_is_counted_from_its_beginning(partner: Partner) -> None:
    assert days_without([partner]) == {partner.id: 300}
    partner.state = "paused"
    assert days_without([partner]) == {}


def test_the_directory_says_it_to_staff_only(
    app: Flask, as_staff: Browser, as_viewer: Browser, cast_ids: dict[str, int]
) -> None:
    with app.test_request_context(), transaction():
        quiet = Partner(name="Cold Creek", state="active", began_on=clock.today() - timedelta(days=50))
        db.session.add(quiet)
        assert User.by_email("staff@demo.example")
    assert "No meeting for 50 days" in as_staff.get("/partners?q=cold").text
    page = as_viewer.get("/partners?q=cold").text
    assert "Cold Creek" in page
    assert "No meeting for 50 days" not in page
