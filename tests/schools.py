"""Schools for tests: each in a folder of its own and, where the tests run on PostgreSQL, a database of its own.

PARTNERHUB_TEST_POSTGRES names the server to run them on; `make test-postgres` starts one and sets it. A database is
copied by PostgreSQL itself, from one that nobody is connected to.
"""

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url

PROJECT = Path(__file__).parent.parent
SERVER = os.environ.get("PARTNERHUB_TEST_POSTGRES", "")
MADE: list[str] = []


def environ(folder: Path) -> dict[str, str]:
    """What names the school of a folder to a program. On PostgreSQL, one without a database gets an empty one."""
    kept = {"PARTNERHUB_DATA": str(folder)}
    if not SERVER:
        return kept
    if name_of(folder) not in MADE:
        run(f'CREATE DATABASE "{name_of(folder)}"')
        MADE.append(name_of(folder))
    return {**kept, "DATABASE_URL": url_of(name_of(folder))}


def environment(folder: Path) -> dict[str, str]:
    """The environment of a program that is to work on the school of a folder."""
    return {**os.environ, **environ(folder)}


def copy(school: Path, folder: Path) -> Path:
    """Copy a school that nobody uses just now into a new folder."""
    copy_folder(school, folder)
    if SERVER:
        copy_database(name_of(school), name_of(folder))
        MADE.append(name_of(folder))
    return folder


def copy_folder(school: Path, folder: Path) -> Path:
    """Copy a school without a database elsewhere."""
    return Path(shutil.copytree(school, folder))


def put_back(school: Path, folder: Path) -> None:
    """Make the database of a folder once more what that of a school is. Nobody uses either just now."""
    if SERVER:
        run(f'DROP DATABASE "{name_of(folder)}" WITH (FORCE)')
        copy_database(name_of(school), name_of(folder))
        return
    forget_log(folder)
    shutil.copy(school / "partnerhub.sqlite3", folder / "partnerhub.sqlite3")


def ruin(folder: Path) -> None:
    """Let there be no database any more where there was one."""
    if SERVER:
        run(f'DROP DATABASE "{name_of(folder)}" WITH (FORCE)')
        return
    forget_log(folder)
    (folder / "partnerhub.sqlite3").write_bytes(b"This is no database. " * 500)


def forget_log(folder: Path) -> None:
    """Remove what SQLite keeps beside its file."""
    for name in ("partnerhub.sqlite3-wal", "partnerhub.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)


def copy_database(name: str, copy: str) -> None:
    """Copy a database. File by file is twice as fast as through the log, for ones as small as these."""
    run(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY FILE_COPY')


def name_of(folder: Path) -> str:
    """The database of a folder."""
    return "school_" + hashlib.sha256(str(folder).encode()).hexdigest()[:20]


def url_of(name: str) -> str:
    """The address of a database."""
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def drop(names: list[str]) -> None:
    """Drop databases, whoever is still connected."""
    for name in names:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        MADE.remove(name)


def run(statement: str) -> None:
    """Have the server itself do something."""
    with server().connect() as connection:
        connection.exec_driver_sql(statement)


@cache
def server() -> Engine:
    """The server, apart from any school."""
    return create_engine(SERVER, isolation_level="AUTOCOMMIT", pool_size=1)
