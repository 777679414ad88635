"""The migrations make what the models say, and go both ways."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from partnerhub.care import database
from partnerhub.foundation import words
from partnerhub.foundation.db import db


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """The index of words is made from what the tables hold: no model knows it."""
    return kind not in ("table", "index") or not words.is_own(name)


def difference(app: Flask) -> list[Any]:
    """What the database lacks of the models, or has beyond them."""
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_ours}), db.metadata)


def test_the_migrations_make_the_tables_that_the_models_name(new_app: Flask) -> None:
    with new_app.app_context():
        assert difference(new_app) == []


def test_there_is_one_line_of_migrations(new_app: Flask) -> None:
    with new_app.app_context():
        assert len(ScriptDirectory(str(new_app.config["MIGRATIONS"])).get_heads()) == 1


def test_the_migrations_go_down_and_up_again(new_app: Flask) -> None:
    with new_app.app_context():
        downgrade(revision="base")
        upgrade()
        assert difference(new_app) == []


def rows() -> dict[str, int]:
    """How many rows each table has."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


def tables() -> set[str]:
    """The tables of ours that there are."""
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) & set(db.metadata.tables)


def test_a_table_made_anew_keeps_the_rows_that_point_to_it(app: Flask) -> None:
    """SQLite changes the columns of the people by dropping their table: nobody is to be signed out by that."""
    with app.app_context():
        before = rows()
        downgrade(revision="0020_meetings")
        there = tables()
        upgrade()
        assert {name: count for name, count in rows().items() if name in there} == {
            name: before[name] for name in there
        }


def test_a_step_that_leaves_rows_pointing_to_nothing_is_undone(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
        with closing(database.connect(Path(app.config["DATA"]) / "partnerhub.sqlite3")) as file:
            file.execute("UPDATE contact SET partner_id = 999999")
            was = file.execute("SELECT version_num FROM alembic_version").fetchone()
        with pytest.raises(SystemExit):
            downgrade(revision="-1")
        with closing(database.connect(Path(app.config["DATA"]) / "partnerhub.sqlite3")) as file:
            assert file.execute("SELECT version_num FROM alembic_version").fetchone() == was
