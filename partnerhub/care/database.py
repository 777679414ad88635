"""The SQLite file: copied while it is in use, counted, and looked through for damage."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from partnerhub.foundation.db import sqlite

PATIENCE_MS = 10_000


def file_of(config: Mapping[str, Any]) -> Path | None:
    """Where the database lies; None where it is not an SQLite file."""
    url = make_url(config["SQLALCHEMY_DATABASE_URI"])
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


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


def connect(file: Path) -> Any:
    """Open a database that must exist, without changing it."""
    connection = sqlite.connect(f"file:{file}?mode=rw", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    return connection
