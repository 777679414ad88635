"""The school's own checklists: a brought list made its own, then changed as it likes.

Until somebody changes it, a list is the brought one, in the reader's language; nothing lies in the database.
"""

from collections.abc import Sequence
from typing import Any, Self

from sqlalchemy import ForeignKey, Index, Select, false, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.clearances.model import ClearanceKind
from partnerhub.foundation import audit
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.onboarding.defaults import SITUATIONS, Entry, Situation, brought


class OwnList(Binned, Base):
    """A list for a situation that the school has made its own. One that it gave up lies in the bin."""

    __tablename__ = "own_list"
    __table_args__ = (
        Index(
            "uq_own_list_in_use",
            "country",
            "situation",
            unique=True,
            sqlite_where=text("binned_at IS NULL"),
            postgresql_where=text("binned_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str]
    situation: Mapped[str]
    entries: Mapped[list["OwnEntry"]] = relationship(
        back_populates="list", cascade="all, delete-orphan", order_by="OwnEntry.position, OwnEntry.id"
    )

    @classmethod
    def of(cls, country: str, situation: str) -> Self | None:
        """The school's own, None where it is still the brought one."""
        return db.session.scalar(select(cls).where(cls.country == country, cls.situation == situation))

    @classmethod
    def make(cls, country: str, situation: str, *, by: Any) -> Self:
        """Make the brought list the school's own, in the language that `by` reads; once."""
        own = cls.of(country, situation)
        if own:
            return own
        own = cls(country=country, situation=situation)
        db.session.add(own)
        for entry in brought(country, situation):
            own.add(str(entry.title), str(entry.help), entry.by_partner, entry.is_required, entry.clearance)
        db.session.flush()
        audit.record(by, "list.made", own, situation=str(SITUATIONS[Situation(situation)]))
        return own

    def add(
        self, title: str, help: str, by_partner: bool, is_required: bool = True, clearance: str | None = None
    ) -> "OwnEntry":
        """Ask one more thing, at the end."""
        last = max((entry.position for entry in self.entries), default=0)
        entry = OwnEntry(
            title=title,
            help=help,
            by_partner=by_partner,
            is_required=is_required,
            clearance=clearance,
            position=last + 1,
        )
        self.entries.append(entry)
        return entry

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school's side."""
        return select(cls) if user.is_authenticated and not user.is_partner else select(cls).where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff keep the lists."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """The situation's name."""
        return str(SITUATIONS[Situation(self.situation)])

    def throw_away(self, *, by: Any) -> None:
        """Go back to the brought list."""
        if self.binned_at is None:
            audit.record(by, "list.given_up", self, situation=self.bin_label)
        super().throw_away(by=by)

    def bring_back(self, *, by: Any) -> None:
        """Use it again, in place of one that was made since."""
        since = OwnList.of(self.country, self.situation)
        if since and since is not self:
            since.throw_away(by=by)
        super().bring_back(by=by)


class OwnEntry(Binned, Base):
    """One thing that the school asks. A removed one lies in the bin."""

    __tablename__ = "own_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("own_list.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    by_partner: Mapped[bool] = mapped_column(default=True)
    is_required: Mapped[bool] = mapped_column(default=True)
    clearance: Mapped[str | None]
    list: Mapped[OwnList] = relationship(back_populates="entries", lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school's side."""
        kept = select(cls).join(OwnList)
        return kept if user.is_authenticated and not user.is_partner else kept.where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff keep the lists."""
        return bool(user.is_staff)

    def move(self, *, up: bool) -> None:
        """Change places with its neighbor; at the end of the list nothing happens."""
        shown = self.list.entries
        here = shown.index(self)
        there = here - 1 if up else here + 1
        if 0 <= there < len(shown):
            other = shown[there]
            self.position, other.position = other.position, self.position


def asked(country: str, situation: str) -> Sequence[Entry | OwnEntry]:
    """What is asked of a partner in this situation: the school's own list, or the brought one."""
    own = OwnList.of(country, situation)
    return own.entries if own else brought(country, situation)


def kinds() -> dict[str, ClearanceKind]:
    """The kinds of clearance by the name that a list calls them: a code of ours, or the number of the school's own."""
    return {kind.code or str(kind.id): kind for kind in db.session.scalars(ClearanceKind.in_order())}


def kind_of(name: str | None) -> ClearanceKind | None:
    """The kind of clearance that goes by this name; None where the school has none such."""
    return kinds().get(name) if name else None
