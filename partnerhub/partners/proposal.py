"""A proposal: new details that an organization gives for itself, until the school accepts or returns them."""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.partners.model import Partner
from partnerhub.people.model import User


class AlreadyAnswered(Exception):
    """Somebody else was faster."""


class Proposal(Base):
    """Changes to a partner's details: the old and the new value of each, and what the school said."""

    __tablename__ = "proposal"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    changes: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Partner] = relationship(lazy="joined")
    by: Mapped[User] = relationship(foreign_keys=[by_id], lazy="joined")
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id], lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its organization is."""
        return select(cls).where(cls.partner_id.in_(Partner.visible_to(user).with_only_columns(Partner.id)))

    def editable_by(self, user: Any) -> bool:
        """Staff decide."""
        return bool(user.is_staff)

    @classmethod
    def waiting(cls) -> Select[Self]:
        """Those that nobody has answered, the oldest first."""
        return select(cls).where(cls.answered_at.is_(None)).order_by(cls.at)

    @classmethod
    def waiting_of(cls, partner: Partner) -> Self | None:
        """The one that waits for this partner."""
        return db.session.scalars(cls.waiting().where(cls.partner_id == partner.id)).first()

    @classmethod
    def last_returned_to(cls, partner: Partner) -> Self | None:
        """The last one, if the school returned it."""
        last = db.session.scalars(select(cls).where(cls.partner_id == partner.id).order_by(cls.id.desc())).first()
        return last if last and last.is_accepted is False else None

    @classmethod
    def make(cls, partner: Partner, values: dict[str, Any], *, by: Any) -> Self | None:
        """Propose new details; a waiting proposal is taken over. None where nothing differs."""
        changes = {n: [getattr(partner, n), value] for n, value in values.items() if getattr(partner, n) != value}
        waiting = cls.waiting_of(partner)
        if not changes:
            if waiting:
                db.session.delete(waiting)
            return None
        made = waiting or cls(partner=partner, by_id=by.id)
        made.changes, made.at, made.by_id = changes, clock.now(), by.id
        db.session.add(made)
        db.session.flush()
        audit.record(by, "proposal.made", made, partner_id=partner.id)
        return made

    def accept(self, *, by: Any) -> None:
        """Write the new details. Raises AlreadyAnswered."""
        self._close(by)
        self.is_accepted = True
        for name, (_old, new) in self.changes.items():
            setattr(self.partner, name, new)
        self.partner.looked_through_at = self.partner.confirmed_at = clock.now()
        audit.record(by, "proposal.accepted", self, partner_id=self.partner_id)

    def send_back(self, why: str, *, by: Any) -> None:
        """Leave everything as it is and say why. Raises AlreadyAnswered."""
        self._close(by)
        self.is_accepted, self.answer = False, why
        audit.record(by, "proposal.returned", self, partner_id=self.partner_id, answer=why)

    def _close(self, by: Any) -> None:
        if self.answered_at:
            raise AlreadyAnswered
        self.answered_at, self.answered_by_id = clock.now(), by.id
