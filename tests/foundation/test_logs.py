"""The log: one line each, in UTC, of what happened, without anything that is secret or that people typed."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from partnerhub import demo
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.db import db
from partnerhub.foundation.logs import OneLine
from partnerhub.foundation.mail import Mail
from tests.conftest import Browser

TYPED = "what a parent wrote"
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR) partnerhub\S* \S.*")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log holds."""
    out, root = io.StringIO(), logging.getLogger("partnerhub")
    handler, level = logging.StreamHandler(out), root.level
    handler.setFormatter(OneLine())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def test_sign_ins_refusals_and_changes_of_rights_are_there(
    app: Flask, written: io.StringIO, as_principal: Browser, as_staff: Browser
) -> None:
    browser = Browser(app.test_client())
    browser.post("/login", {"email": "staff@demo.example", "password": "a wrong password"})
    browser.post("/login", {"email": "staff@demo.example", "password": demo.PASSWORD})
    as_staff.get("/outbox")
    as_principal.post("/people/5/turning-off")
    said = written.getvalue()
    for part in ("a sign-in failed", "user 2 signed in", "refused 403 GET people.show_outbox"):
        assert part in said
    assert "user.turned_off user 5 by user 1" in said
    assert all(LINE.fullmatch(line) for line in said.splitlines())


def test_nothing_secret_is_there(app: Flask, written: io.StringIO, as_anyone: Browser) -> None:
    as_anyone.post("/login", {"email": "staff@demo.example", "password": "a wrong password"})
    as_anyone.post("/login/link", {"email": "staff@demo.example"})
    with app.app_context():
        token = str(db.session.query(Mail).order_by(Mail.id.desc()).first().link).rsplit("/", 1)[1]  # type: ignore[union-attr]
    as_anyone.post(f"/login/link/{token}")
    as_anyone.post(f"/login/link/{token}")
    assert written.getvalue()
    for secret in (token, "wrong password", "staff@demo.example"):
        assert secret not in written.getvalue()


def test_a_failure_is_one_line_and_names_no_values(app: Flask, written: io.StringIO) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> str:
        db.session.execute(text("SELECT :word FROM nowhere"), {"word": TYPED})
        return ""

    app.view_functions["home.search"] = allow(anyone)(broken)
    answer = Browser(app.test_client()).get("/search")
    number = re.search(r"number ([0-9a-f]{8})", answer.text)
    assert number
    [line] = written.getvalue().splitlines()
    assert number[1] in line
    assert "Traceback" in line
    assert TYPED not in line


def test_nobody_forges_a_line(written: io.StringIO) -> None:
    logging.getLogger("partnerhub").info("mail %s", "x\r\n2026-01-01 user 1 signed in\u2028y")
    assert len(written.getvalue().splitlines()) == 1
