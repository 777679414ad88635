"""Personal: where something of a person lies, so that it can be shown to them and erased.

A feature says where (`Feature(traces=[Trace(...)])`). A person is known by an address; whoever has an account, by that,
too. Erased, their names and addresses go and what is theirs alone goes, while the school's history stays readable: it
says "A former member of staff". What others wrote in running text is theirs, and stays as they wrote it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    Table,
    delete,
    false,
    func,
    inspect,
    or_,
    select,
    update,
)

from partnerhub.foundation import audit, forgetting
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import Base, UTCDateTime, db
from partnerhub.foundation.feature import house
from partnerhub.foundation.texts import WordsColumn

ACCOUNT = "user.id"
NAME = object()  # in Trace.becomes: what their name becomes
PLAIN = {"synchronize_session": False}


@dataclass(frozen=True)
class Person:
    """Somebody of whom something is held.

    Args:
        address: their e-mail address, in small letters.
        account: the number of their account.
        instead: what their name becomes.
        names: how they are called here.
    """

    address: str
    account: int | None = None
    instead: str = ""
    names: frozenset[str] = frozenset()

    def has(self, *columns: Any) -> ColumnElement[bool]:
        """The rows in which one of these columns is their address, or the number of their account."""
        found = [
            column == self.account if column.foreign_keys or column.primary_key else func.lower(column) == self.address
            for column in (inspect(column).expression for column in columns)
            if self.account is not None or not (column.foreign_keys or column.primary_key)
        ]
        return or_(false(), *found)

    @property
    def words(self) -> frozenset[str]:
        """What names them where it stands by itself."""
        return self.names | {self.address}


@dataclass(frozen=True)
class Trace:
    """One place where something of a person lies.

    Args:
        model: the class of the rows.
        what: what they are, for a page.
        of: which rows are theirs.
        becomes: what their columns become when they are erased, a function of the person where it is one; None: the
            rows go.
        name: the column that says how they are called.
        secret: columns that open doors, and are shown to nobody.
        texts: columns of everybody's rows in which PartnerHub itself wrote names into running text.
        is_account: whether this is the class of accounts.
    """

    model: type[Base]
    what: LazyString
    of: Callable[[Person], ColumnElement[bool]]
    becomes: Mapping[str, Any] | None = None
    name: str | None = None
    secret: frozenset[str] = field(default=frozenset())
    texts: tuple[str, ...] = ()
    is_account: bool = False

    @property
    def table(self) -> Table:
        """The table of the rows."""
        return Base.metadata.tables[self.model.__tablename__]

    @property
    def goes(self) -> bool:
        """Whether the rows go as a whole."""
        return self.becomes is None

    def rows(self, person: Person) -> list[dict[str, Any]]:
        """What is held, without what opens doors."""
        shown = [column for column in self.table.columns if column.name not in self.secret]
        return [dict(row) for row in db.session.execute(select(*shown).where(self.of(person))).mappings()]

    def erase(self, person: Person) -> None:
        """Let what is theirs go."""
        for name in self.texts:
            forgetting.in_text(self.table, self.table.columns[name], person.words, person.instead)
        if self.becomes is None:
            db.session.execute(delete(self.model).where(self.of(person)), execution_options=PLAIN)
            return
        values = {name: became(value, person) for name, value in self.becomes.items()}
        db.session.execute(update(self.model).where(self.of(person)).values(values), execution_options=PLAIN)


def became(value: Any, person: Person) -> Any:
    """What a column becomes for this person."""
    if value is NAME:
        return person.instead
    return value(person) if callable(value) else value


def traces() -> list[Trace]:
    """All places, those of upper floors first: what leans on an account is looked at before the account."""
    return [trace for feature in reversed(house().features) for trace in feature.traces]


def find(address: str) -> Person:
    """Whoever has this address, with all the names that they have here."""
    address = address.strip().lower()
    accounts: Any = next(trace.model for trace in traces() if trace.is_account)
    found = db.session.scalar(select(accounts).where(accounts.email == address))
    person = Person(address, found.id if found else None, former(found))
    names = {str(row[trace.name]) for trace in traces() if trace.name for row in trace.rows(person) if row[trace.name]}
    return Person(address, person.account, person.instead, frozenset(names - {person.instead}))


def former(account: Any) -> str:
    """What the name of somebody becomes."""
    if account is None:
        return _("Somebody whose name was erased")
    return _("A former person of a partner") if account.role == Role.PARTNER else _("A former member of staff")


def done_by(person: Person) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """What names their account and is in no trace: which things they did something to, and when.

    Found in the tables, so that nothing is forgotten. What the things say is about others, and is left out.
    """
    if person.account is None:
        return
    for table in Base.metadata.sorted_tables:
        links = [c for c in table.columns if any(key.target_fullname == ACCOUNT for key in c.foreign_keys)]
        keys = [column for column in table.columns if column in links or tells_only_when(column)]
        known = [{key.name: row[key.name] for key in keys} for row in rows_of(table, person)]
        asked = select(*keys).where(or_(false(), *(link == person.account for link in links)))
        found = [dict(row) for row in db.session.execute(asked).mappings()] if links else []
        if rows := [row for row in found if row not in known]:
            yield table, rows


def tells_only_when(column: Any) -> bool:
    """Whether a column says which thing it is, of what sort, or when, and nothing else."""
    return column.primary_key or column.name in ("kind", "state") or isinstance(column.type, UTCDateTime | Date)


def rows_of(table: Table, person: Person) -> list[dict[str, Any]]:
    """The rows of a table that are theirs by a trace."""
    return [row for trace in traces() if trace.table is table for row in trace.rows(person)]


def erase(person: Person) -> None:
    """Let a person go: every trace, each text of JSON that is their name or address, and those of the trail."""
    db.session.flush()
    for trace in traces():
        trace.erase(person)
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON | WordsColumn) and table.name != audit.Event.__tablename__:
                forgetting.in_json(table, column, person.words, person.instead)
    audit.forget(person.words, person.instead)
    db.session.expire_all()
