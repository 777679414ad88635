"""The pages on which a time is found, and what they say to bad input."""

from datetime import date, time, timedelta

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.polls.voters import Vote, Voter
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser

GOOD = {"minutes": "60", "day-1": "2099-03-09", "begins-1": "15:30", "day-2": "2099-03-10", "begins-2": "09:00"}


@pytest.fixture
def link(app: Flask, cast_ids: dict[str, int]) -> str:
    """A guest's link."""
    with app.test_request_context(), transaction():
        poll = Poll(title="A round table", partners=[db.session.get_one(Partner, cast_ids["clinic"])])
        times = [(date(2099, 3, 9), time(15, 30)), (date(2099, 3, 10), time(9))]
        poll.begin(times, by=User.by_email("staff@demo.example"))
        return f"/times/{poll.ask(Somebody(name='Father Reyes')).token}"


def slots(app: Flask) -> list[str]:
    with app.app_context():
        poll = db.session.query(Poll).filter_by(title="A round table").one()
        return [f"slot-{slot.id}" for slot in poll.slots]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day-2": ""}, "Enter the day."),
        ({"begins-1": ""}, "Enter the time."),
        ({"begins-1": "25:99"}, "Enter a time of the day"),
        ({"day-1": "2027-02-30"}, "Enter a date that exists"),
        ({"day-2": "2099-03-09", "begins-2": "15:30"}, "This time stands here twice."),
        ({"day-2": "", "begins-2": ""}, "Enter two times at least"),
        ({"day-1": "2020-03-09"}, "This time has passed."),
        ({"partner": "999999"}, "Choose one of the answers in the list."),
        ({"others": "999999"}, "Choose"),
        ({"video_link": "javascript:alert(1)"}, "web address"),
    ],
)
def test_a_wrong_time_is_named_beside_its_field_and_nothing_is_kept(
    app: Flask, as_staff: Browser, cast_ids: dict[str, int], wrong: dict[str, str], said: str
) -> None:
    with app.app_context():
        before = db.session.query(Poll).count()
    answer = as_staff.post("/polls", {**GOOD, "partner": str(cast_ids["clinic"]), "title": "Kept words", **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept words" in answer.text
    with app.app_context():
        assert db.session.query(Poll).count() == before


def test_a_poll_may_be_with_several_partners(app: Flask, as_staff: Browser, cast_ids: dict[str, int]) -> None:
    both = {"partner": str(cast_ids["clinic"]), "others": [str(cast_ids["mentors"]), str(cast_ids["clinic"])]}
    answer = as_staff.post("/polls", {**GOOD, **both})
    assert answer.status_code == 303
    with app.app_context():
        poll = db.session.get_one(Poll, int(answer.location.rsplit("/", 1)[1]))
        assert {partner.id for partner in poll.partners} == {cast_ids["clinic"], cast_ids["mentors"]}
        assert poll.title == "Meeting with Northside Counseling"


def test_nothing_is_chosen_before_and_each_time_needs_an_answer(app: Flask, as_anyone: Browser, link: str) -> None:
    page = as_anyone.get(link).text
    assert page.count('type="radio"') == 6
    assert " checked" not in page
    answer = as_anyone.post(link, {slots(app)[0]: "yes"})
    assert answer.status_code == 422
    assert "Choose one of the three." in answer.text
    with app.app_context():
        assert db.session.query(Vote).join(Vote.voter).filter(Voter.name == "Father Reyes").count() == 0


def test_the_same_link_shows_and_changes_the_answer(app: Flask, as_anyone: Browser, link: str) -> None:
    first, second = slots(app)
    assert as_anyone.post(link, {first: "yes", second: "no"}).status_code == 303
    page = as_anyone.get(link).text
    assert "We have your answer." in page
    assert page.count(" checked") == 2
    as_anyone.post(link, {first: "no", second: "if-need-be"})
    with app.app_context():
        votes = (
            db.session.query(Vote).join(Vote.voter).filter(Voter.name == "Father Reyes").order_by(Vote.slot_id).all()
        )
        assert [vote.answer for vote in votes] == ["no", "if-need-be"]


def test_an_answer_that_nobody_offered_is_refused(app: Flask, as_anyone: Browser, link: str) -> None:
    first, second = slots(app)
    assert as_anyone.post(link, {first: "maybe", second: "no"}).status_code == 422


def test_a_made_up_link_leads_nowhere_and_an_old_one_says_so(app: Flask, as_anyone: Browser, link: str) -> None:
    assert as_anyone.get("/times/abc.def").status_code == 404
    assert as_anyone.get(link + "x").status_code == 404
    with clock.stopped_at(clock.now() + timedelta(days=365 * 80)):
        assert as_anyone.get(link).status_code == 410


def test_others_answers_are_for_staff_only(app: Flask, as_partner: Browser, as_staff: Browser, link: str) -> None:
    first, second = slots(app)
    as_partner.post(link, {first: "yes", second: "no"})
    with app.app_context():
        key = db.session.query(Poll.id).filter_by(title="A round table").scalar()
    assert "Father Reyes" in as_staff.get(f"/polls/{key}").text
    page = as_partner.get(f"/polls/{key}").text
    assert "Father Reyes" not in page
    assert "/times/" not in page.replace("Say when you can", "")


def test_who_is_asked_no_more_has_a_link_that_leads_nowhere(
    app: Flask, as_staff: Browser, as_anyone: Browser, link: str
) -> None:
    with app.app_context():
        voter = db.session.query(Voter).filter_by(name="Father Reyes").one()
        address = f"/polls/{voter.poll_id}/voters/{voter.id}/removal"
    assert as_staff.post(address).status_code == 303
    assert as_anyone.get(link).status_code == 404
