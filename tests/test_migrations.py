"""The migrations make what the models say, and go both ways."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from partnerhub.foundation.db import db


def difference(app: Flask) -> list[Any]:
    """What the database lacks of the models, or has beyond them."""
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), db.metadata)


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
