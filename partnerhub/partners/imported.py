"""A list that is being brought in: what was sent, what its columns mean, and what came of it."""

import logging
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.partners import plan
from partnerhub.partners.columns import plain
from partnerhub.partners.model import Liaison, Partner, State
from partnerhub.partners.takeover import write
from partnerhub.people.model import User

log = logging.getLogger("partnerhub.imports")
KEPT = timedelta(days=1)
AT_ONCE = 500
# How far each list is that this process takes over, (items done, of how many). Its transaction tells only at its end.
PROGRESS: dict[int, tuple[int, int]] = {}


class Heading(Base):
    """What a heading of a list turned out to mean, remembered for the next list."""

    __tablename__ = "heading"
    word: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str]


class ImportedList(Base):
    """A list between being sent and being taken over. `state`: sent, planned, waiting, done, failed."""

    __tablename__ = "imported_list"
    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    name: Mapped[str]
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    columns: Mapped[list[str]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    apart: Mapped[list[int]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(default="sent")
    result: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    by: Mapped[User] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Each sees what they sent themselves."""
        return select(cls).where(cls.by_id == user.id)

    def editable_by(self, user: Any) -> bool:
        """Whoever sent it, while they are staff."""
        return bool(user.is_staff and user.id == self.by_id)

    def work_out(self, columns: list[str]) -> dict[str, Any]:
        """The plan for these columns. It writes nothing."""
        every = db.session.scalars(select(Partner).where(Partner.merged_into_id.is_(None)))
        return plan.make(self.rows[1:], columns, every, accounts())

    @property
    def progress(self) -> tuple[int, int] | None:
        """How far it is taken over, where this process does it."""
        return PROGRESS.get(self.id)

    def remember(self, columns: list[str], made: dict[str, Any]) -> None:
        """Keep the plan, and what the headings meant."""
        self.columns, self.plan, self.state = columns, made, "planned"
        for heading, column in zip(self.rows[0], columns, strict=True):
            if plain(heading):
                db.session.merge(Heading(word=plain(heading), column=column))

    def take_over(self) -> None:
        """Write everything, in the transaction of the caller: all of it or nothing."""
        items = self.plan["items"]
        known = known_partners()
        made: list[Partner] = []
        changed = set()
        for index, item in enumerate(items):
            target = self.target_of(index, item, known, made)
            fresh = target is None
            target = target or Partner(name=item["name"], state=State.ACTIVE)
            made.append(target)
            if write(item, target, is_new=fresh) and target.id:
                changed.add(target.id)
            db.session.add(target)
            PROGRESS[self.id] = (index + 1, len(items))
        db.session.flush()
        self.finish(made, known, changed)

    def target_of(
        self, index: int, item: dict[str, Any], known: dict[int, Partner], made: list[Partner]
    ) -> Partner | None:
        """The partner that an item belongs to, None where it is a new one."""
        if index in self.apart:
            return None
        if item["item"] is not None:
            return made[item["item"]]
        return known.get(item["partner"]) if item["partner"] else None

    def finish(self, made: list[Partner], known: dict[int, Partner], changed: set[int]) -> None:
        """Note what came of it, and drop what was sent."""
        old = {partner.id for partner in known.values()}
        every = {partner.id: partner for partner in made}
        for key, partner in every.items():
            if key in changed or key not in old:
                audit.record(self.by, "partner.imported", partner, partner_id=partner.id, name=partner.name)
        self.result = {"new": len(every.keys() - old), "changed": len(changed), "rows": len(self.rows) - 1}
        self.state, self.rows, self.plan = "done", [], {}
        audit.record(self.by, "partners.imported", self, name=self.name, **self.result)


def known_partners() -> dict[int, Partner]:
    """All partners by their number; the number of one that was merged leads to the one that it became part of."""
    loaded = select(Partner).options(selectinload(Partner.contacts), selectinload(Partner.liaisons))
    known = {partner.id: partner for partner in db.session.scalars(loaded)}
    for key, partner in known.items():
        while partner.merged_into_id:
            partner = known[partner.merged_into_id]
        known[key] = partner
    return known


def accounts() -> dict[str, int | None]:
    """Who can be a liaison, by address and by name; None for a name that several have."""
    found: dict[str, int | None] = {}
    able = User.on_the_school_side().order_by(None).with_only_columns(User.id)
    for user in db.session.scalars(select(User).where(or_(User.id.in_(able), User.id.in_(select(Liaison.user_id))))):
        name = user.name.casefold()
        found[name] = None if name in found else user.id
        found[user.email.casefold()] = user.id
    return found


def take_over_waiting() -> None:
    """Every minute: take over the long lists that wait."""
    waiting = list(db.session.scalars(select(ImportedList.id).where(ImportedList.state == "waiting")))
    db.session.rollback()
    for key in waiting:
        try:
            with transaction():
                found = db.session.get(ImportedList, key)
                if found and found.state == "waiting":
                    found.take_over()
        except Exception:
            log.exception("import %d", key)
            give_up(key)
        finally:
            PROGRESS.pop(key, None)


def give_up(key: int) -> None:
    """Nothing of the list was written; say so to whoever sent it."""
    with transaction():
        found = db.session.get_one(ImportedList, key)
        found.state = "failed"
        audit.record(found.by, "partners.import_failed", found, name=found.name)


def forget_old() -> None:
    """Nightly: drop lists that nobody went on with, and what is left of those that were taken over."""
    db.session.execute(delete(ImportedList).where(ImportedList.at < clock.now() - KEPT))
