"""Letters before something expires: to both sides, once for each stage, and never for what is over."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from partnerhub.clearances import letters
from partnerhub.clearances.model import Clearance, State
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.partners.model import Liaison
from partnerhub.partners.model import State as Partnership
from tests.clearances.test_model import insurance, partner, user

BOTH_SIDES = {"staff@demo.example", "partner@demo.example", "dana@northside.example"}


@pytest.fixture
def only(house: Flask) -> Clearance:
    """The only clearance there is: the clinic's insurance, good for 100 more days."""
    db.session.execute(delete(Clearance))
    return insurance("staff", days=100)


def all_letters() -> set[int]:
    return set(db.session.scalars(select(Mail.id)))


def written_after(known: set[int]) -> list[Mail]:
    return [mail for mail in db.session.scalars(select(Mail)) if mail.id not in known]


def night(days_left: int) -> list[Mail]:
    """What is written in the night when so many days are left of the hundred."""
    known = all_letters()
    now = clock.now()
    with clock.stopped_at(now + timedelta(days=100 - days_left)):
        letters.remind()
    return written_after(known)


@pytest.mark.parametrize("days", [60, 30, 7])
def test_both_sides_are_written_to(only: Clearance, days: int) -> None:
    mails = night(days)
    assert {mail.to for mail in mails} == BOTH_SIDES
    assert all(f"{days} days" in mail.subject for mail in mails)
    assert all(mail.link in mail.text for mail in mails)  # type: ignore[operator]


@pytest.mark.parametrize("days", [100, 61])
def test_before_that_nobody_is(only: Clearance, days: int) -> None:
    assert night(days) == []


def test_each_stage_is_written_once_over_all_the_nights(only: Clearance) -> None:
    sent = {days: len(night(days)) for days in range(70, -2, -1)}
    assert {days: number for days, number in sent.items() if number} == {60: 3, 30: 3, 7: 3}


def test_a_missed_night_is_made_up_for_once(only: Clearance) -> None:
    assert len(night(57)) == 3
    assert night(56) == []


def test_after_a_long_time_off_only_the_nearest_is_sent(only: Clearance) -> None:
    assert len(night(5)) == 3
    assert night(4) == []


def test_nothing_is_sent_for_what_was_replaced(only: Clearance) -> None:
    insurance("staff", days=900)
    assert only.state == State.REPLACED
    assert night(30) == []


def test_nothing_is_sent_where_a_later_one_goes_on(only: Clearance) -> None:
    insurance("staff", since=-20, days=900)
    assert only.state == State.ACCEPTED
    assert night(30) == []


def test_nothing_is_sent_for_an_ended_partnership(only: Clearance) -> None:
    partner().state = Partnership.ENDED
    assert night(30) == []


def test_nothing_is_sent_for_somebody_who_has_left(only: Clearance) -> None:
    only.contact = partner().contacts[0]
    only.contact.left_on = clock.today()
    assert night(30) == []


def test_with_no_liaison_at_school_the_principal_is_written_to(only: Clearance) -> None:
    db.session.execute(delete(Liaison))
    db.session.expire_all()
    assert "principal@demo.example" in {mail.to for mail in night(30)}


def test_a_person_who_was_turned_off_is_not_written_to(only: Clearance) -> None:
    user("partner").turned_off_at = clock.now()
    assert "partner@demo.example" not in {mail.to for mail in night(30)}


def test_the_job_writes_without_a_request(app: Flask) -> None:
    from partnerhub.foundation.db import transaction

    app.config["PUBLIC_URL"] = "https://hub.example.org"
    with app.app_context(), transaction():
        known = all_letters()
        letters.remind()
        mails = written_after(known)
        assert mails
        assert all("https://hub.example.org/clearances/" in mail.text for mail in mails)


def test_a_letter_of_return_carries_the_word(as_staff: Any, app: Flask) -> None:
    with app.app_context():
        known = all_letters()
        key = db.session.scalar(select(Clearance.id).where(Clearance.state == State.WAITING))
    assert as_staff.post(f"/clearances/{key}/return", {"word": "Page 2 is missing."}).status_code == 303
    with app.app_context():
        mails = written_after(known)
        assert {mail.to for mail in mails} == BOTH_SIDES - {"staff@demo.example"}
        assert all("Page 2 is missing." in mail.text for mail in mails)
