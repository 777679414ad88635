"""What a school holds, as tables of text: cells that any program reads, and a hash that says whether two are equal.

A cell is empty where there is nothing. A text that is empty in a column that may also hold nothing is a single
apostrophe, and one that a spreadsheet would run, or that begins with an apostrophe, has one before it.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, Time, select, type_coerce

from partnerhub.foundation.db import Base, UTCDateTime, db
from partnerhub.foundation.texts import WordsColumn

# What passes by itself within days, or is of no use with another server's secret key.
PASSING = {"export", "job_run", "one_time_link", "pulse_receipt", "recovery_code", "second_factor"}
PASSING |= {"sign_in", "sign_in_failure", "submission"}
GUARDED = re.compile(r"['=+\-@\t\r]")
FEW = 1000


def tables() -> list[Table]:
    """All tables that an export has, each after those that it points to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in PASSING]


def plain(column: Column[Any]) -> Any:
    """The type of a column as it lies in the database, so that nothing of ours looks at a value on its way."""
    return JSON() if isinstance(column.type, WordsColumn) else column.type


def written(value: Any, column: Column[Any]) -> str:
    """A value as a cell."""
    if value is None:
        return ""
    if isinstance(plain(column), JSON):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    elif isinstance(value, date | datetime | time):
        text = value.isoformat()
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    is_text = isinstance(value, str) or isinstance(plain(column), JSON)
    return f"'{text}" if is_text and (GUARDED.match(text) or (not text and column.nullable)) else text


def read(cell: str, column: Column[Any]) -> Any:
    """The value in a cell. Raises ValueError where there is none of this sort."""
    kind = plain(column)
    if cell == "" and (column.nullable or isinstance(kind, JSON)):
        return None
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat(cell)
    if isinstance(kind, Date):
        return date.fromisoformat(cell)
    if isinstance(kind, Time):
        return time.fromisoformat(cell)
    if isinstance(kind, Boolean):
        return {"true": True, "false": False}[cell]
    if isinstance(kind, Integer):
        return int(cell)
    text = cell.removeprefix("'")
    return json.loads(text) if isinstance(kind, JSON) else text


def rows(table: Table) -> Iterator[list[str]]:
    """All rows of a table as cells, by their keys."""
    shown = [type_coerce(column, plain(column)) for column in table.columns]
    asked = select(*shown).order_by(*table.primary_key).execution_options(yield_per=FEW)
    for row in db.session.execute(asked):
        yield [written(value, column) for value, column in zip(row, table.columns, strict=True)]


def as_csv(heads: list[str], cells: Iterable[list[str]]) -> tuple[bytes, int, str]:
    """A table as CSV, how many rows it has, and the hash of what they say.

    The hash is of the cells and does not know how the CSV was written: a program that writes other quotes keeps it.
    """
    out, digest, count = io.StringIO(newline=""), hashlib.sha256(), 0
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in cells:
        writer.writerow(row)
        digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        count += 1
    return out.getvalue().encode("utf-8-sig"), count, digest.hexdigest()


def hashes() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and the hash of what they say."""
    return {table.name: as_csv([], rows(table))[1:] for table in tables()}
