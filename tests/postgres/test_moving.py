"""A school moves from its SQLite file to PostgreSQL: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from partnerhub import create_app, demo
from partnerhub.care import database, moving
from partnerhub.config import settings
from partnerhub.foundation.db import db, open_engine, transaction
from partnerhub.partners.model import Partner
from tests import schools
from tests.conftest import build, signed_in_as


def in_a_file(folder: Path) -> Flask:
    """An app whose school lies in an SQLite file, whatever the other tests run on."""
    return create_app({**settings({"PARTNERHUB_DATA": str(folder)}), "TESTING": True})


@pytest.fixture(scope="module")
def small_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration school in an SQLite file."""
    folder = tmp_path_factory.mktemp("small") / "data"
    app = in_a_file(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
        db.engine.dispose()
    return folder


@pytest.fixture
def small(small_school: Path, tmp_path: Path) -> Iterator[Flask]:
    """A copy of it."""
    app = in_a_file(schools.copy_folder(small_school, tmp_path / "data"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def address(tmp_path: Path) -> str:
    """An empty database, without any table."""
    return schools.environ(tmp_path / "data")["DATABASE_URL"]


def moved(app: Flask, address: str) -> Any:
    """What the command says, and how it ended."""
    return app.test_cli_runner().invoke(args=["move-to", address])


def contents(address: str) -> dict[str, tuple[int, int]]:
    """How many rows each table of a database has, and their digest."""
    engine = open_engine(address)
    with engine.connect() as connection:
        found = {name: moving.proof_of(connection, table) for name, table in moving.tables_of(connection).items()}
    engine.dispose()
    return found


def test_all_of_it_arrives_and_life_goes_on(small: Flask, address: str) -> None:
    said = moved(small, address)
    assert said.exit_code == 0, said.output
    there = contents(address)
    assert there == contents(small.config["SQLALCHEMY_DATABASE_URI"])
    assert f"{len(there)} tables with {sum(rows for rows, _ in there.values())} rows" in said.output
    assert str(Path(small.config["DATA"]) / "files") in said.output
    app = build(Path(small.config["DATA"]))
    assert app.config["SQLALCHEMY_DATABASE_URI"] == address
    staff = signed_in_as(app, "staff")
    assert "Northside" in staff.get("/partners").text
    assert staff.post("/partners", {"name": "Lantern Street", "kind": "youth", "state": "active"}).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(Partner.id).order_by(Partner.id.desc()).limit(1)) == there["partner"][0] + 1
        db.engine.dispose()


def test_it_is_protected_there_as_it_was_here(small: Flask, address: str) -> None:
    assert moved(small, address).exit_code == 0
    engine = open_engine(address)
    with Session(engine) as session:
        deferrable = text("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable")
        guards = text("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'event'::regclass AND NOT tgisinternal")
        assert (session.scalar(deferrable), session.scalar(guards)) == (0, 2)
    engine.dispose()


@pytest.mark.parametrize(
    "change", ["UPDATE school SET name = 'Another'", "UPDATE alembic_version SET version_num = 'x'"]
)
def test_a_database_that_is_in_use_or_of_another_version_is_left_alone(small: Flask, address: str, change: str) -> None:
    assert moved(small, address).exit_code == 0
    engine = open_engine(address)
    with engine.connect() as connection:
        connection.execute(text(change))
        connection.commit()
    engine.dispose()
    before = contents(address)
    said = moved(small, address)
    assert said.exit_code == 1
    assert "not empty" in said.output or "not of the same version" in said.output
    assert "Nothing was moved." in said.output
    assert contents(address) == before


SLY = """
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name = upper(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER shout BEFORE INSERT ON partner FOR EACH ROW EXECUTE FUNCTION shout();
"""


def test_a_single_changed_letter_is_seen_and_nothing_is_kept(small: Flask, address: str) -> None:
    engine = open_engine(address)
    with small.app_context(), db.engine.connect() as source:
        moving.bring_to(engine, moving.version_of(source) or "")
    with engine.connect() as connection:
        connection.execute(text(SLY))
        connection.commit()
    engine.dispose()
    said = moved(small, address)
    assert said.exit_code == 1
    assert "What arrived is not what was sent, in partner." in said.output
    assert {rows for rows, _ in contents(address).values()} == {0}


def test_what_postgresql_does_not_take_is_said_and_nothing_is_kept(small: Flask, address: str) -> None:
    file = Path(small.config["DATA"]) / "partnerhub.sqlite3"
    with closing(database.connect(file)) as connection:
        connection.execute("UPDATE partner SET notes = 'a' || char(0) || 'b' WHERE id = 1")
    said = moved(small, address)
    assert said.exit_code == 1
    assert "would not take" in said.output
    assert {rows for rows, _ in contents(address).values()} == {0}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("sqlite:///other.sqlite3", "must be one of PostgreSQL"),
        ("postgresql://nobody@127.0.0.1:1/school", "127.0.0.1"),
        ("a server in the cellar", "Could not parse"),
    ],
)
def test_a_wrong_address_is_said_plainly(small: Flask, wrong: str, says: str) -> None:
    said = moved(small, wrong)
    assert said.exit_code == 1
    assert says in said.output
    assert "Traceback" not in said.output


def test_a_school_that_is_on_a_server_already_is_not_moved(app: Flask) -> None:
    assert "no SQLite file here" in moved(app, "postgresql://anybody@/school").output
