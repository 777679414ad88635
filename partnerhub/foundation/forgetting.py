"""Forgetting: words that name a person become another word wherever they stand in a column."""

import json
import re
from typing import Any

from sqlalchemy import JSON, String, Table, bindparam, cast, or_, select, type_coerce, update

from partnerhub.foundation.db import db


def in_json(table: Table, column: Any, words: frozenset[str], instead: str) -> None:
    """Let names and addresses that stand by themselves in a column of JSON become what they become."""
    keys, raw = list(table.primary_key), cast(column, String)
    asked = or_(*(raw.contains(as_json(word), autoescape=True) for word in words))
    found = db.session.execute(select(*keys, type_coerce(column, JSON).label("found")).where(asked)).mappings().all()
    for row in found:
        here = [key == row[key.name] for key in keys]
        kept = bindparam("kept", without(row["found"], words, instead), type_=JSON)
        db.session.execute(update(table).where(*here).values({column.name: kept}))


def in_text(table: Table, column: Any, words: frozenset[str], instead: str) -> None:
    """Let names and addresses within running text become what they become, where they stand as words of their own."""
    keys = list(table.primary_key)
    for word in sorted(words, key=len, reverse=True):
        alone = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        found = select(*keys, column.label("found")).where(column.contains(word, autoescape=True))
        for row in db.session.execute(found).mappings().all():
            kept = alone.sub(lambda match: instead, row["found"])
            here = [key == row[key.name] for key in keys]
            db.session.execute(update(table).where(*here).values({column.name: kept}))


def as_json(word: str) -> str:
    """A word as it stands in a column of JSON."""
    return json.dumps(word)


def without(value: Any, words: frozenset[str], instead: str) -> Any:
    """A value of JSON in which each text that is one of these words is another one."""
    if isinstance(value, dict):
        return {name: without(part, words, instead) for name, part in value.items()}
    if isinstance(value, list):
        return [without(part, words, instead) for part in value]
    return instead if isinstance(value, str) and value in words else value
