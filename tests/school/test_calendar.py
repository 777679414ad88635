"""The school's calendar: holidays and hours that are taken, entered once and kept in mind for every meeting."""

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.school.calendar import Holiday, TimetableBlock
from tests.conftest import Browser

HOLIDAY = {"name": "Carnival", "first": "2027-02-08", "last": "2027-02-12"}
BLOCK = {"what": "Choir", "weekday": "1", "begins": "09:00", "ends": "10:30"}


def names(app: Flask, kind: type) -> set[str]:
    with app.app_context():
        return {each.name for each in db.session.query(kind)}


def test_a_holiday_is_entered_removed_and_brought_back(app: Flask, as_staff: Browser) -> None:
    assert as_staff.post("/school/calendar/holidays", HOLIDAY).status_code == 303
    assert "Carnival" in as_staff.get("/school/calendar").text
    with app.app_context():
        key = db.session.query(Holiday.id).filter_by(name="Carnival").scalar()
    as_staff.post(f"/school/calendar/holidays/{key}/removal")
    assert "Carnival" not in names(app, Holiday)
    as_staff.post(f"/bin/holiday/{key}/return")
    assert "Carnival" in names(app, Holiday)


def test_one_day_needs_no_last_day(app: Flask, as_staff: Browser) -> None:
    as_staff.post("/school/calendar/holidays", {"name": "Fair", "first": "2027-05-03"})
    with app.app_context():
        fair = db.session.query(Holiday).filter_by(name="Fair").one()
        assert fair.first == fair.last


def test_hours_are_entered_removed_and_brought_back(app: Flask, as_staff: Browser) -> None:
    assert as_staff.post("/school/calendar/blocks", BLOCK).status_code == 303
    assert "Tuesday" in as_staff.get("/school/calendar").text
    with app.app_context():
        key = db.session.query(TimetableBlock.id).filter_by(name="Choir").scalar()
    as_staff.post(f"/school/calendar/blocks/{key}/removal")
    assert "Choir" not in names(app, TimetableBlock)
    as_staff.post(f"/bin/timetable-block/{key}/return")
    assert "Choir" in names(app, TimetableBlock)


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("holidays", {**HOLIDAY, "name": ""}, "name"),
        ("holidays", {**HOLIDAY, "name": "x" * 81}, "name"),
        ("holidays", {**HOLIDAY, "first": ""}, "first"),
        ("holidays", {**HOLIDAY, "first": "2027-02-30"}, "first"),
        ("holidays", {**HOLIDAY, "last": "2027-02-07"}, "last"),
        ("blocks", {**BLOCK, "weekday": "7"}, "weekday"),
        ("blocks", {**BLOCK, "weekday": ""}, "weekday"),
        ("blocks", {**BLOCK, "begins": "9 o'clock"}, "begins"),
        ("blocks", {**BLOCK, "ends": "09:00"}, "ends"),
    ],
)
def test_a_wrong_entry_is_said_beside_its_field(
    app: Flask, as_staff: Browser, path: str, sent: dict[str, str], field: str
) -> None:
    before = names(app, Holiday), names(app, TimetableBlock)
    answer = as_staff.post(f"/school/calendar/{path}", sent)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert (names(app, Holiday), names(app, TimetableBlock)) == before
