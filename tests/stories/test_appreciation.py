"""An appreciation event says thank you: nothing to settle there, no minutes to write, and somebody to thank."""

from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings import agenda, carrying
from partnerhub.meetings.model import Kind, Meeting
from partnerhub.meetings.panels import notes_to_write
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser

DAY = {"day": "2099-03-09", "begins": "08:00", "minutes": "60", "repeats": "once"}


def plan(clinic: Partner, by: User, days: int, kind: Kind) -> Meeting:
    meeting = Meeting(
        title="Breakfast", day=clock.today() + timedelta(days=days), begins=time(8), kind=kind, partners=[clinic]
    )
    meeting.plan(by=by)
    return meeting


@pytest.fixture
def clinic(house: Flask, cast_ids: dict[str, int]) -> Partner:
    return db.session.get_one(Partner, cast_ids["clinic"])


def test_what_is_left_open_does_not_come_to_breakfast(clinic: Partner, staff: User) -> None:
    agenda.add(plan(clinic, staff, 1, Kind.TALK), "The door is locked")
    breakfast, talk = plan(clinic, staff, 2, Kind.APPRECIATION), plan(clinic, staff, 3, Kind.TALK)
    titles = [topic.title for topic in carrying.open_matters(talk)]
    assert "The door is locked" in titles
    assert carrying.open_matters(breakfast) == []
    assert carrying.still_to_do(breakfast, staff) == []
    assert carrying.following(plan(clinic, staff, 0, Kind.TALK)) != breakfast


def test_nobody_is_asked_for_minutes_of_it(clinic: Partner, staff: User) -> None:
    before = len(list(notes_to_write(staff)))
    plan(clinic, staff, -1, Kind.APPRECIATION)
    assert len(list(notes_to_write(staff))) == before
    plan(clinic, staff, -1, Kind.TALK)
    assert len(list(notes_to_write(staff))) == before + 1


def test_it_is_planned_from_the_list_of_thanks_and_stands_there(
    app: Flask, as_staff: Browser, cast_ids: dict[str, int]
) -> None:
    assert "/meetings/new?kind=appreciation" in as_staff.get("/newsroom/thanks").text
    form = as_staff.get("/meetings/new?kind=appreciation").text
    assert "checked" in next(field for field in form.split("<input") if 'name="is_appreciation"' in field)
    with app.app_context():
        day = clock.today().isoformat()
    sent: dict[str, Any] = {**DAY, "day": day, "partner": str(cast_ids["clinic"])}
    path = as_staff.post("/meetings", {**sent, "is_appreciation": "y"}).location
    assert "A thank-you to Northside Counseling" in as_staff.get("/newsroom/thanks").text
    page = as_staff.get(path).text
    assert "Thank-you" in page
    assert f"/newsroom/thanks/new?partner={cast_ids['clinic']}" in page, "Whoever was not thanked yet is named there"
    as_staff.post("/newsroom/thanks", {"partner": str(cast_ids["clinic"]), "words": "For all of it."})
    assert "/newsroom/thanks/new" not in as_staff.get(path).text


def test_it_becomes_a_talk_again_and_is_no_series(app: Flask, as_staff: Browser, cast_ids: dict[str, int]) -> None:
    sent = {**DAY, "partner": str(cast_ids["clinic"]), "is_appreciation": "y", "title": "Tea"}
    refused = as_staff.post("/meetings", {**sent, "repeats": "weekly", "last": "2099-05-01"})
    assert refused.status_code == 422
    assert 'href="#is_appreciation"' in refused.text
    path = as_staff.post("/meetings", sent).location
    as_staff.post(path, {**DAY, "title": "Tea"})
    with app.app_context():
        assert db.session.scalars(select(Meeting.kind).where(Meeting.title == "Tea")).one() == Kind.TALK
