"""Whoever writes takes a turn, whoever reads sees one instant: on PostgreSQL as on SQLite."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from partnerhub.foundation.db import db, open_engine, transaction
from partnerhub.school.model import School
from tests import schools
from tests.schools import PROJECT

COUNT = """
from partnerhub import create_app
from partnerhub.foundation.db import transaction
from partnerhub.school.model import School
with create_app().app_context():
    for _ in range(100):
        with transaction():
            School.only().threshold += 1
"""


@pytest.fixture
def other(app: Flask) -> Iterator[Engine]:
    """The same database, opened by somebody else."""
    engine = open_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    yield engine
    engine.dispose()


def threshold() -> int:
    school = School.only()
    assert school
    return school.threshold


@pytest.mark.parametrize(("setting", "value"), [("lock_timeout", "10s"), ("timezone", "UTC")])
def test_the_database_is_opened_with_patience_and_in_utc(house: Flask, setting: str, value: str) -> None:
    assert db.session.scalar(text(f"SHOW {setting}")) == value


def test_two_processes_that_read_and_write_at_once_lose_nothing(app: Flask) -> None:
    with app.app_context():
        before = threshold()
        db.session.rollback()
    env = schools.environment(Path(app.config["DATA"]))
    both = [subprocess.Popen([sys.executable, "-c", COUNT], cwd=PROJECT, env=env) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    with app.app_context():
        assert threshold() == before + 200


def test_who_reads_sees_one_instant_whatever_others_write(app: Flask, other: Engine) -> None:
    with other.connect() as reader, app.app_context():
        asked = text("SELECT name FROM school")
        before = reader.scalar(asked)
        with transaction():
            db.session.execute(text("UPDATE school SET name = 'Renamed'"))
        assert reader.scalar(asked) == before
        reader.rollback()
        assert reader.scalar(asked) == "Renamed"


def test_who_waits_for_the_turn_sees_what_the_one_before_has_written(app: Flask, other: Engine) -> None:
    """Under REPEATABLE READ the snapshot would be older than the turn, and this update lost."""
    with app.app_context(), other.connect().execution_options(writes=True) as writer:
        with transaction():
            db.session.execute(text("UPDATE school SET threshold = 41"))
        writer.execute(text("UPDATE school SET threshold = threshold + 1"))
        writer.commit()
        assert threshold() == 42


def test_who_waits_for_too_long_is_told_so(app: Flask, other: Engine) -> None:
    with app.app_context(), transaction(), other.connect() as late:
        late.execute(text("SET lock_timeout = '50ms'"))
        late.commit()
        with pytest.raises(OperationalError):
            late.execution_options(writes=True).begin()
