"""The database: how it is opened, and one transaction for each request.

Whoever reads sees the database as it was at one instant. Whoever writes takes their turn before they read, so that of
two people who save at once one waits for the other: nobody is refused, and what was read is still so when it is
written. SQLite has BEGIN IMMEDIATE for this (a read that turns into a write cannot wait there). On PostgreSQL it is an
advisory lock, held until the transaction ends, under READ COMMITTED: a snapshot that is older than the turn would show
what the one before has changed since. SERIALIZABLE would refuse, and have whole requests done again.
"""

import sqlite3  # noqa: TID251 - the one, where there is no other
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, create_engine, event, literal
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from partnerhub.foundation import checks
from partnerhub.foundation.texts import Words, WordsColumn

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this machine
    sqlite = sqlite3

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA mmap_size=0",
)


# The same on PostgreSQL: ten seconds of patience, and instants in UTC.
SETTINGS = ("SET lock_timeout = '10s'", "SET timezone = 'UTC'")
TURN = 7102  # the advisory lock of whoever writes: any number that nothing else in this database locks


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model inherits."""

    registry = registry(
        type_annotation_map={datetime: UTCDateTime, Words: WordsColumn},
        metadata=MetaData(naming_convention=NAMES),
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate()


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """What SQLAlchemy's engine is given for this database.

    Each thread has a connection, and may borrow a second one to note that a device was seen. What people typed stays
    out of errors, and so out of the log.
    """
    options = {"pool_size": threads, "max_overflow": threads + 2, "hide_parameters": True}
    if make_url(url).get_backend_name() != "sqlite":
        return {**options, "pool_pre_ping": True}
    return {**options, "module": sqlite, "connect_args": {"check_same_thread": False}}


def open_engine(url: str) -> Engine:
    """Open a database beside the app's own, in the same way. The caller disposes of it."""
    engine = create_engine(url, **engine_options(url, 1))
    prepare(engine)
    return engine


def init_db(app: Flask) -> None:
    """Open the database for the app and give each request its transaction."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True, compare_type=True)
    with app.app_context():
        prepare(db.engine)
    app.after_request(end_transaction)


def prepare(engine: Engine) -> None:
    """Set each new connection up, and let each transaction begin as one that reads or as one that writes."""
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    else:
        prepare_postgres(engine)


def writes(connection: Any) -> bool:
    """Whether the transaction that begins here is to write."""
    return bool(connection.get_execution_options().get("writes", False))


def prepare_sqlite(engine: Engine) -> None:
    """Make SQLAlchemy leave BEGIN to us and set the pragmas on each new connection."""

    @event.listens_for(engine, "connect")
    def open_connection(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


def prepare_postgres(engine: Engine) -> None:
    """Let writers take turns, and readers see one instant."""

    @event.listens_for(engine, "connect")
    def open_connection(connection: Any, record: Any) -> None:
        for setting in SETTINGS:
            connection.execute(setting)
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if writes(connection):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def begin_writing() -> None:
    """End the reading transaction and begin the one that this request writes in."""
    db.session.rollback()
    db.session.connection(execution_options={"writes": True})
    g.writing = True


def end_transaction(response: Response) -> Response:
    """Commit what a writing request did if it went well; undo everything else."""
    if request.method not in SAFE_METHODS and response.status_code < 400 and not checks.is_asked():
        db.session.commit()
    else:
        db.session.rollback()
    return response


def insert_once(model: type[Base], **values: Any) -> bool:
    """Add a row unless there is one with its key, and say whether it was added.

    The row itself is asked back: how many were added is -1 with psycopg, "not known".
    """
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite_dialect
    added = dialect.insert(model.__table__).values(**values).on_conflict_do_nothing().returning(literal(1))
    return db.session.connection().execute(added).first() is not None


@contextmanager
def transaction() -> Iterator[None]:
    """A writing transaction outside of a request: for jobs, commands and the demonstration school."""
    begin_writing()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def sqlite_is_sound(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset defect, which can lose commits.

    Source: sqlite.org/wal.html, "the WAL-reset bug": 3.7.0 to 3.51.2, mended in 3.51.3, 3.50.7 and 3.44.6.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
