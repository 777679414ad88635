"""An index of words: finds any part of a text among tens of thousands without reading them all.

A feature says which columns people search in:

    words.index(Topic, "title", "notes")
    keys = words.find(Topic, "sleep")   # None: the index cannot say, look into the texts themselves

On SQLite it is an FTS5 table of trigrams beside each table, kept by triggers (https://www.sqlite.org/fts5.html). On
PostgreSQL it is an index of pg_trgm, which every database brings along and its owner may turn on
(https://www.postgresql.org/docs/current/pgtrgm.html); where that is not to be had, the same is found more slowly.

It holds nothing of its own and is made anew whenever it is missing, so no migration knows of it: on SQLite, one that
makes a table anew drops its triggers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, or_, select, text
from sqlalchemy.exc import DBAPIError

from partnerhub.foundation.db import db

INDEXED: dict[str, tuple[str, ...]] = {}
SHORTEST = 3  # an index of trigrams knows nothing shorter
LONGEST = 100  # letters of what is searched for
MOST = 100  # a word that stands in more texts than this is soon found by looking at the latest ones
SUFFIX = "_words"


def index(model: Any, *columns: str) -> None:
    """Let the words of these columns be found."""
    INDEXED[model.__tablename__] = columns


def is_own(name: str | None) -> bool:
    """Whether a table or an index is one of these, not a model's."""
    return any((name or "").startswith(table + SUFFIX) for table in INDEXED)


def sought(args: Mapping[str, str]) -> str:
    """The words that an address asks for: as many as anybody types, without the letter that PostgreSQL fails on."""
    return args.get("q", "").replace("\x00", "").strip()[:LONGEST]


def find(model: Any, words: str) -> list[int] | None:
    """The keys of the rows that have these words in them, in any case.

    Returns:
        None where the index cannot say: the words are too short, or stand in too many rows.
    """
    if "\x00" in words:  # stands in no text, and ends a query
        return []
    if len(words) < SHORTEST:
        return None
    ask = find_in_sqlite if db.engine.dialect.name == "sqlite" else find_in_postgres
    found = list(ask(model, words))
    return found if len(found) <= MOST else None


def find_in_sqlite(model: Any, words: str) -> Sequence[int]:
    """The first of the keys, and one more than needed."""
    name = model.__tablename__ + SUFFIX
    asked = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :words LIMIT :most")  # noqa: S608 - a name of ours
    phrase = '"' + words.replace('"', '""') + '"'
    return db.session.execute(asked, {"words": phrase, "most": MOST + 1}).scalars().all()


def find_in_postgres(model: Any, words: str) -> Sequence[int]:
    """The same; PostgreSQL uses the index for ILIKE by itself."""
    columns = (getattr(model, name) for name in INDEXED[model.__tablename__])
    says_so = or_(*(column.icontains(words, autoescape=True) for column in columns))
    return db.session.scalars(select(model.id).where(says_so).limit(MOST + 1)).all()


def prepare(connection: Connection) -> None:
    """Make what is missing of the index. Does nothing where all is there."""
    if connection.dialect.name == "sqlite":
        prepare_sqlite(connection)
    else:
        prepare_postgres(connection)


def prepare_postgres(connection: Connection) -> None:
    """Turn pg_trgm on and let it index the columns, unless this database's owner may not or has it not."""
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except DBAPIError:
        return
    there = set(inspect(connection).get_table_names())
    for table in INDEXED.keys() & there:
        columns = ", ".join(f"{column} gin_trgm_ops" for column in INDEXED[table])
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {table}{SUFFIX} ON {table} USING gin ({columns})"))


def prepare_sqlite(connection: Connection) -> None:
    """Make the table and the triggers of an index where one of them is missing."""
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
