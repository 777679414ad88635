"""However many meetings there are: the same few queries, and each finds what they may see."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Decision
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser, queries


def fill(app: Flask, many: int, topics: int = 3, *, days_ago: int = 1, **more: Any) -> list[int]:
    """Meetings of the clinic with their topics, decisions and actions."""
    with app.test_request_context(), transaction():
        clinic = db.session.query(Partner).filter_by(name="Northside Counseling").one()
        staff, made = User.by_email("staff@demo.example"), []
        for n in range(many):
            day = clock.today() - timedelta(days=days_ago + n)
            meeting = Meeting(title=f"Talk {n:03d}", day=day, begins=clock.now().time(), partners=[clinic])
            meeting.plan(by=staff)
            for m in range(topics):
                topic = agenda.add(meeting, f"Topic {m}", notes="We spoke of it.", **more)
                topic.decisions.append(Decision(text=f"Decision {m}"))
                item = ActionItem(text=f"Do {n}.{m}", meeting_id=meeting.id, topic_id=topic.id, partner_id=clinic.id)
                item.be(Somebody(user=staff))
                item.begin(by=staff)
            made.append(meeting.id)
        return made


@pytest.mark.parametrize(
    "path",
    [
        "/meetings?when=past&shown=100",
        "/meetings?when=past&q=talk&shown=100",
        "/actions?which=open&shown=100",
        "/search?q=spoke",
        "/",
        "/partners/{clinic}",
    ],
)
def test_more_of_them_take_no_more_queries(app: Flask, as_staff: Browser, cast_ids: dict[str, int], path: str) -> None:
    path = path.format(**cast_ids)
    fill(app, 10)
    few = queries(app, lambda: as_staff.get(path))
    fill(app, 40, days_ago=20)
    assert queries(app, lambda: as_staff.get(path)) == few


def test_a_log_with_sixty_topics_takes_no_more_queries_than_one_with_three(app: Flask, as_staff: Browser) -> None:
    fill(app, 1, days_ago=30)  # what it left open waits for both
    short, long = fill(app, 1, 3)[0], fill(app, 1, 60)[0]
    for rest in ("/log", ""):
        few = queries(app, lambda rest=rest: as_staff.get(f"/meetings/{short}{rest}"))
        assert queries(app, lambda rest=rest: as_staff.get(f"/meetings/{long}{rest}")) == few


@pytest.mark.parametrize("words", ["Talk 000", "Topic 1", "we SPOKE of", "Decision 2", "Do 0.1"])
def test_the_search_finds_titles_topics_notes_decisions_and_actions(
    app: Flask, as_staff: Browser, as_partner: Browser, as_other_partner: Browser, words: str
) -> None:
    key = fill(app, 1)[0]
    for browser, finds in ((as_staff, True), (as_partner, True), (as_other_partner, False)):
        assert (f"/meetings/{key}" in browser.get("/search", query_string={"q": words}).text) is finds


@pytest.mark.parametrize("words", ["Topic 1", "we SPOKE of", "Decision 2"])
def test_what_is_for_the_school_only_is_not_found_by_others(
    app: Flask, as_staff: Browser, as_partner: Browser, words: str
) -> None:
    key = fill(app, 1, is_school_only=True)[0]
    assert f"/meetings/{key}" in as_staff.get("/search", query_string={"q": words}).text
    assert f"/meetings/{key}" not in as_partner.get("/search", query_string={"q": words}).text


def test_the_viewer_reads_what_is_out_only(app: Flask, as_viewer: Browser) -> None:
    key = fill(app, 1)[0]
    assert f"/meetings/{key}" not in as_viewer.get("/meetings?when=past&shown=100").text
    assert as_viewer.get(f"/meetings/{key}").status_code == 404
