"""Forms against what people and machines type: named beside the field, kept as typed, nothing half saved.

Those of the onboarding and of the clearances have files of their own.
"""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.feedback import replies
from partnerhub.feedback.model import Round
from partnerhub.feedback.patterns import PATTERNS
from partnerhub.feedback.patterns import begin as begin_pulse
from partnerhub.feedback.replies import Reply
from partnerhub.foundation import clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda, contributions, personal, publishing
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.merge import mark
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.partners.proposal import Proposal
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import User
from partnerhub.stories.newsletter.model import Issue
from tests.conftest import Browser
from tests.feedback.asking import ask
from tests.forms import Case, feedback, meetings, partners, people, pulses, stories
from tests.stories.making import begin, quoted

FORMS_OF = ("minute", "students")
FORMS = meetings.FORMS | partners.FORMS | people.FORMS | stories.FORMS | feedback.FORMS | pulses.FORMS


@pytest.fixture
def names(app: Flask, cast_ids: dict[str, int]) -> dict[str, Any]:
    """What the paths and forms name: a meeting to come, one whose minutes are out, and what hangs on them."""
    with app.test_request_context(), transaction():
        clinic, staff = db.session.get_one(Partner, cast_ids["clinic"]), User.by_email("staff@demo.example")
        coming, out = (
            Meeting(title="Talk", day=clock.today() + timedelta(days=days), begins=time(9), partners=[clinic])
            for days in (9, -2)
        )
        for meeting in (coming, out):
            meeting.plan(by=staff)
            meeting.ask(Somebody(name="Lina"))
        topic = agenda.add(coming, "Rooms")
        item = ActionItem(text="Call", meeting_id=coming.id)
        item.be(Somebody(user=staff))
        item.begin(by=staff)
        publishing.publish(out, by=staff)
        poll = Poll(title="When?", partners=[clinic])
        day = clock.today() + timedelta(days=5)
        poll.begin([(day, coming.begins), (day + timedelta(days=1), coming.begins)], by=staff)
        sent = contributions.send_notes(coming, Somebody(name="Lina"), [(None, "Cold.")])[0]
        proposal = Proposal.make(clinic, {"name": "Northside"}, by=User.by_email("partner@demo.example"))
        assert proposal
        links = [personal.make(meeting.attendees[-1]).rsplit("/", 1)[1] for meeting in (coming, out)]
        asked = db.session.scalars(select(Round).join(Reply).where(Round.replied_at.is_not(None))).first()
        assert asked
        replies.withdraw(asked, by=staff)
        found = {"round": asked.id, "reply": Reply.of(asked)[0].id}
        found |= {"meeting": coming.id, "out": out.id, "topic": topic.id, "action": item.id, "poll": poll.id}
        found |= made_pulses(staff)
        issue = Issue(title="November", language="en")
        issue.begin(by=staff)
        return {
            **cast_ids,
            **found,
            "contribution": sent.id,
            "invitation": Invitation.offer(None, "Lina", Role.STAFF, None, by=None).token,
            "link": links[0],
            "link_out": links[1],
            "was": mark(""),
            "proposal": proposal.id,
            "contact": clinic.contacts[0].id,
            "story": begin().id,
            "issue": issue.id,
            "portrayed": quoted(begin()).id,
        }


def made_pulses(staff: Any) -> dict[str, Any]:
    """A pulse that nobody was asked, one for students, and a round that is to come."""
    planned = ask(opens=3, closes=9).rounds[0].id
    fresh, students = (begin_pulse(PATTERNS[name], by=staff, language="en", languages=["en"]) for name in FORMS_OF)
    return {"planned": planned, "pulse": fresh.id, "question": fresh.latest.questions[1].key, "students": students.id}


def rows(app: Flask) -> dict[str, int]:
    """How many rows there are of everything but who is signed in and what a form's id was answered."""
    with app.app_context():
        kept = [table for table in db.metadata.sorted_tables if table.name not in ("sign_in", "submission")]
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in kept}


Send = Callable[..., Any]


@pytest.fixture
def send(app: Flask, names: dict[str, Any], request: pytest.FixtureRequest) -> Send:
    """Send a form, with something changed in it."""

    def send_form(case: Case, **wrong: str) -> Any:
        browser: Browser = request.getfixturevalue(f"as_{case.who}")
        filled = {name: value.format(**names) for name, value in case.right.items()}
        return browser.post(case.path.format(**names), {**filled, **wrong})

    return send_form


def refused(app: Flask, send: Send, case: Case, field: str, typed: str) -> str:
    """Send it with this in a field: it must be refused beside the field, and nothing saved."""
    before = rows(app)
    answer = send(case, **{field: typed})
    assert answer.status_code == 422, (field, typed[:40], answer.status_code)
    assert f'href="#{field}' in answer.text
    assert "Traceback" not in answer.text
    assert rows(app) == before
    return answer.text


CASES = list(FORMS)


@pytest.mark.parametrize("form", CASES)
def test_what_is_right_goes_through(send: Send, form: str) -> None:
    assert send(FORMS[form]).status_code == 303


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].texts])
def test_a_text_that_is_too_long_or_has_control_characters_is_refused_and_stays(
    app: Flask, send: Send, form: str
) -> None:
    for field, most in FORMS[form].texts.items():
        assert "y" * 40 in refused(app, send, FORMS[form], field, "y" * (most + 1))
        refused(app, send, FORMS[form], field, "y" * 200_000)
        refused(app, send, FORMS[form], field, "a\x00b")


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].needed])
def test_what_is_needed_is_asked_for(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].needed:
        refused(app, send, FORMS[form], field, "")


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].chosen])
def test_what_nobody_offered_is_refused(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].chosen:
        for typed in ("999999", "nonsense", "-1", "<script>"):
            refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].days or FORMS[name].hours])
def test_a_day_or_an_hour_that_does_not_exist_is_refused_and_stays(app: Flask, send: Send, form: str) -> None:
    case = FORMS[form]
    for field in case.days:
        for typed in ("2027-02-31", "tomorrow", "31.12.2027", "0001-01-01", "9999-12-31"):
            assert typed in refused(app, send, case, field, typed)
    for field in case.hours:
        for typed in ("25:00", "half past three", "15", "1530", "15:3", "-1:30"):
            assert typed in refused(app, send, case, field, typed)


@pytest.mark.parametrize("typed", ["15:30", "15.30", "15:30:00", "15:30:59.5"])
def test_an_hour_is_read_as_people_write_it(app: Flask, send: Send, names: dict[str, Any], typed: str) -> None:
    send(FORMS["meeting"], begins=typed)
    with app.app_context():
        assert db.session.get_one(Meeting, names["meeting"]).begins == time(15, 30)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].links])
def test_an_address_that_is_none_is_refused(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].links:
        for typed in ("javascript:alert(1)", "not an address", "data:text/html,x", "http://"):
            refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].emails or FORMS[name].phones])
def test_an_address_or_a_number_that_reaches_nobody_is_refused_and_stays(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].emails:
        for typed in ("nobody", "a@b", "two words@school.example", "a@b@c.example", "a@b.example, c@d.example"):
            assert typed in refused(app, send, FORMS[form], field, typed)
        refused(app, send, FORMS[form], field, "a@b.example\nBcc: everybody@school.example")
        refused(app, send, FORMS[form], field, "a" * 400 + "@b.example")
    for field in FORMS[form].phones:
        for typed in ("call me", "1" * 60):
            assert typed in refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].texts])
@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "مرحبا بكم", "🌱👩🏽‍🏫", "{{ 7*7 }} %s %(x)s", "=1+1"])
def test_script_signs_and_other_languages_are_words_like_all_others(send: Send, form: str, typed: str) -> None:
    case = FORMS[form]
    for field in case.texts:
        answer = send(case, **{field: typed})
        assert answer.status_code in (303, 409)
        assert typed not in answer.text
