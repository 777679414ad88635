"""What is held of one person: shown, taken along, and erased."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import ngettext
from itsdangerous import BadSignature
from sqlalchemy import Table, select

from partnerhub.foundation import clock, personal
from partnerhub.foundation.db import db
from partnerhub.foundation.files import StoredFile
from partnerhub.foundation.links import signer
from partnerhub.foundation.personal import Person, Trace
from partnerhub.foundation.tables import guard, write_csv
from partnerhub.people.model import User
from partnerhub.school.context import current_school

ABOUT = "person"
Row = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """One kind of thing that is held of a person.

    Args:
        table: where it lies.
        name: what its file is called.
        what: what it is, in words.
        rows: all of it, without what opens doors.
        goes: whether it goes as a whole when they are erased; None where it only loses its name.
    """

    table: Table
    name: str
    what: str
    rows: list[Row]
    goes: bool | None


@dataclass(frozen=True)
class Dossier:
    """All that is held of one person."""

    person: Person
    held: list[Held]
    did: list[Held]

    @classmethod
    def of(cls, address: str) -> Self:
        """What is held of whoever has this address."""
        person = personal.find(address)
        found = [held_by(trace, person) for trace in personal.traces()]
        did = [Held(table, f"did-{table.name}", "", rows, None) for table, rows in personal.done_by(person)]
        return cls(person, [held for held in found if held.rows], did)

    @property
    def account(self) -> User | None:
        """Their account."""
        return db.session.get(User, self.person.account) if self.person.account else None

    @property
    def files(self) -> list[StoredFile]:
        """The files that are about them."""
        keys = {
            row[column.name]
            for held in self.held
            for column in held.table.columns
            if any(key.target_fullname == "stored_file.id" for key in column.foreign_keys)
            for row in held.rows
        }
        return list(db.session.scalars(select(StoredFile).where(StoredFile.id.in_(keys - {None}))))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held of them."""
        return not self.held


def held_by(trace: Trace, person: Person) -> Held:
    """What lies in one place."""
    return Held(trace.table, trace.table.name, str(trace.what), trace.rows(person), trace.goes)


def token_of(address: str) -> str:
    """What stands in an address of ours in place of theirs, so that no log and no history has it in plain letters."""
    return str(signer(ABOUT).dumps(address.strip().lower()))


def address_of(token: str) -> str | None:
    """Whose token this is, None where nobody here signed it."""
    try:
        return str(signer(ABOUT).loads(token))
    except BadSignature:
        return None


def packed(dossier: Dossier) -> bytes:
    """All that is held of them as a ZIP: a text to read first, a table for each kind of thing, and the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", "\n".join(readme(dossier)))
        for held in (*dossier.held, *dossier.did):
            archive.writestr(f"{held.name}.csv", write_csv([list(held.rows[0]), *map(cells, held.rows)]))
        everything = {held.name: held.rows for held in (*dossier.held, *dossier.did)}
        archive.writestr("everything.json", json.dumps(everything, default=str, ensure_ascii=False, indent=1))
        for stored in dossier.files:
            if stored.path.exists():
                archive.write(stored.path, f"files/{stored.id}-{stored.name}")
    return out.getvalue()


def cells(row: Row) -> list[str]:
    """A row as a table shows it."""
    return [guard("" if value is None else as_text(value)) for value in row.values()]


def as_text(value: Any) -> str:
    """A value in one cell."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def readme(dossier: Dossier) -> Iterator[str]:
    """What is in the ZIP, in words."""
    school = current_school()
    yield _(
        "What %(school)s holds of %(address)s", school=school.name if school else "", address=dossier.person.address
    )
    yield _("Made on %(day)s by PartnerHub.", day=clock.today().isoformat())
    yield ""
    for held in dossier.held:
        yield f"{held.name}.csv: {held.what} ({rows_of(held)})"
    if dossier.did:
        yield ""
        yield _("What they did here, with their account:")
        yield from (f"{held.name}.csv ({rows_of(held)})" for held in dossier.did)
    yield ""
    yield _("everything.json: the same once more, for programs. files: papers about them.")
    yield _("Passwords and links that open doors are left out. Times are in UTC.")
    yield _("Not in here: what others wrote about them in running text, and answers to feedback, which have no name.")


def rows_of(held: Held) -> str:
    """How many there are."""
    return ngettext("one row", "%(num)d rows", len(held.rows))
