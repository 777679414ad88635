"""An index of words: finds any part of a text among tens of thousands without reading them all.

A feature says which columns people search in:

    words.index(Topic, "title", "notes")
    keys = words.find(Topic, "sleep")   # None: the index cannot say, look into the texts themselves

On SQLite it is an FTS5 table of trigrams beside each table, kept by triggers (https://www.sqlite.org/fts5.html). It
holds nothing of its own and is made anew whenever it is missing, so no migration knows of it: one that makes a table
anew drops its triggers. On other databases `find` answers None.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from partnerhub.foundation.db import db

INDEXED: dict[str, tuple[str, ...]] = {}
SHORTEST = 3  # an index of trigrams knows nothing shorter
MOST = 100  # a word that stands in more texts than this is soon found by looking at the latest ones
SUFFIX = "_words"


def index(model: Any, *columns: str) -> None:
    """Let the words of these columns be found."""
    INDEXED[model.__tablename__] = columns


def is_own(table: str | None) -> bool:
    """Whether a table is the index's, not a model's."""
    return any((table or "").startswith(name + SUFFIX) for name in INDEXED)


def find(model: Any, words: str) -> list[int] | None:
    """The keys of the rows that have these words in them, in any case.

    Returns:
        None where the index cannot say: the words are too short, stand in too many rows, or there is no index.
    """
    if "\x00" in words:  # stands in no text, and ends a query
        return []
    if db.engine.dialect.name != "sqlite" or len(words) < SHORTEST:
        return None
    name = model.__tablename__ + SUFFIX
    asked = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :words LIMIT :most")  # noqa: S608 - a name of ours
    phrase = '"' + words.replace('"', '""') + '"'
    found = list(db.session.execute(asked, {"words": phrase, "most": MOST + 1}).scalars())
    return found if len(found) <= MOST else None


def prepare(connection: Connection) -> None:
    """Make what is missing of the index. Does nothing where all is there, and on another database than SQLite."""
    if connection.dialect.name != "sqlite":
        return
    there = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
    for table, columns in INDEXED.items():
        parts = {f"{table}{SUFFIX}", *triggers(table, columns)}
        if table not in there:
            connection.execute(text(f"DROP TABLE IF EXISTS {table}{SUFFIX}"))
        elif not parts <= there:
            for statement in statements(table, columns):
                connection.execute(text(statement))


def triggers(table: str, columns: Iterable[str]) -> dict[str, str]:
    """What keeps the index of a table as the table is, by its name."""
    index, names = table + SUFFIX, ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    add = f"INSERT INTO {index}(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608 - names of ours
    drop = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
    return {
        f"{index}_added": f"AFTER INSERT ON {table} BEGIN {add} END",
        f"{index}_removed": f"AFTER DELETE ON {table} BEGIN {drop} END",
        f"{index}_changed": f"AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END",
    }


def statements(table: str, columns: tuple[str, ...]) -> Iterable[str]:
    """What makes the index of a table anew."""
    index = table + SUFFIX
    yield f"DROP TABLE IF EXISTS {index}"
    yield (
        f"CREATE VIRTUAL TABLE {index} USING fts5({', '.join(columns)}, content='{table}', content_rowid='id', "
        "tokenize='trigram')"
    )
    for name, body in triggers(table, columns).items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} {body}"
    yield f"INSERT INTO {index}({index}) VALUES ('rebuild')"  # noqa: S608 - a name of ours
