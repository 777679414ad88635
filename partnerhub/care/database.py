"""The database as care sees it: taken at one instant into a file, counted, and looked through for damage.

Whether a school lies in an SQLite file or in PostgreSQL, its backup is an SQLite file. So a backup can be verified
and looked into on any machine, and be restored into either of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from partnerhub.care import moving
from partnerhub.foundation.db import db, open_engine, sqlite
from partnerhub.foundation.files import StoredFile

PATIENCE_MS = 10_000


def file_of(config: Mapping[str, Any]) -> Path | None:
    """Where the database lies; None where it is not an SQLite file."""
    url = make_url(config["SQLALCHEMY_DATABASE_URI"])
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def version() -> str | None:
    """The migration that the school's database was brought to last; None where there is no such database yet."""
    file = file_of(current_app.config)
    if file:
        return (look_into(file)[1] or None) if file.exists() else None
    with db.engine.connect() as connection:
        return moving.version_of(connection)


def take(target: Path) -> None:
    """Write the school's database, as it is at one instant, into a new file, while others go on writing."""
    if file := file_of(current_app.config):
        copy(file, target)
        return
    with opened(target) as engine, db.engine.connect() as source:
        moving.move(source, engine)
    with closing(connect(target)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        connection.execute("VACUUM")  # and nothing in it of the order in which the server kept its rows
    target.chmod(0o600)


def give(source: Path) -> None:
    """Fill the school's database, on its server and empty, with what is in a file. Raises NotMoved."""
    with opened(source) as engine, engine.connect() as connection:
        moving.move(connection, db.engine)


@contextmanager
def opened(file: Path) -> Iterator[Engine]:
    """A file, as the app itself would open it."""
    engine = open_engine(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()


def copy(source: Path, target: Path) -> None:
    """Copy a database at one instant, while others write to it (VACUUM INTO, sqlite.org/lang_vacuum.html)."""
    with closing(connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)


def look_into(file: Path) -> tuple[dict[str, int], str, list[str]]:
    """How many rows each table has, the schema's version, and the SHA-256 of each file that it names."""
    with closing(connect(file)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = sorted(name for (name,) in listed)
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
        has_schema = "alembic_version" in counts
        schema = connection.execute("SELECT version_num FROM alembic_version").fetchone() if has_schema else None
        files = connection.execute("SELECT DISTINCT sha256 FROM stored_file") if "stored_file" in counts else []
        return counts, schema[0] if schema else "", sorted(digest for (digest,) in files)


def faults(file: Path) -> list[str]:
    """What SQLite finds wrong with a database: nothing, if all is well."""
    try:
        with closing(connect(file)) as connection:
            found = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite.DatabaseError as problem:
        return [str(problem)]
    return [
        *found,
        *(f"a row of {table} points to a row of {parent} that is not there" for table, _, parent, _ in broken),
    ]


def faults_of_server() -> list[str]:
    """The tables that PostgreSQL cannot read to their end; it looks after the links between rows by itself."""
    found = []
    with db.engine.connect() as connection:
        for name, table in moving.tables_of(connection).items():
            try:
                with connection.begin_nested():
                    moving.proof_of(connection, table)
            except DBAPIError as problem:
                found.append(f"{name} cannot be read: {problem.orig}")
    return found


def files_named() -> list[str]:
    """The SHA-256 of each file that the school's database names."""
    with db.engine.connect() as connection:
        return sorted(connection.scalars(select(StoredFile.sha256).distinct()))


def connect(file: Path) -> Any:
    """Open a database that must exist, without changing it."""
    connection = sqlite.connect(f"file:{file}?mode=rw", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    return connection
