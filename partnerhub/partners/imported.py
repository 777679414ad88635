"""A list that is being brought in: what was sent, what its columns mean, and what came of it."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.partners import plan
from partnerhub.partners.columns import plain
from partnerhub.partners.model import Contact, Partner, State
from partnerhub.people.model import User

KEPT = timedelta(days=1)
AT_ONCE = 500


class Heading(Base):
    """What a heading of a list turned out to mean, remembered for the next list."""

    __tablename__ = "heading"
    word: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str]


class ImportedList(Base):
    """A list between being sent and being taken over. `state`: sent, planned, waiting, done."""

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
        return plan.make(self.rows[1:], columns, every)

    def remember(self, columns: list[str], made: dict[str, Any]) -> None:
        """Keep the plan, and what the headings meant."""
        self.columns, self.plan, self.state = columns, made, "planned"
        for heading, column in zip(self.rows[0], columns, strict=True):
            if plain(heading):
                db.session.merge(Heading(word=plain(heading), column=column))

    def take_over(self) -> None:
        """Write everything, in the transaction of the caller: all of it or nothing."""
        items = self.plan["items"]
        partners = {p.id: p for p in db.session.scalars(select(Partner).options(selectinload(Partner.contacts)))}
        made: dict[int, Partner] = {}
        changed = 0
        for index, item in enumerate(items):
            together = index not in self.apart
            target = partners.get(item["partner"]) if together and item["partner"] else None
            if together and item["item"] is not None:
                target = made[item["item"]]
            fresh = target is None
            made[index] = target = target or Partner(name=item["name"], state=State.ACTIVE)
            changed += write(item, target, is_new=fresh) and not fresh
            db.session.add(target)
        db.session.flush()
        new = {partner.id: partner for partner in made.values()}.keys() - partners.keys()
        for partner in {p.id: p for p in made.values()}.values():
            audit.record(self.by, "partner.imported", partner, partner_id=partner.id, name=partner.name)
        self.result = {"new": len(new), "changed": changed, "rows": len(self.rows) - 1}
        self.state, self.rows, self.plan = "done", [], {}
        audit.record(self.by, "partners.imported", self, name=self.name, **self.result)


def write(item: dict[str, Any], partner: Partner, *, is_new: bool) -> bool:
    """Write one item into its partner: what the list says counts, what it leaves open stays. True if it differed."""
    differs = False
    for key, value in item["values"].items():
        if not is_new and key in ("state", "name"):
            continue
        value = date.fromisoformat(value) if key == "began_on" else value
        differs = differs or getattr(partner, key) != value
        setattr(partner, key, value)
    for person in item["people"]:
        differs = write_person(person, partner) or differs
    return differs


def write_person(person: dict[str, Any], partner: Partner) -> bool:
    """Find a person by address or by name, or add them."""

    def is_same(contact: Contact) -> bool:
        same_address = bool(person.get("email")) and person.get("email") == contact.email
        return same_address or contact.name.casefold() == person["name"].casefold()

    contact = next(filter(is_same, partner.contacts), None)
    if contact is None:
        partner.contacts.append(Contact(**person))
        return True
    differs = any(getattr(contact, key) != value for key, value in person.items())
    for key, value in person.items():
        setattr(contact, key, value)
    return differs


def take_over_waiting() -> None:
    """Every minute: take over the long lists that wait."""
    waiting = list(db.session.scalars(select(ImportedList.id).where(ImportedList.state == "waiting")))
    db.session.rollback()
    for key in waiting:
        with transaction():
            found = db.session.get(ImportedList, key)
            if found and found.state == "waiting":
                found.take_over()


def forget_old() -> None:
    """Nightly: drop lists that nobody went on with, and what is left of those that were taken over."""
    db.session.execute(delete(ImportedList).where(ImportedList.at < clock.now() - KEPT))
