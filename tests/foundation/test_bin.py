"""What is thrown away is in nobody's way, comes back by one tap, and is deleted after 30 days."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from partnerhub.foundation import bin, clock
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.lists import OwnEntry, OwnList
from partnerhub.people.model import User
from tests.conftest import Browser


@pytest.fixture
def thrown(app: Flask) -> int:
    """A step of a checklist in the bin; the list's other steps are not."""
    with app.test_request_context(), transaction():
        staff = User.by_email("staff@demo.example")
        entry = OwnList.make("US", "visitor", by=staff).entries[0]
        entry.title = "Sign for the key"
        entry.throw_away(by=staff)
        return entry.id


def at(thrown: int, word: str = "return") -> str:
    return f"/bin/own-entry/{thrown}/{word}"


def purge(app: Flask, days: float) -> None:
    with app.test_request_context(), clock.stopped_at(clock.now() + timedelta(days=days)), transaction():
        bin.empty()


def is_in_the_database(app: Flask, thrown: int) -> bool:
    with app.app_context():
        every = select(OwnEntry.id).where(OwnEntry.id == thrown).execution_options(include_binned=True)
        return db.session.scalar(every) is not None


def test_no_query_and_no_relationship_finds_it(app: Flask, thrown: int) -> None:
    with app.app_context():
        found = [
            db.session.get(OwnEntry, thrown),
            db.session.scalar(select(OwnEntry).where(OwnEntry.id == thrown)),
            db.session.scalar(select(OwnEntry.title).where(OwnEntry.id == thrown)),
            db.session.scalar(select(OwnList.id).join(OwnEntry).where(OwnEntry.id == thrown)),
        ]
        assert found == [None] * 4
        assert db.session.scalar(select(func.count(OwnEntry.id)).where(OwnEntry.id == thrown)) == 0
        [read] = db.session.scalars(select(OwnList))
        assert thrown not in [entry.id for entry in read.entries]
        db.session.expunge_all()
        [read] = db.session.scalars(select(OwnList).options(joinedload(OwnList.entries))).unique()
        assert thrown not in [entry.id for entry in read.entries]


def test_one_tap_brings_it_back_and_a_second_does_no_harm(app: Flask, thrown: int, as_staff: Browser) -> None:
    assert "Sign for the key" in as_staff.get("/bin").text
    for _ in range(2):
        assert as_staff.post(at(thrown)).status_code == 303
    assert "Sign for the key is back." in as_staff.get("/bin").text
    assert "The bin is empty" in as_staff.get("/bin").text
    with app.app_context():
        assert db.session.get_one(OwnEntry, thrown).binned_by_id is None


def test_who_could_not_throw_it_away_cannot_bring_it_back(
    thrown: int, as_viewer: Browser, as_partner: Browser, as_anyone: Browser
) -> None:
    statuses = [browser.post(at(thrown)).status_code for browser in (as_viewer, as_partner, as_anyone)]
    assert statuses == [403, 404, 401]


@pytest.mark.parametrize("path", ["/bin/zoo/1/return", "/bin/own-entry/99999/return", "/bin/user/1/return"])
def test_what_is_no_such_thing_is_not_found(as_principal: Browser, path: str) -> None:
    assert as_principal.post(path).status_code == 404


def test_after_30_days_it_is_deleted_for_good_and_the_trail_keeps_that(app: Flask, thrown: int) -> None:
    purge(app, 29.9)
    assert is_in_the_database(app, thrown)
    purge(app, 30.1)
    assert not is_in_the_database(app, thrown)
    with app.app_context():
        happened = select(Event.kind).where(Event.object_type == "own_entry", Event.object_id == thrown)
        assert db.session.scalars(happened.order_by(Event.id)).all() == ["bin.thrown_away", "bin.emptied"]


def test_what_was_brought_back_is_never_deleted(app: Flask, thrown: int, as_staff: Browser) -> None:
    as_staff.post(at(thrown))
    purge(app, 31)
    assert is_in_the_database(app, thrown)


def test_an_empty_bin_says_what_it_is_for(as_staff: Browser) -> None:
    assert "The bin is empty" in as_staff.get("/bin").text
