"""The trail can be added to and read, never changed, by whatever means."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from partnerhub.foundation import audit
from partnerhub.foundation.audit import Event, newest
from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.school.model import School


def first() -> Event:
    return db.session.scalars(select(Event).order_by(Event.id)).first()  # type: ignore[return-value]


def change_it() -> None:
    first().kind = "user.password"
    db.session.flush()


def delete_it() -> None:
    db.session.delete(first())
    db.session.flush()


def hide_a_detail() -> None:
    first().details = {"reason": "none"}
    db.session.flush()


@pytest.mark.parametrize("crime", [change_it, delete_it, hide_a_detail])
def test_the_program_cannot_change_it(house: Flask, crime: Any) -> None:
    with pytest.raises(PermissionError):
        crime()
    db.session.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        text("UPDATE event SET by_id = NULL WHERE id = 1"),
        text("DELETE FROM event WHERE id = 1"),
        text("DELETE FROM event"),
        text("INSERT INTO event SELECT * FROM event WHERE id = 1 ON CONFLICT (id) DO UPDATE SET kind = 'x'"),
        text("INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1"),
        update(Event).values(kind="user.password"),
        delete(Event),
    ],
    ids=str,
)
def test_the_database_itself_refuses(house: Flask, statement: Any) -> None:
    before = db.session.scalar(select(func.count(Event.id)))
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(statement)
    assert db.session.scalar(select(func.count(Event.id))) == before


def test_what_was_never_described_cannot_be_written(house: Flask) -> None:
    with pytest.raises(ValueError, match="Nobody described"):
        audit.record(None, "school.exploded", School.only())


def test_it_names_who_did_what_in_a_sentence(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = User.by_email("staff@demo.example")
    monkeypatch.setitem(audit.SENTENCES, "test.done", "painted %(what)s %(color)s")
    happened = audit.record(staff, "test.done", School.only(), what="the door")
    db.session.flush()
    db.session.refresh(happened)
    assert (happened.by.name, happened.sentence) == ("Marcus Webb", "painted the door -")
    assert db.session.scalars(Event.of(School.only())).first() == happened


def test_what_nobody_signed_in_did_says_who_it_was_all_the_same(house: Flask) -> None:
    done = {event.kind: event.who for event in db.session.scalars(newest().where(Event.by_id.is_(None)))}
    assert done["application.sent"] == "Somebody without an account"
    asked = audit.record(None, "partner.asked", School.only())
    assert asked.who == "PartnerHub"


def test_a_rolled_back_deed_leaves_no_trace(house: Flask) -> None:
    before = db.session.scalar(select(func.count(Event.id)))
    audit.record(None, "partner.ended", School.only(), reason="x")
    db.session.flush()
    db.session.rollback()
    assert db.session.scalar(select(func.count(Event.id))) == before


def test_every_thing_that_can_happen_is_about_something_that_has_a_name(app: Flask) -> None:
    assert {kind.split(".")[0] for kind in audit.SENTENCES} == set(audit.SUBJECTS)
