"""A partner: an organization working with the school."""

from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.partners.kinds import KINDS, Kind
from partnerhub.partners.states import NEXT_STATES, STATES, NotNow, State
from partnerhub.people.model import User

__all__ = [
    "KINDS",
    "NEXT_STATES",
    "STATES",
    "Contact",
    "Kind",
    "Liaison",
    "NotNow",
    "Partner",
    "State",
    "hand_over",
    "partners_of_liaison",
]


class Partner(Base):
    """An organization. No column here points to a person with an account: those point here."""

    __tablename__ = "partner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(default=Kind.OTHER)
    state: Mapped[str] = mapped_column(default=State.ONBOARDING, index=True)
    offers: Mapped[str] = mapped_column(default="")
    serves: Mapped[str] = mapped_column(default="")
    times: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    is_telehealth: Mapped[bool] = mapped_column(default=False)
    is_on_site: Mapped[bool] = mapped_column(default=True)
    meets_students_alone: Mapped[bool] = mapped_column(default=False)
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    looked_through_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="Contact.name"
    )
    liaisons: Mapped[list["Liaison"]] = relationship(back_populates="partner", cascade="all, delete-orphan")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school sees all; a partner's person sees their own organization and no trace of another."""
        every = select(cls).where(cls.merged_into_id.is_(None)).order_by(cls.name)
        if not user.is_authenticated:
            return every.where(false())
        return every.where(cls.id == user.partner_id) if user.is_partner else every

    def editable_by(self, user: Any) -> bool:
        """Staff change partners; the organization itself proposes changes."""
        return bool(user.is_staff)

    @property
    def kind_label(self) -> Any:
        """What sort of organization it is, in words."""
        return KINDS[Kind(self.kind)]

    @property
    def state_label(self) -> Any:
        """Where the partnership stands, in words."""
        return STATES[State(self.state)]

    @property
    def initials(self) -> str:
        """Two letters for its mark."""
        words = [word for word in self.name.split() if word[0].isalnum()] or ["?"]
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def people_here(self) -> list["Contact"]:
        """Its people who have not left."""
        return [person for person in self.contacts if person.left_on is None]

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether it was asked if its details are right and has not answered."""
        return bool(self.asked_at and (self.confirmed_at is None or self.confirmed_at < self.asked_at))

    def people_editable_by(self, user: Any) -> bool:
        """Staff, and the organization itself, keep its people."""
        return bool(user.is_staff or self.is_own_of(user))

    def is_own_of(self, user: Any) -> bool:
        """Whether this person belongs to it."""
        return bool(user.is_partner and user.partner_id == self.id)

    def look_through(self, *, by: Any) -> None:
        """Somebody at the school went through the details."""
        self.looked_through_at = clock.now()
        audit.record(by, "partner.looked_through", self, partner_id=self.id)

    def confirm(self, *, by: Any) -> None:
        """Somebody who knows says that all details are right."""
        self.confirmed_at = self.looked_through_at = clock.now()
        audit.record(by, "partner.confirmed", self, partner_id=self.id)

    def change(self, values: dict[str, Any], *, by: Any) -> None:
        """Write new details; the trail names which ones."""
        changed = [name for name, value in values.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            audit.record(by, "partner.changed", self, partner_id=self.id, details=", ".join(changed))

    def resume(self, *, by: Any, reason: str = "") -> None:
        """Go on after a pause. Becoming active for the first time is for the checklist to say. Raises NotNow."""
        if self.state != State.PAUSED:
            raise NotNow
        self.move_to(State.ACTIVE, by=by, reason=reason)

    def move_to(self, state: State, *, by: Any, reason: str = "") -> None:
        """Take the partnership to another state.

        Args:
            by: the person who does it.
            reason: why, for the audit trail.

        Raises:
            NotNow: that does not follow from its state.
        """
        if state not in NEXT_STATES[State(self.state)]:
            raise NotNow
        self.state = state
        if state == State.ACTIVE:
            self.began_on, self.ended_on = self.began_on or clock.today(), None
        if state == State.ENDED:
            self.ended_on = clock.today()
        audit.record(by, f"partner.{state}", self, partner_id=self.id, reason=reason)


class Contact(Base):
    """A person who works for a partner; `is_liaison` holds the thread there, `is_on_site` may be in school."""

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_liaison: Mapped[bool] = mapped_column(default=False)
    is_on_site: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[date | None]
    partner: Mapped[Partner] = relationship(back_populates="contacts")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As their organization is."""
        return select(cls).join(Partner).where(Partner.id.in_(Partner.visible_to(user).with_only_columns(Partner.id)))

    def editable_by(self, user: Any) -> bool:
        """Staff, and the organization itself, keep its people."""
        return self.partner.people_editable_by(user)

    def leave(self, *, by: Any) -> None:
        """They work there no more; what they did stays."""
        self.left_on = clock.today()
        audit.record(by, "contact.left", self, partner_id=self.partner_id, name=self.name)

    def come_back(self, *, by: Any) -> None:
        """They work there after all."""
        self.left_on = None
        audit.record(by, "contact.returned", self, partner_id=self.partner_id, name=self.name)


class Liaison(Base):
    """The person at the school who holds the thread with a partner."""

    __tablename__ = "liaison"
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    partner: Mapped[Partner] = relationship(back_populates="liaisons")
    user: Mapped[User] = relationship(lazy="joined")


def partners_of_liaison(user: Any) -> list[Partner]:
    """The partners with whom this person holds the thread."""
    mine = select(Partner).join(Liaison).where(Liaison.user_id == user.id, Partner.merged_into_id.is_(None))
    return list(db.session.scalars(mine.order_by(Partner.name)))


def hand_over(giver: Any, taker: Any, by: Any) -> int:
    """Let another person hold the thread with all partners of this one, and say with how many.

    Args:
        giver: whose partners they were.
        taker: whose they are from now on.
        by: the person who does it.
    """
    held = db.session.scalars(select(Liaison).where(Liaison.user_id == giver.id)).all()
    for liaison in held:
        if db.session.get(Liaison, (liaison.partner_id, taker.id)) is None:
            db.session.add(Liaison(partner_id=liaison.partner_id, user_id=taker.id))
            audit.record(by, "liaison.added", liaison.partner, partner_id=liaison.partner_id, name=taker.name)
        db.session.delete(liaison)
    db.session.flush()
    return len(held)
