"""An export: everything that a school holds in open formats, CSV and the files as they are, in one ZIP.

Whoever keeps the server makes a whole one, which can be taken into an empty school. The principal's own leaves out what
nobody in the school may read either: single answers of families, wishes to be contacted, passwords and secret links.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from partnerhub.care import contents
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.files import StoredFile
from partnerhub.school.model import School

FORMAT = 1
MANIFEST, README = "manifest.json", "README.md"
SEALED = {
    "pulse_response",
    "pulse_comment",
    "pulse_comment_note",
    "contact_request",
    "application_link",
}
SEALED_COLUMNS = {
    "attendee.word",
    "calendar_subscription.word",
    "invitation.hash",
    "invitation.seed",
    "mail.link",
    "mail.unsubscribe",
    "poll_voter.word",
    "subscriber.word",
    "user.password",
}
Progress = Callable[[list[Any]], Iterable[Any]]


def write(target: Path, *, is_whole: bool, progress: Progress = iter) -> dict[str, Any]:
    """Write an export, of one instant, and answer its manifest.

    Args:
        target: the ZIP to write; it takes its name only when all of it is there.
        is_whole: whether nothing is left out.
        progress: wraps the list of tables and files while they are written.
    """
    school = School.only()
    files = list(db.session.scalars(select(StoredFile).order_by(StoredFile.id)))
    kept = [table for table in contents.tables() if is_whole or table.name not in SEALED]
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "schema": version(),
        "school": school.name if school else "",
        "is_whole": is_whole,
        "tables": {},
        "files": {},
        "missing": [],
    }
    part = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for thing in progress([*kept, *files]):
                if isinstance(thing, StoredFile):
                    put_file(archive, thing, manifest)
                else:
                    put_table(archive, thing, manifest)
            archive.writestr(README, "\n".join(readme(manifest)))
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def put_table(archive: zipfile.ZipFile, table: Any, manifest: dict[str, Any]) -> None:
    """Write one table, and note how many rows it has and what their hash is."""
    names = [column.name for column in table.columns]
    hidden = [] if manifest["is_whole"] else [f"{table.name}.{name}" in SEALED_COLUMNS for name in names]
    cells = contents.rows(table)
    if any(hidden):
        names = [name for name, is_hidden in zip(names, hidden, strict=True) if not is_hidden]
        cells = ([cell for cell, is_hidden in zip(row, hidden, strict=True) if not is_hidden] for row in cells)
    text, count, digest = contents.as_csv(names, cells)
    archive.writestr(f"tables/{table.name}.csv", text)
    manifest["tables"][table.name] = {"rows": count, "sha256": digest}


def put_file(archive: zipfile.ZipFile, stored: StoredFile, manifest: dict[str, Any]) -> None:
    """Write one file as it is, under its number and its own name."""
    if stored.path.exists():
        name = f"files/{stored.id}-{stored.name}"
        archive.write(stored.path, name, zipfile.ZIP_STORED)
        manifest["files"][name] = stored.sha256
    else:
        manifest["missing"].append(stored.id)


def version() -> str:
    """The migration that the database was brought to last."""
    return str(MigrationContext.configure(db.session.connection()).get_current_revision())


def readme(manifest: dict[str, Any]) -> Iterator[str]:
    """What is in it and how to read it, for whoever has nothing but this file."""
    yield f"# {manifest['school']}: everything from PartnerHub\n"
    yield f"Made at {manifest['made_at']}, by the version of the database that is called {manifest['schema']}.\n"
    yield "- `tables/`: a table each, as CSV: UTF-8, commas, the first line has the names of the columns."
    yield "- `files/`: what was handed in, as it is. The number before a name is its `id` in `stored_file.csv`."
    yield "- `manifest.json`: how many rows each table has, and the SHA-256 of each table and file.\n"
    yield "How the cells are written: an empty cell means that there is nothing. Times are in UTC, as ISO 8601. Columns"
    yield "that hold lists or texts in several languages are JSON. An apostrophe before a text keeps a spreadsheet from"
    yield "running it, and is none of the text. `user_id`, `partner_id` and so on are the `id` of that table.\n"
    if manifest["is_whole"]:
        yield "It is whole: `flask --app partnerhub import FILE` takes it into an empty school. It has the passwords as"
        yield "hashes and all that families wrote. Keep it as you would keep the server.\n"
    else:
        yield "Left out is what nobody in the school may read: single answers and comments of families, wishes to be"
        yield "contacted, passwords, and links that open doors. Whoever keeps the server can make a whole export.\n"
    yield "| table | rows |\n|---|---|"
    yield from (f"| {name} | {known['rows']} |" for name, known in manifest["tables"].items())
