"""Keeping: for how long each kind of thing is kept, why, and the nightly job that lets it go.

A feature says what it keeps (`Feature(keeps=[Kept(...)])`). The principal may change the numbers within bounds; the
page that everybody reads is made from the numbers that hold. What no school should change has one number only.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.feature import house

log = logging.getLogger("partnerhub.keeping")
audit.describe(
    {"keeping.changed": _l("changed how long things are kept: %(what)s")},
    about={"keeping": _l("How long things are kept")},
)


class Unit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    MONTHS = "months"

    def times(self, number: int) -> timedelta:
        """So many of them. A month is 30 days, as everywhere here."""
        return timedelta(days=number if self == Unit.DAYS else 30 * number)


class About(StrEnum):
    """Whom a kind of thing is about, in the order of the page."""

    FAMILIES = "families"
    ORGANIZATIONS = "organizations"
    ACCOUNTS = "accounts"
    SERVER = "server"

    @property
    def label(self) -> LazyString:
        """Whom, in words."""
        return ABOUTS[self]


ABOUTS = {
    About.FAMILIES: _l("Families"),
    About.ORGANIZATIONS: _l("Organizations and guests"),
    About.ACCOUNTS: _l("People with an account"),
    About.SERVER: _l("What keeps the work safe"),
}


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept for a time.

    Args:
        key: its name in the database.
        about: whom it is about.
        what: what it is: "Letters".
        since: from when on its time counts: "The day when they were written".
        why: why it is kept so long and no longer.
        number: how many units, until the school says otherwise.
        unit: days, or months of 30 days.
        least, most: the bounds; None: nobody changes this number.
        model: whose rows go; None where the feature sees to that by itself.
        old: which of them are old, for an instant before which everything is.
        forget: what to do with the old ones in place of deleting them.
        own: the number, where the school sets it on a page of its own.
        page: the endpoint of that page.
    """

    key: str
    about: About
    what: LazyString
    since: LazyString
    why: LazyString
    number: int
    unit: Unit = Unit.MONTHS
    least: int | None = None
    most: int | None = None
    model: type[Base] | None = None
    old: Callable[[datetime], ColumnElement[bool]] | None = None
    forget: Callable[[datetime], Any] | None = None
    own: Callable[[], int] | None = None
    page: str | None = None

    @property
    def is_changeable(self) -> bool:
        """Whether the principal sets its number on the page for all of them."""
        return self.least is not None

    def holds(self) -> int:
        """The number that holds."""
        return self.own() if self.own else chosen().get(self.key, self.number)

    @property
    def for_how_long(self) -> str:
        """The number that holds, in words."""
        number = self.holds()
        if self.unit == Unit.DAYS:
            return ngettext("one day", "%(num)d days", number)
        if number % 12 == 0:
            return ngettext("one year", "%(num)d years", number // 12)
        return ngettext("one month", "%(num)d months", number)

    def before(self, number: int | None = None) -> datetime:
        """The instant before which everything goes, with the number that holds or with another one."""
        return clock.now() - self.unit.times(self.holds() if number is None else number)

    def count(self, number: int | None = None) -> int:
        """How many would go tonight."""
        if self.model is None or self.old is None:
            return 0
        old = select(func.count()).select_from(self.model).where(self.old(self.before(number)))
        return db.session.scalar(old.execution_options(include_binned=True)) or 0

    def let_go(self) -> None:
        """Let the old ones go."""
        if self.model is None or self.old is None:
            return
        if self.forget:
            self.forget(self.before())
        else:
            db.session.execute(delete(self.model).where(self.old(self.before())))


class Keeping(Base):
    """The number that a school has chosen for one kind."""

    __tablename__ = "keeping"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int]


def chosen() -> dict[str, int]:
    """What the school has chosen, by the kind's key."""
    return {row.kind: row.number for row in db.session.scalars(select(Keeping))}


def everything() -> list[Kept]:
    """All kinds, in the order of whom they are about, and then in floor order."""
    order = list(About)
    kinds = [kept for feature in house().features for kept in feature.keeps]
    return sorted(kinds, key=lambda kept: order.index(kept.about))


def choose(numbers: dict[str, int], *, by: Any) -> Sequence[Kept]:
    """Take new numbers, and answer which kinds have changed. Raises ValueError for one out of bounds.

    Args:
        numbers: by the kind's key.
    """
    changed = []
    for kept in everything():
        number = numbers.get(kept.key)
        if number is None or not kept.is_changeable or number == kept.holds():
            continue
        if not (kept.least or 0) <= number <= (kept.most or 0):
            raise ValueError(f"{kept.key} cannot be kept for {number} {kept.unit}.")
        row = db.session.scalar(select(Keeping).where(Keeping.kind == kept.key)) or Keeping(kind=kept.key)
        row.number = number
        db.session.add(row)
        db.session.flush()
        audit.record(by, "keeping.changed", row, what=f"{kept.key} {number} {kept.unit}")
        changed.append(kept)
    return changed


class NotAllWent(Exception):
    """Some kinds could not be let go of; its text names them."""


def forget_old() -> None:
    """Nightly: let go what is older than the school keeps it, each kind in a transaction of its own.

    Raises NotAllWent, so that the page about the server says so.
    """
    failed = []
    for kept in everything():
        try:
            with transaction():
                kept.let_go()
        except Exception:
            log.exception("keeping %s", kept.key)
            failed.append(kept.key)
    if failed:
        raise NotAllWent(", ".join(failed))
