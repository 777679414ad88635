"""The pages of meetings: with several partners, and with each of them seeing its own."""

from datetime import date, time

from flask import Flask

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting
from partnerhub.school.calendar import Holiday, TimetableBlock
from tests.conftest import Browser

WHEN = {"day": "2027-03-09", "begins": "15:30", "minutes": "60"}


def test_a_meeting_with_several_partners_is_seen_by_each_of_them(
    app: Flask, as_staff: Browser, as_partner: Browser, as_other_partner: Browser, cast_ids: dict[str, int]
) -> None:
    both = {"partner": str(cast_ids["clinic"]), "others": [str(cast_ids["mentors"]), str(cast_ids["clinic"])]}
    answer = as_staff.post("/meetings", {**WHEN, **both, "title": "Round table", "repeats": "once"})
    assert answer.status_code == 303
    for browser in (as_partner, as_other_partner):
        assert "Round table" in browser.get(answer.location).text
        assert "Round table" in browser.get("/meetings").text


def test_a_series_may_be_with_several_partners(app: Flask, as_staff: Browser, cast_ids: dict[str, int]) -> None:
    both = {"partner": str(cast_ids["clinic"]), "others": [str(cast_ids["mentors"])]}
    series = {"title": "Round table", "repeats": "weekly", "last": "2027-03-30"}
    assert as_staff.post("/meetings", {**WHEN, **both, **series}).status_code == 303
    with app.app_context():
        found = db.session.query(Meeting).filter_by(title="Round table").order_by(Meeting.day).all()
        assert [meeting.day for meeting in found] == [date(2027, 3, day) for day in (9, 16, 23, 30)]
        assert all(len(meeting.partners) == 2 for meeting in found)


def test_a_proposed_topic_is_for_its_own_side_and_a_dropped_one_for_staff(
    app: Flask, as_staff: Browser, as_partner: Browser, as_other_partner: Browser, cast_ids: dict[str, int]
) -> None:
    both = {"partner": str(cast_ids["clinic"]), "others": [str(cast_ids["mentors"])]}
    path = as_staff.post("/meetings", {**WHEN, **both, "title": "Round table", "repeats": "once"}).location
    as_partner.post(f"{path}/topics", {"title": "A worry of the clinic"})
    as_staff.post(f"{path}/topics", {"title": "Put aside"})
    with app.app_context():
        key = db.session.query(Topic.id).filter_by(title="Put aside").scalar()
    as_staff.post(f"/topics/{key}/dropping", {"why": "Not now"})
    pages = [browser.get(path).text for browser in (as_staff, as_partner, as_other_partner)]
    assert ["A worry of the clinic" in page for page in pages] == [True, True, False]
    assert ["Put aside" in page for page in pages] == [True, False, False]


def test_whoever_proposed_a_topic_reads_why_it_is_not_on_the_agenda(
    app: Flask, as_staff: Browser, as_partner: Browser, as_other_partner: Browser, cast_ids: dict[str, int]
) -> None:
    both = {"partner": str(cast_ids["clinic"]), "others": [str(cast_ids["mentors"])]}
    path = as_staff.post("/meetings", {**WHEN, **both, "title": "Round table", "repeats": "once"}).location
    as_partner.post(f"{path}/topics", {"title": "A worry of the clinic"})
    with app.app_context():
        key = db.session.query(Topic.id).filter_by(title="A worry of the clinic").scalar()
    as_staff.post(f"/topics/{key}/dropping", {"why": "We talk of it alone"})
    theirs, others = as_partner.get(path).text, as_other_partner.get(path).text
    assert "A worry of the clinic" in theirs
    assert "We talk of it alone" in theirs
    assert "A worry of the clinic" not in others


def test_a_meeting_says_what_it_runs_into_to_staff(
    app: Flask, as_staff: Browser, as_partner: Browser, cast_ids: dict[str, int]
) -> None:
    """A holiday that was entered after the series was planned; hours of the timetable; other meetings with them."""
    clinic = {"partner": str(cast_ids["clinic"]), "repeats": "once"}
    path = as_staff.post("/meetings", {**WHEN, **clinic, "title": "A talk"}).location
    assert "Another meeting with them" not in as_staff.get(path).text
    with app.app_context(), transaction():
        db.session.add(Holiday(name="Storm days", first=date(2027, 3, 8), last=date(2027, 3, 9)))
        db.session.add(TimetableBlock(name="Choir", weekday=1, begins=time(16), ends=time(17)))
    as_staff.post("/meetings", {**WHEN, **clinic, "title": "Another talk"})
    page, theirs = as_staff.get(path).text, as_partner.get(path).text
    for said in ("No school: Storm days", "At the same time: Choir", "Another meeting with them: Another talk"):
        assert said in page
        assert said not in theirs
    assert "Another meeting with them: A talk" not in page
    as_staff.post(f"{path}/cancellation", {"why": ""})
    assert "No school" not in as_staff.get(path).text
