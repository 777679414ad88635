"""Reminders of action items: one before and one after the day, and all of a person's in one letter."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.home import digest
from partnerhub.meetings import reminders
from partnerhub.meetings.actions import ActionItem, ActionState
from partnerhub.meetings.somebody import Somebody
from partnerhub.people.model import Digest, User


@pytest.fixture(autouse=True)
def calm(house: Flask) -> None:
    """Nobody has anything to do yet, and nobody gets a digest."""
    for user in db.session.scalars(select(User)):
        user.digest = Digest.NEVER
    for item in db.session.scalars(select(ActionItem)).unique():
        item.state = ActionState.DONE
    db.session.flush()


def add(text: str, days: int, somebody: Somebody | None = None) -> ActionItem:
    """Something that is to be done in so many days."""
    item = ActionItem(text=text, due_on=clock.today() + timedelta(days=days))
    item.be(somebody or Somebody(user=User.by_email("staff@demo.example")))
    item.begin(by=User.by_email("principal@demo.example"))
    return item


def night(later: int = 0) -> list[Mail]:
    """The letters of a night so many days from now."""
    before = set(db.session.scalars(select(Mail.id)))
    with clock.stopped_at(clock.now() + timedelta(days=later)):
        reminders.remind()
        db.session.flush()
    return list(db.session.scalars(select(Mail).where(Mail.id.not_in(before))))


def test_one_before_and_one_after_and_no_more() -> None:
    add("Send the form", 5)
    told = {day: len(night(day)) for day in range(12)}
    assert {day for day, letters in told.items() if letters} == {3, 6}
    assert set(told.values()) == {0, 1}


def test_all_of_a_person_stands_in_one_letter() -> None:
    add("Send the form", 1)
    add("Call Ana", -3)
    letters = night()
    assert [letter.to for letter in letters] == ["staff@demo.example"]
    assert "Send the form" in letters[0].text
    assert "Call Ana" in letters[0].text


def test_a_new_day_is_reminded_of_anew() -> None:
    item = add("Send the form", 1)
    assert len(night()) == 1
    item.due_on = clock.today() + timedelta(days=9)
    assert night() == []
    assert len(night(8)) == 1


def test_on_the_day_of_the_digest_it_stands_there_and_in_no_letter_of_its_own() -> None:
    user = User.by_email("staff@demo.example")
    user.digest = Digest.DAILY
    monday = (7 - clock.today().weekday()) % 7
    with clock.stopped_at(clock.now() + timedelta(days=monday)):
        add("Call Ana", 1)
        assert night() == []
        digest.write(user, clock.today())
        assert "Call Ana" in db.session.scalars(select(Mail.text).order_by(Mail.id.desc())).first()


def test_whoever_reads_a_digest_is_written_to_only_of_what_cannot_wait_for_it() -> None:
    user = User.by_email("staff@demo.example")
    user.digest = Digest.WEEKLY
    monday = (7 - clock.today().weekday()) % 7
    add("Send the form", monday + 3)
    assert night(monday) == []
    assert [night(monday + day) for day in range(1, 7)] == [[]] * 6  # Monday's digest named it, and the next one will
    add("Call Ana", monday + 3)  # nobody was told of this one
    assert [len(night(monday + day)) for day in range(1, 7)] == [1, 0, 0, 0, 0, 0]
    with clock.stopped_at(clock.now() + timedelta(days=monday)):
        digest.write(user, clock.today())
        text = db.session.scalars(select(Mail.text).order_by(Mail.id.desc())).first()
    assert "Send the form" in text
    assert "Call Ana" in text


def test_the_digest_says_how_many_more_there_are() -> None:
    user = User.by_email("staff@demo.example")
    for n in range(11):
        add(f"Thing {n}", 1)
    digest.write(user, clock.today())
    text = db.session.scalars(select(Mail.text).order_by(Mail.id.desc())).first()
    assert "Thing 7" in text
    assert "3 things more are to be done" in text


def test_what_is_done_or_nobodys_is_not_reminded_of() -> None:
    add("Done", 1).finish(by=User.by_email("staff@demo.example"))
    add("Nobody's", 1, Somebody(name="Ms. Guest"))
    assert night() == []


def test_a_guest_with_an_address_is_told_without_a_link() -> None:
    add("Bring chairs", 1, Somebody(name="Ms. Guest", email="guest@lantern.example"))
    assert [(letter.to, letter.link) for letter in night()] == [("guest@lantern.example", None)]
