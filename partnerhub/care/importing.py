"""Taking an export into an empty school: all of it, or nothing; and only if it is what was written."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, select, text, update

from partnerhub.care import contents, exporting, moving
from partnerhub.care.exporting import FORMAT, MANIFEST, Progress
from partnerhub.care.vault import write_safely
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import folder

LONGEST_CELL = 50 * 1024 * 1024


class NotTaken(Exception):
    """Nothing was taken in; its text says why."""


def take(file: Path, progress: Progress = iter) -> dict[str, int]:
    """Take an export into this school, which must be empty, in the transaction of the caller.

    Args:
        file: the ZIP.
        progress: wraps the list of tables and files while they are read.

    Returns:
        How many rows each table has.

    Raises:
        NotTaken: it is no whole export of this version, is damaged, or there is something here already.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = manifest_of(archive)
            must_be_empty()
            for name in progress([*manifest["tables"], *manifest["files"]]):
                if name in manifest["files"]:
                    take_file(archive, name, manifest["files"][name])
                else:
                    take_table(archive, Base.metadata.tables[name])
    except (zipfile.BadZipFile, KeyError, ValueError, UnicodeDecodeError, csv.Error) as problem:
        raise NotTaken(f"{file} is not an export, or is damaged: {problem}") from None
    moving.count_on(db.session.connection(), moving.tables_of(db.session.connection()))
    must_be_equal(manifest)
    return {name: known["rows"] for name, known in manifest["tables"].items()}


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the export says of itself. Raises NotTaken where it cannot be taken in."""
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT or manifest["schema"] != exporting.version():
        raise NotTaken(
            f"It was made by another version of PartnerHub ({manifest['schema']}, here is {exporting.version()}). "
            "Take it in with that version, and then bring the school up to date."
        )
    if not manifest["is_whole"]:
        raise NotTaken("It leaves out what nobody may read. Make a whole one: flask --app partnerhub export FILE")
    if manifest["tables"].keys() != {table.name for table in contents.tables()}:
        raise NotTaken("It does not have the tables that this version has.")
    return manifest


def must_be_empty() -> None:
    """Raise NotTaken where somebody or something is here; what a migration put in goes."""
    for name in ("user", "school", "partner", "stored_file"):
        if db.session.scalar(select(func.count()).select_from(Base.metadata.tables[name])):
            raise NotTaken("There is a school in this database already. Nothing was changed.")
    for table in reversed(contents.tables()):
        db.session.execute(delete(table))


def take_table(archive: zipfile.ZipFile, table: Table) -> None:
    """Write the rows of one table; what points to rows of the same table is written when all of them are there."""
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    later: list[dict[str, Any]] = []
    rows = []
    for row in rows_of(archive, table):
        if any(row[column.name] is not None for column in own):
            later.append(dict(row))
            row |= {column.name: None for column in own}
        rows.append(row)
    raw = table.to_metadata(type(table.metadata)())
    for column in raw.columns:
        column.type = contents.plain(table.columns[column.name])
    for first in range(0, len(rows), contents.FEW):
        db.session.execute(raw.insert(), rows[first : first + contents.FEW])
    for row in later:
        here = [key == row[key.name] for key in table.primary_key]
        db.session.execute(update(table).where(*here).values({column.name: row[column.name] for column in own}))


def rows_of(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of one table. Raises ValueError where a cell or a column is not what it should be."""
    with archive.open(f"tables/{table.name}.csv") as opened:
        lines = csv.reader(io.TextIOWrapper(opened, "utf-8-sig", newline=""))
        names = next(lines)
        if sorted(names) != sorted(table.columns.keys()):
            raise ValueError(f"the columns of {table.name} are not those of this version")
        for cells in lines:
            pairs: Iterable[tuple[str, str]] = zip(names, cells, strict=True)
            yield {name: contents.read(cell, table.columns[name]) for name, cell in pairs}


def take_file(archive: zipfile.ZipFile, name: str, digest: str) -> None:
    """Write one file where it belongs. Raises ValueError where it is not what was handed in."""
    content = archive.read(name)
    if hashlib.sha256(content).hexdigest() != digest:
        raise ValueError(f"{name} is not what was handed in")
    target = folder() / digest[:2] / digest
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_safely(target, content)


def must_be_equal(manifest: dict[str, Any]) -> None:
    """Raise NotTaken where a table here does not say what the export said."""
    if db.engine.dialect.name == "sqlite":
        broken = db.session.execute(text("PRAGMA foreign_key_check")).first()
        if broken:
            raise NotTaken(f"A row of {broken[0]} points to a row that is not there.")
    for name, (count, digest) in contents.hashes().items():
        if manifest["tables"][name] != {"rows": count, "sha256": digest}:
            raise NotTaken(f"The table {name} is not what was written.")
