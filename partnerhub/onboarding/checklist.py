"""A partner's checklist: what stands between yes and the first day, each thing with its state."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.clearances.model import ClearanceKind
from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import StoredFile
from partnerhub.onboarding import lists
from partnerhub.onboarding.lists import asked
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as PartnerState
from partnerhub.people.model import User


class ItemState(StrEnum):
    """Where one thing stands."""

    OPEN = "open"
    SENT_IN = "sent_in"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


ITEM_STATES = {
    ItemState.OPEN: _l("To do"),
    ItemState.SENT_IN: _l("Sent in"),
    ItemState.RETURNED: _l("Returned"),
    ItemState.ACCEPTED: _l("Accepted"),
    ItemState.WAIVED: _l("Left out"),
}
DONE = (ItemState.ACCEPTED, ItemState.WAIVED)


class NotNow(Exception):
    """That does not follow from where the thing stands; somebody else may have been faster."""


class Item(Base):
    """One thing of a partner's checklist: a copy, so that a changed list changes nothing that was begun."""

    __tablename__ = "checklist_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    by_partner: Mapped[bool] = mapped_column(default=True)
    is_required: Mapped[bool] = mapped_column(default=True)
    clearance: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=ItemState.OPEN, index=True)
    text: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship()
    file: Mapped[StoredFile | None] = relationship(lazy="joined")
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As their organization is."""
        mine = Partner.visible_to(user).with_only_columns(Partner.id).order_by(None)
        return select(cls).where(cls.partner_id.in_(mine)).order_by(cls.position, cls.id)

    @classmethod
    def of(cls, partner: Partner) -> list[Self]:
        """A partner's checklist, in order."""
        mine = select(cls).where(cls.partner_id == partner.id).order_by(cls.position, cls.id)
        return list(db.session.scalars(mine))

    def editable_by(self, user: Any) -> bool:
        """Staff judge; the partner sends in (`answerable_by`)."""
        return bool(user.is_staff)

    def answerable_by(self, user: Any) -> bool:
        """Whether this person may send something in: the partner itself, or staff who were handed it."""
        if self.state in DONE or not self.by_partner:
            return False
        return bool(user.is_staff or (user.is_partner and user.partner_id == self.partner_id))

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def state_label(self) -> Any:
        """Where it stands, in words."""
        return ITEM_STATES[ItemState(self.state)]

    @property
    def proof(self) -> ClearanceKind | None:
        """The kind of clearance that proves it."""
        return lists.kind_of(self.clearance)

    def send_in(self, text: str, file: StoredFile | None, *, by: Any) -> None:
        """Hand in an answer, a file, or both; until it is judged it may be sent in anew. Raises NotNow."""
        if not self.answerable_by(by):
            raise NotNow
        self.text, self.why = text, ""
        self.file = file or self.file
        self.sent_by_id = by.id
        self._become(ItemState.SENT_IN, by)

    def accept(self, *, by: Any) -> None:
        """It is good, or the school has done its part. Raises NotNow where it is done already."""
        if self.is_done:
            raise NotNow
        self.why = ""
        self._become(ItemState.ACCEPTED, by)

    def give_back(self, why: str, *, by: Any) -> None:
        """Return what was sent in, with a word why. Raises NotNow where nothing was."""
        if self.state not in (ItemState.SENT_IN, ItemState.ACCEPTED) or not self.by_partner:
            raise NotNow
        self.why = why
        self._become(ItemState.RETURNED, by)

    def waive(self, why: str, *, by: Any) -> None:
        """Go on without it. Why is in the audit trail for good. Raises NotNow."""
        if self.is_done:
            raise NotNow
        self.why = why
        self._become(ItemState.WAIVED, by, why=why)

    def reopen(self, *, by: Any) -> None:
        """It is not done after all. Raises NotNow."""
        if not self.is_done:
            raise NotNow
        self.why = ""
        self._become(ItemState.SENT_IN if self.text or self.file_id else ItemState.OPEN, by, kind="reopened")

    def _become(self, state: ItemState, by: Any, kind: str = "", **details: Any) -> None:
        self.state, self.at, self.by_id = state, clock.now(), by.id
        audit.record(by, f"item.{kind or state}", self, partner_id=self.partner_id, title=self.title, **details)


def begin(partner: Partner, situation: str, country: str, *, by: Any) -> list[Item]:
    """Copy a list into the partner and begin its onboarding. One that comes back begins anew.

    Args:
        situation: one of Situation.
        country: the school's.
        by: the person who begins it.

    Raises:
        NotNow: it has a checklist that is not done yet.
        partners.model.NotNow: the partnership cannot go from its state to onboarding.
    """
    had = Item.of(partner)
    if had and partner.state == PartnerState.ONBOARDING:
        raise NotNow
    if partner.state != PartnerState.ONBOARDING:
        partner.move_to(PartnerState.ONBOARDING, by=by)
    for old in had:
        db.session.delete(old)
    items = [copy(entry, partner, position) for position, entry in enumerate(asked(country, situation), start=1)]
    db.session.add_all(items)
    db.session.flush()
    return items


def add(partner: Partner, entry: Any, *, by: Any) -> Item:
    """Ask one thing more of this partner alone, at the end of its checklist. Raises NotNow outside onboarding."""
    had = Item.of(partner)
    if partner.state != PartnerState.ONBOARDING or not had:
        raise NotNow
    item = copy(entry, partner, had[-1].position + 1)
    db.session.add(item)
    db.session.flush()
    audit.record(by, "item.added", item, partner_id=partner.id, title=item.title)
    return item


def copy(entry: Any, partner: Partner, position: int) -> Item:
    """One thing of a list as the partner's own."""
    return Item(
        partner_id=partner.id,
        position=position,
        title=str(entry.title),
        help=str(entry.help),
        by_partner=entry.by_partner,
        is_required=entry.is_required,
        clearance=entry.clearance,
    )


def take_over(from_id: int, into_id: int, by: Any) -> None:
    """Two records were one organization: applications come along, and the checklist where there is none yet."""
    db.session.execute(update(Application).where(Application.partner_id == from_id).values(partner_id=into_id))
    if not db.session.scalar(select(Item.id).where(Item.partner_id == into_id).limit(1)):
        db.session.execute(update(Item).where(Item.partner_id == from_id).values(partner_id=into_id))
