"""Alembic's entry: the same engine as the app's, in batch mode, one transaction for each migration."""

from contextlib import suppress
from typing import Any

from alembic import context
from flask import current_app

from partnerhub.care.backup import before_migration
from partnerhub.foundation.db import UTCDateTime, db


def render_item(kind: str, item: Any, autogen_context: Any) -> Any:
    """Write our own column type as the plain one that the database sees: migrations outlive our classes."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


def run() -> None:
    """Bring the database to the asked version."""
    with db.engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


with suppress(KeyError):  # commands that only look, such as `current`, lead nowhere
    before_migration(str(context.get_revision_argument()))
run()
