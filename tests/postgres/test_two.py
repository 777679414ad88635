"""Two processes on one database behind Caddy: signed in on both, one limit for both, and each job once."""

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import func, select

from partnerhub.care import backup
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.jobs import JobRun
from partnerhub.foundation.mail import Mail, write
from partnerhub.school.model import School
from tests import schools
from tests.conftest import build
from tests.crash.clients import Browser
from tests.crash.server import Server
from tests.foundation.test_mail import Postbox
from tests.postgres import programs

LETTERS = 40
ADDRESSES = 5  # that one sender may ask a link for in an hour: people/routes/links.py


@dataclass
class Two:
    """Two processes, what stands in front of them, and the mail that they sent."""

    servers: list[Server]
    address: str
    postbox: Postbox
    app: Flask

    @property
    def port(self) -> int:
        """Where Caddy listens."""
        return int(self.address.rpartition(":")[2])

    def answered_by(self) -> str:
        """Which process Caddy had answer."""
        with urllib.request.urlopen(f"{self.address}/healthz", timeout=10) as answer:
            return str(answer.headers["X-Answered-By"])


def at_noon(app: Flask) -> None:
    """Move the school to where it is noon, so that its night's work is due; and write letters."""
    ahead = 12 - datetime.now(UTC).hour
    with app.app_context(), transaction():
        school = School.only()
        assert school
        school.timezone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # whose signs are the other way round
        for number in range(LETTERS):
            write(f"family-{number}@demo.example", "Hello", "A letter.")


@pytest.fixture(scope="module")
def two(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    room = tmp_path_factory.mktemp("two")
    folder = schools.copy(demo_folder, room / "data")
    app, postbox, mail_port = build(folder), Postbox(), programs.free_port()
    at_noon(app)
    mail = Controller(postbox, hostname="127.0.0.1", port=mail_port)
    servers = [Server(folder), Server(folder)]
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("PARTNERHUB_SMTP", f"smtp://127.0.0.1:{mail_port}")
        patch.setenv("PARTNERHUB_RATE_LIMITS", stack.enter_context(programs.redis(room, programs.free_port())))
        mail.start()
        stack.callback(mail.stop)
        start_at_once(servers, stack)
        address = stack.enter_context(programs.caddy(room, servers[0].port, servers[1].port))
        yield Two(servers, address, postbox, app)
        with app.app_context():
            db.engine.dispose()


def start_at_once(servers: list[Server], stack: ExitStack) -> None:
    """Start both in the same moment."""
    threads = [threading.Thread(target=server.start) for server in servers]
    for thread in threads:
        thread.start()
    for server, thread in zip(servers, threads, strict=True):
        stack.callback(server.kill)
        thread.join()
    assert all(server.answers() for server in servers)


def test_caddy_asks_both_in_turn(two: Two) -> None:
    assert {two.answered_by() for _ in range(4)} == {f"127.0.0.1:{server.port}" for server in two.servers}


def test_who_signs_in_is_signed_in_on_both_and_out_of_both(two: Two) -> None:
    person = Browser(two.port)
    assert person.ask("GET", "/partners")[0] in (303, 401)
    person.sign_in("staff")
    each = [Browser(server.port, dict(person.cookies)) for server in two.servers]
    for browser in each:
        status, page, _to = browser.ask("GET", "/partners")
        assert (status, "Northside" in page) == (200, True)
    form = {"name": "Lantern Street", "kind": "youth", "state": "active", "csrf_token": each[0].token("/partners/new")}
    status, _page, to = each[0].ask("POST", "/partners", form)
    assert status == 303
    assert "Lantern Street" in each[1].ask("GET", to)[1]
    person.ask("POST", "/logout", {"csrf_token": person.token("/partners/new")})
    assert {browser.ask("GET", "/partners")[0] for browser in each} <= {303, 401}


def test_the_work_of_the_night_and_the_letters_are_done_once(two: Two) -> None:
    def is_done() -> bool:
        with two.app.app_context():
            open_jobs = db.session.scalar(select(func.count()).select_from(JobRun).where(JobRun.done_at.is_(None)))
            waiting = db.session.scalar(select(func.count()).select_from(Mail).where(Mail.sent_at.is_(None)))
            done = db.session.scalar(select(func.count()).select_from(JobRun)) or 0
            return done > 5 and (open_jobs, waiting) == (0, 0)

    programs.wait_for(is_done, "The night's work", patience=150)
    sent = [address for address in two.postbox.addresses if address.startswith("family-")]
    assert (len(sent), len(set(sent))) == (LETTERS, LETTERS)
    with two.app.app_context():
        assert len(backup.all_in(backup.home())) == 1
        assert db.session.scalars(select(JobRun.job).where(JobRun.problem.is_not(None))).all() == []


def test_a_limit_counts_what_both_of_them_were_asked(two: Two) -> None:
    person = Browser(two.port)
    form = {"email": "nobody@demo.example", "csrf_token": person.token("/login/link")}
    answers = [person.ask("POST", "/login/link", form)[0] for _ in range(ADDRESSES + 1)]
    assert answers == [303] * ADDRESSES + [429]
    each = [Browser(server.port, dict(person.cookies)) for server in two.servers]
    assert [browser.ask("POST", "/login/link", form)[0] for browser in each] == [429, 429]


def test_when_redis_is_gone_each_process_counts_for_itself(demo_folder: Path, tmp_path: Path) -> None:
    folder = schools.copy(demo_folder, tmp_path / "data")
    with programs.redis(tmp_path, programs.free_port()) as address:
        app = build(folder, RATELIMIT_ENABLED=True, RATELIMIT_STORAGE_URI=address)
        assert app.test_client().post("/login/link", data={"email": "a@demo.example"}).status_code == 303
    answers = [app.test_client().post("/login/link", data={"email": "a@demo.example"}).status_code for _ in range(7)]
    assert answers[0] == 303
    assert answers[-1] == 429
    with app.app_context():
        db.engine.dispose()


def test_two_that_start_on_an_empty_database_make_its_tables_once(tmp_path: Path) -> None:
    servers = [Server(tmp_path / "data"), Server(tmp_path / "data")]
    (tmp_path / "data").mkdir()
    schools.environ(tmp_path / "data")
    with ExitStack() as stack:
        start_at_once(servers, stack)
        keys = [Browser(server.port).ask("GET", "/setup")[0] for server in servers]
    assert keys[0] == keys[1]


def test_when_one_is_killed_the_other_answers_in_its_place(two: Two) -> None:
    two.servers[0].kill()
    assert {two.answered_by() for _ in range(4)} == {f"127.0.0.1:{two.servers[1].port}"}
