"""Anonymous means it: whoever has the database, its journal, the log and a backup finds nobody in them.

Requests are marked: an address, a browser's name, a cookie, a place they come from, a language, a time. Then every byte
that was kept is searched for the marks.
"""

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Date, DateTime, inspect, text

from partnerhub.care import backup
from partnerhub.feedback.answers import Comment, Receipt, Response
from partnerhub.feedback.contact import ContactRequest
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.people.model import SignIn
from tests.conftest import Browser
from tests.feedback.asking import asked_in, slowly

ADDRESS = "203.0.113.177"
MARKS = {
    "User-Agent": "Marked-Agent/77.5",
    "X-Forwarded-For": "198.51.100.99",
    "Accept-Language": "es-PY;q=0.77",
    "Referer": "https://marked.example/inbox/771",
    "Cookie": "partnerhub=token-of-staff; partnerhub-form=marked-session; marked=cookie-771",
}
SEARCHED = [ADDRESS, "Marked-Agent", "198.51.100.99", "es-PY", "marked.example", "marked-session", "cookie-771"]
WROTE = "only-one-parent-writes-this"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that any logger says, down to the least."""
    out, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(out), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def path(app: Flask) -> str:
    return asked_in(app)


def send(app: Flask, path: str, **answers: Any) -> None:
    """Read the form, send it, and ask to be contacted: all of it marked."""
    client, more = app.test_client(), {"headers": MARKS, "environ_overrides": {"REMOTE_ADDR": ADDRESS}}
    form = slowly(app, path, knew="yes", more=WROTE, **answers)
    assert client.get(path, **more).status_code == 200
    assert client.post(path, data=form, **more).status_code == 303
    assert client.post(path, data={**form, "ease": "9"}, **more).status_code == 422
    assert client.get(f"{path}/thanks", **more).status_code == 200
    wish = {"name": "Marked Parent", "reach": "555", "sent_as": "wish"}
    assert client.post(f"{path}/contact", data=wish, **more).status_code == 303


def everything_kept(app: Flask) -> bytes:
    """Every byte in the data folder: database, journal, files, backups."""
    with app.app_context():
        backup.make()
        db.engine.dispose()
    folder = Path(app.config["DATA"])
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_mark_of_who_answered_is_anywhere(app: Flask, as_staff: Browser, log: io.StringIO, path: str) -> None:
    """As_staff gives the cookie its sign-in: somebody who answers may be signed in."""
    send(app, path)
    found, said = everything_kept(app), log.getvalue()
    assert WROTE.encode() in found, "the search looks in the wrong place"
    assert [mark for mark in SEARCHED if mark.encode() in found] == []
    assert [mark for mark in SEARCHED if mark in said] == []
    assert WROTE not in said
    assert path not in said


def test_answering_is_no_sign_of_life_of_who_is_signed_in(app: Flask, as_staff: Browser, path: str) -> None:
    def seen() -> datetime:
        with app.app_context():
            return db.session.query(SignIn).one().seen_at

    before = seen()
    with clock.stopped_at(clock.now() + timedelta(minutes=30)):
        send(app, path)
        assert seen() == before
        as_staff.get("/")
    assert seen() > before


@pytest.mark.parametrize("kind", [Response, Comment, Receipt, ContactRequest])
def test_no_table_keeps_a_time(app: Flask, kind: Any) -> None:
    columns = {column.name: column.type for column in inspect(kind).columns}
    days = {name for name, sort in columns.items() if isinstance(sort, Date)}
    assert not any(isinstance(sort, DateTime) for sort in columns.values())
    assert days <= {"day", "answered_on"}
    assert not days if kind in (Response, Comment) else True


@pytest.mark.parametrize("kind", [Response, Comment, Receipt, ContactRequest])
def test_no_table_keeps_the_rows_as_they_came(app: Flask, kind: Any) -> None:
    with app.app_context():
        asked = text("SELECT sql FROM sqlite_master WHERE name = :name")
        assert "WITHOUT ROWID" in str(db.session.scalar(asked, {"name": kind.__tablename__}))


def test_an_answer_says_the_week_and_nothing_nearer(app: Flask, path: str) -> None:
    with clock.stopped_at(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)):
        later = asked_in(app)
        send(app, later)
        with app.app_context():
            weeks = {comment.week for comment in db.session.query(Comment).filter_by(text=WROTE)}
    assert weeks == {"2026-W48"}


def test_nothing_leads_from_a_comment_to_the_rest_of_the_same_answer(app: Flask, path: str) -> None:
    send(app, path)
    with app.app_context():
        comment = db.session.query(Comment).filter_by(text=WROTE).one()
        shared = {column.name for column in inspect(Response).columns} & {c.name for c in inspect(Comment).columns}
        keys = {response.key for response in db.session.query(Response)}
    assert shared == {"key", "round_id", "partner_id", "language", "week", "aside"}
    assert comment.key not in keys


def test_the_word_that_counts_a_flood_changes_with_the_day(app: Flask) -> None:
    from partnerhub.feedback.doors import nameless

    with app.test_request_context(environ_base={"REMOTE_ADDR": ADDRESS}):
        today = nameless()
        with clock.stopped_at(clock.now() + timedelta(days=1)):
            tomorrow = nameless()
    assert today != tomorrow
    assert ADDRESS not in today


def test_nobody_is_looked_up_who_opens_the_form(app: Flask, path: str) -> None:
    """Whether somebody is signed in is not looked up: no query asks for a sign-in."""
    from tests.conftest import queries, signed_in_as

    staff, nobody = signed_in_as(app, "staff"), Browser(app.test_client())
    nobody.get(path)
    assert queries(app, lambda: staff.get(path)) == queries(app, lambda: nobody.get(path))
