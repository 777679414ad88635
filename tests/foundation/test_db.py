"""Nothing acknowledged is lost, nothing half done is kept."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from partnerhub.care import verify
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.db import db, sqlite_is_sound, transaction
from partnerhub.partners.model import Contact, Partner
from partnerhub.school.model import School
from tests import schools
from tests.conftest import Browser, build

CRASH = """
import os, signal, sys
from partnerhub import create_app
from partnerhub.foundation.db import db, transaction
from partnerhub.school.model import School
with create_app().app_context():
    with transaction():
        School.only().name = "Kept"
    with transaction():
        School.only().name = "Lost"
        db.session.flush()
        os.kill(os.getpid(), signal.SIGKILL)
"""


def school() -> School:
    found = School.only()
    assert found
    return found


def test_two_hundred_who_read_and_write_at_once_lose_nothing(app: Flask) -> None:
    ready, problems = threading.Barrier(4), []

    def work() -> None:
        ready.wait()
        try:
            for _ in range(50):
                with app.app_context(), transaction():
                    school().threshold += 1
        except Exception as problem:
            problems.append(problem)

    with app.app_context():
        before = school().threshold
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert (problems, school().threshold) == ([], before + 200)


def test_a_crash_keeps_what_was_committed_and_nothing_else(demo_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    schools.copy(demo_folder, folder)
    env = {**os.environ, **schools.environ(folder)}
    project = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", CRASH], env=env, cwd=project, check=False)
    assert done.returncode == -signal.SIGKILL
    app = build(folder)
    with app.app_context():
        assert school().name == "Kept"
        assert verify.faults_here() == []
        db.engine.dispose()


@pytest.fixture
def renaming(demo_folder: Path, tmp_path: Path) -> Any:
    """An app with routes that write and then end in different ways."""
    app = build(schools.copy(demo_folder, tmp_path / "data"))

    @allow(anyone)
    def rename(how: str) -> str:
        school().name = how
        db.session.flush()
        if how == "refused":
            abort(422)
        if how == "broken":
            raise ZeroDivisionError
        return "done"

    app.add_url_rule("/rename/<how>", view_func=rename, methods=["GET", "POST"])
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("method", "how", "status", "is_kept"),
    [("POST", "good", 200, True), ("POST", "refused", 422, False), ("POST", "broken", 500, False)],
)
def test_a_request_is_kept_whole_or_not_at_all(
    renaming: Flask, method: str, how: str, status: int, is_kept: bool
) -> None:
    answer = Browser(renaming.test_client()).open(f"/rename/{how}", method)
    assert answer.status_code == status
    with renaming.app_context():
        assert (school().name == how) == is_kept


def test_a_reading_request_writes_nothing(renaming: Flask) -> None:
    Browser(renaming.test_client()).get("/rename/good")
    with renaming.app_context():
        assert school().name != "good"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000), ("secure_delete", 1)],
)
def test_the_database_is_opened_safely(house: Flask, pragma: str, value: Any) -> None:
    assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_row_cannot_point_to_nothing(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError), transaction():
        db.session.add(Contact(name="Nobody's", partner_id=9999))


@pytest.mark.parametrize(
    ("version", "is_sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_a_sqlite_that_can_lose_commits_is_known(version: tuple[int, ...], is_sound: bool) -> None:
    assert sqlite_is_sound(version) == is_sound


def test_what_was_typed_stays_when_the_disk_refuses_at_the_very_end(app: Flask, as_staff: Any) -> None:
    def refuse(connection: Any) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk full"))

    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        event.listen(db.engine, "commit", refuse)
    answer = as_staff.post("/partners", {"name": "Lantern Street", "kind": "youth", "state": "active"})
    assert answer.status_code == 503
    assert 'name="name" value="Lantern Street"' in answer.text
    with app.app_context():
        event.remove(db.engine, "commit", refuse)
        assert not db.session.scalar(select(Partner.id).where(Partner.name == "Lantern Street"))
