"""Moving: every row of one database into another, empty one, with proof that all of them arrived as they were.

It reads the tables from the databases themselves and knows no model, so that a school of an older version can be
moved, too. All of it is one transaction at each end: what was there at one instant arrives, or nothing does.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command, context
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, Engine, MetaData, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from partnerhub.foundation import words

FEW = {"yield_per": 1000}  # rows at a time: a table may be larger than the memory
VERSION = "alembic_version"
Step = Callable[[int], Any]


class NotMoved(Exception):
    """Nothing was moved; its text says why."""


def move(source: Connection, target: Engine, step: Step = lambda rows: None) -> dict[str, int]:
    """Fill an empty database with what is in another one.

    Args:
        source: a connection to the one that is full, in a transaction that sees one instant.
        target: the empty one. Without any table it is first brought to the same version.
        step: told of each few rows that were written.

    Returns:
        How many rows there are of each table, in both of them.

    Raises:
        NotMoved: the target is not empty or of another version, would not take a row, or does not hold the same.
    """
    version = version_of(source)
    if version is None:
        raise NotMoved("There is no school to be moved.")
    with target.connect() as connection:
        there, is_bare = version_of(connection), not tables_of(connection)
    if is_bare:
        bring_to(target, version)
    elif there != version:
        raise NotMoved(f"The databases are not of the same version: {version} here, {there} there.")
    try:
        with target.connect().execution_options(writes=True) as into, into.begin():
            return fill(source, into, step)
    except DBAPIError as problem:
        raise NotMoved(f"The database would not take it: {problem.orig}") from None


def fill(source: Connection, target: Connection, step: Step) -> dict[str, int]:
    """Copy each table, and compare what arrived. Raises NotMoved."""
    left, right = tables_of(source), tables_of(target)
    if left.keys() != right.keys():
        raise NotMoved(f"The databases do not have the same tables: {sorted(left.keys() ^ right.keys())}.")
    if full := [name for name, table in right.items() if count(target, table)]:
        raise NotMoved(f"The database is not empty: there are rows in {', '.join(full)}.")
    with links_checked_at_the_end(target):
        for name in left:
            copy(source, left[name], target, right[name], step)
    count_on(target, right)
    proofs = {name: proof_of(source, table) for name, table in left.items()}
    if wrong := [name for name, table in right.items() if proof_of(target, table) != proofs[name]]:
        raise NotMoved(f"What arrived is not what was sent, in {', '.join(wrong)}.")
    return {name: rows for name, (rows, _digest) in proofs.items()}


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables with what people gave: not the version's, and not the index of words."""
    known = MetaData()
    known.reflect(connection, only=lambda name, _: name != VERSION and not words.is_own(name))
    return dict(sorted(known.tables.items()))


def count(connection: Connection, table: Table) -> int:
    """How many rows it has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def version_of(connection: Connection) -> str | None:
    """The migration that a database was brought to last."""
    return MigrationContext.configure(connection).get_current_revision()


def bring_to(engine: Engine, version: str) -> None:
    """Make the tables of this version in an empty database, by the migrations.

    Alembic keeps the migration that it is in as a module's global. A backup before a migration is inside of one, and
    gives that back.
    """
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["engine"] = engine
    outer = vars(context).get("_proxy")
    try:
        command.upgrade(config, version)
    finally:
        if outer is not None:
            outer._install_proxy()


def copy(source: Connection, left: Table, target: Connection, right: Table, step: Step) -> None:
    """Copy the rows of a table."""
    rows = source.execute(select(left), execution_options=FEW)
    for some in rows.mappings().partitions():
        target.execute(right.insert(), [dict(row) for row in some])
        step(len(some))


def proof_of(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows a table has, and the sum of their SHA-256: the same in whatever order they are read."""
    names, rows, total = sorted(table.columns.keys()), 0, 0
    for row in connection.execute(select(*(table.c[name] for name in names)), execution_options=FEW):
        written = json.dumps(dict(zip(names, row, strict=True)), sort_keys=True, default=plain)
        total += int.from_bytes(hashlib.sha256(written.encode()).digest())
        rows += 1
    return rows, total % 2**256


def plain(value: Any) -> str:
    """A value that JSON has no word for: bytes, a date, an instant."""
    return value.hex() if isinstance(value, bytes) else value.isoformat()


@contextmanager
def links_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """Let a row come before the one that it points to. SQLite asks at the commit, PostgreSQL when this ends."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        yield
        return
    asked = text(
        "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint "
        "WHERE contype = 'f' AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
    )
    links = connection.execute(asked).all()
    for table, name in links:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {name} DEFERRABLE"))
    connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for table, name in links:
        connection.execute(text(f"ALTER TABLE {table} ALTER CONSTRAINT {name} NOT DEFERRABLE"))


def count_on(connection: Connection, tables: dict[str, Table]) -> None:
    """Let PostgreSQL number the next row of each table after the last one. SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables.values():
        quoted = connection.dialect.identifier_preparer.format_table(table)
        for column in table.primary_key:
            counter = connection.scalar(select(func.pg_get_serial_sequence(quoted, column.name)))
            last = connection.scalar(select(func.max(column))) if counter else None
            if last:
                connection.execute(select(func.setval(counter, last)))
