"""Alembic's entry: the same engine as the app's, in batch mode, one transaction for each migration.

On PostgreSQL all of them share one, in which nobody else writes: of two processes that start at the same time, the
second finds the work done. SQLite cannot leave its foreign keys alone inside of a transaction.
"""

from contextlib import suppress
from typing import Any

from alembic import context
from flask import current_app

from partnerhub.care.backup import before_migration
from partnerhub.foundation import words
from partnerhub.foundation.db import UTCDateTime, db
from partnerhub.foundation.texts import WordsColumn


def render_item(kind: str, item: Any, autogen_context: Any) -> Any:
    """Write our own column types as the plain ones that the database sees: migrations outlive our classes."""
    plain = {UTCDateTime: "sa.DateTime()", WordsColumn: "sa.JSON()"}
    return plain.get(type(item), False) if kind == "type" else False


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Leave the index of words alone: it is made from what the tables hold."""
    return kind not in ("table", "index") or not words.is_own(name)


def enforce(connection: Any, *, on: bool) -> None:
    """Let SQLite follow foreign keys, or not: a table that is made anew would take with it the rows that point to it.

    Has no effect inside a transaction. Source: https://www.sqlite.org/lang_altertable.html#otheralter
    """
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def points_nowhere(*, ctx: Any, **kwargs: Any) -> None:
    """Undo a step that leaves rows pointing to nothing. Raises RuntimeError."""
    connection = ctx.connection
    if connection.dialect.name == "sqlite" and (rows := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"This step would leave rows that point to nothing, in {sorted({row[0] for row in rows})}.")


def run(engine: Any) -> None:
    """Bring the database to the asked version."""
    with engine.connect().execution_options(writes=True) as connection:
        enforce(connection, on=False)
        try:
            migrate(connection)
            words.prepare(connection)
            connection.commit()
        finally:
            enforce(connection, on=True)


def migrate(connection: Any) -> None:
    """Run the steps, each in its own transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        include_name=is_ours,
        transaction_per_migration=connection.dialect.name == "sqlite",
        on_version_apply=points_nowhere,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


wanted = context.config.attributes.get("engine", db.engine)
if wanted is db.engine:
    with suppress(KeyError):  # commands that only look, such as `current`, lead nowhere
        before_migration(str(context.get_revision_argument()))
run(wanted)
