"""A clearance: a dated proof of an organization, or of one of its people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.clearances.kinds import ClearanceKind
from partnerhub.clearances.standing import Proof
from partnerhub.clearances.states import STATES, NotNow, NotSeen, State
from partnerhub.foundation import audit, clock
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import StoredFile
from partnerhub.partners.model import Contact, Partner
from partnerhub.people.model import User

__all__ = ["Clearance", "ClearanceKind", "NotNow", "NotSeen", "State"]


class Clearance(Binned, Base):
    """A dated proof: a document, or a note of who saw it, when, and its number."""

    __tablename__ = "clearance"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("clearance_kind.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    seen_on: Mapped[date | None]
    seen_by: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=State.WAITING, index=True)
    word: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("clearance.id", ondelete="SET NULL"))

    partner: Mapped[Partner] = relationship(lazy="joined", innerjoin=True)
    contact: Mapped[Contact | None] = relationship(lazy="joined")
    kind: Mapped[ClearanceKind] = relationship(lazy="joined", innerjoin=True)
    document: Mapped[StoredFile | None] = relationship(lazy="joined")
    by: Mapped[User | None] = relationship(foreign_keys=by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As the organization is."""
        mine = Partner.visible_to(user).order_by(None).with_only_columns(Partner.id)
        return select(cls).where(cls.partner_id.in_(mine))

    @classmethod
    def of(cls, partner: Partner) -> list[Self]:
        """All of one organization and its people, the newest first."""
        return list(db.session.scalars(select(cls).where(cls.partner_id == partner.id).order_by(cls.id.desc())))

    @classmethod
    def waiting(cls) -> Select[Self]:
        """Those that staff have to look at, the oldest first."""
        return select(cls).where(cls.state == State.WAITING).order_by(cls.at, cls.id)

    def editable_by(self, user: Any) -> bool:
        """Staff mend any; the organization mends its own until it is accepted."""
        if self.state == State.REPLACED:
            return False
        own = user.is_partner and user.partner_id == self.partner_id
        return bool(user.is_staff or (own and self.state in (State.WAITING, State.RETURNED)))

    def decidable_by(self, user: Any) -> bool:
        """Whether this person may accept or return it now."""
        return bool(user.is_staff and self.state == State.WAITING)

    @property
    def label(self) -> str:
        """What it is."""
        return self.title or str(self.kind.label)

    @property
    def state_label(self) -> Any:
        """Where it stands, in words."""
        return STATES[State(self.state)]

    @property
    def owner(self) -> str:
        """Whose it is: the person, or else the organization."""
        return self.contact.name if self.contact else self.partner.name

    @property
    def slot(self) -> tuple[int | None, int, str]:
        """Whose and of which kind: those in one slot replace each other."""
        return self.contact_id, self.kind_id, self.title.casefold()

    @property
    def has_expired(self) -> bool:
        """Whether its last good day is over; on the day itself it is still good."""
        return self.expires_on is not None and self.expires_on < clock.today()

    @property
    def days_left(self) -> int | None:
        """How many days it is still good after today; None where it never ends."""
        return (self.expires_on - clock.today()).days if self.expires_on else None

    @property
    def proof(self) -> Proof:
        """Its dates, for computing who may enter."""
        return Proof(
            self.issued_on,
            self.expires_on,
            is_accepted=self.state == State.ACCEPTED,
            is_waiting=self.state == State.WAITING,
            is_returned=self.state == State.RETURNED,
        )

    def hand_in(self, *, by: Any) -> None:
        """Bring it in. What staff bring in themselves is accepted; what the organization sends waits for them.

        Raises:
            NotSeen: staff brought neither a document nor a note of having seen it.
        """
        self.by_id, self.at, self.state, self.word = by.id, clock.now(), State.WAITING, ""
        db.session.add(self)
        db.session.flush()
        self.record(by, "clearance.handed_in")
        if by.is_staff:
            self.accept(by=by)

    def amend(self, *, by: Any) -> None:
        """Note that it was changed. What the organization changes is looked at anew."""
        self.version += 1
        if not by.is_staff:
            self.state, self.word, self.at = State.WAITING, "", clock.now()
        self.record(by, "clearance.amended")

    def accept(self, *, by: Any, seen_on: date | None = None, number: str = "") -> None:
        """Take it as good; older ones of its slot that end no later are replaced.

        Args:
            by: somebody of the staff.
            seen_on: the day they saw the original, where no copy is kept.
            number: the number on it.

        Raises:
            NotNow: it does not wait.
            NotSeen: there is no document and nobody saw one.
        """
        if self.state != State.WAITING:
            raise NotNow
        if seen_on:
            self.seen_on, self.seen_by = seen_on, by.name
        self.number = number or self.number
        if self.document is None and not (self.seen_on and self.seen_by):
            raise NotSeen
        self.decide(State.ACCEPTED, by=by)
        self.replace_older()

    def replace_older(self) -> None:
        """Take the place of those of its slot that end no later."""
        for older in self.others():
            if self.issued_on <= clock.today() and self.lasts_as_long_as(older):
                older.state, older.replaced_by_id = State.REPLACED, self.id

    def give_place_back(self) -> None:
        """Let those whose place it took count again."""
        for older in db.session.scalars(select(Clearance).where(Clearance.replaced_by_id == self.id)):
            older.state, older.replaced_by_id = State.ACCEPTED, None

    def give_back(self, *, by: Any, word: str) -> None:
        """Return it to the organization with a word why. Raises NotNow."""
        if self.state != State.WAITING:
            raise NotNow
        self.decide(State.RETURNED, by=by, word=word)

    def reopen(self, *, by: Any) -> None:
        """Take an acceptance or a return back, for a hand that slipped. Raises NotNow."""
        if self.state not in (State.ACCEPTED, State.RETURNED):
            raise NotNow
        self.give_place_back()
        self.state, self.word, self.decided_by_id, self.decided_at = State.WAITING, "", None, None
        self.version += 1
        self.record(by, "clearance.reopened")

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return f"{self.label}: {self.owner}"

    def throw_away(self, *, by: Any) -> None:
        """One sent by mistake goes into the bin; what it replaced counts again."""
        self.give_place_back()
        super().throw_away(by=by)

    def bring_back(self, *, by: Any) -> None:
        """Out of the bin it counts as before."""
        super().bring_back(by=by)
        if self.state == State.ACCEPTED:
            self.replace_older()

    def decide(self, state: State, *, by: Any, word: str = "") -> None:
        """Write a decision down."""
        self.state, self.word, self.decided_by_id, self.decided_at = state, word, by.id, clock.now()
        self.version += 1
        self.record(by, f"clearance.{state}", word=word)

    def record(self, by: Any, what: str, **more: Any) -> None:
        """Tell the trail."""
        audit.record(by, what, self, partner_id=self.partner_id, title=self.label, owner=self.owner, **more)

    def others(self) -> Sequence[Self]:
        """The other accepted ones of its slot."""
        cls = type(self)
        same = select(cls).filter_by(partner_id=self.partner_id, contact_id=self.contact_id, kind_id=self.kind_id)
        same = same.where(cls.id != self.id, cls.state == State.ACCEPTED)
        return [other for other in db.session.scalars(same) if other.slot == self.slot]

    def lasts_as_long_as(self, other: "Clearance") -> bool:
        """Whether it ends no earlier than the other."""
        return (self.expires_on or date.max) >= (other.expires_on or date.max)

    @classmethod
    def take_over(cls, from_id: int, into_id: int, by: Any) -> None:
        """Two records were the same organization: its clearances go with it."""
        db.session.execute(update(cls).where(cls.partner_id == from_id).values(partner_id=into_id))
