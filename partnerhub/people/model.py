"""A person with an account."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, false, func, inspect, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import Base, db
from partnerhub.people.words import device_name, role_name


class Digest(StrEnum):
    """How often somebody is written to of what needs them."""

    WEEKLY = "weekly"
    DAILY = "daily"
    NEVER = "never"

    def falls_on(self, day: date) -> bool:
        """Whether a letter goes out on this day: on Mondays, or on every school day."""
        return self != Digest.NEVER and (day.weekday() == 0 or (self == Digest.DAILY and day.weekday() < 5))


class LastPrincipal(Exception):
    """A school always has a principal who can sign in."""


class User(Base):
    """A person with an account. Turned off, they keep their history and cannot sign in.

    `partner_id` is the organization of somebody with the role partner. Its class lives upstairs and is known here by
    its name only.
    """

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    password: Mapped[str | None]
    language: Mapped[str | None]
    theme: Mapped[str | None]
    digest: Mapped[str] = mapped_column(default=Digest.WEEKLY, server_default=Digest.WEEKLY)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    turned_off_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    partner: Mapped[Any] = relationship("Partner", viewonly=True)

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether they may sign in."""
        return self.turned_off_at is None

    def get_id(self) -> str:
        """What Flask-Login calls them."""
        return str(self.id)

    @property
    def is_principal(self) -> bool:
        return self.role == Role.PRINCIPAL

    @property
    def is_staff(self) -> bool:
        """Staff, or the principal, who may do all that staff may."""
        return self.role in (Role.PRINCIPAL, Role.STAFF)

    @property
    def is_partner(self) -> bool:
        return self.role == Role.PARTNER

    @property
    def is_last_principal(self) -> bool:
        """Whether nobody else could run the school."""
        others = select(func.count()).where(
            User.role == Role.PRINCIPAL, User.turned_off_at.is_(None), User.id != self.id
        )
        return self.is_principal and self.is_active and not db.session.scalar(others)

    @classmethod
    def by_email(cls, email: str) -> Self | None:
        """The person with this address, however it is written."""
        return db.session.scalar(select(cls).where(cls.email == email.strip().lower()))

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school's people see everyone; a partner's person sees the people of their own organization."""
        everyone = select(cls).where(cls.erased_at.is_(None)).order_by(cls.name)
        if not user.is_authenticated:
            return everyone.where(false())
        return everyone.where(cls.partner_id == user.partner_id) if user.is_partner else everyone

    @classmethod
    def on_the_school_side(cls) -> Select[Self]:
        """Those who can be a liaison of the school."""
        return (
            select(cls)
            .where(cls.role.in_([Role.PRINCIPAL, Role.STAFF]), cls.turned_off_at.is_(None))
            .order_by(cls.name)
        )

    def editable_by(self, user: Any) -> bool:
        """Only the principal changes other people's accounts."""
        return bool(user.is_principal)

    @property
    def role_label(self) -> Any:
        """What they are to the school, in words."""
        return role_name(self.role)

    @property
    def initials(self) -> str:
        """Two letters for their mark."""
        words = [word for word in self.name.split() if word[0].isalnum()] or ["?"]
        return "".join(word[0] for word in (words if len(words) < 3 else [words[0], words[-1]])).upper()

    def set_password(self, stored: str, *, by: Any, but: Any = None) -> None:
        """Take a new password, already hashed, and end all sign-ins, but for one that may stay."""
        self.password = stored
        self.sign_out_everywhere(but=but)
        audit.record(by, "user.password", self)

    def correct(self, *, name: str, email: str, by: Any) -> None:
        """Change how they are called and where letters go."""
        if (name, email) != (self.name, self.email):
            self.name, self.email = name, email
            audit.record(by, "user.corrected", self, name=name)

    def turn_off(self, *, by: Any) -> None:
        """End their sign-ins and let them in no more. Raises LastPrincipal."""
        self.must_not_be_last()
        self.turned_off_at = clock.now()
        self.sign_out_everywhere()
        audit.record(by, "user.turned_off", self)

    def turn_on(self, *, by: Any) -> None:
        """Let them in again."""
        self.turned_off_at = None
        audit.record(by, "user.turned_on", self)

    def change_role(self, role: str, *, by: Any) -> None:
        """Make them staff, viewer or principal. Raises LastPrincipal.

        Raises ValueError where a partner's person would be made one of the school's, or the other way round.
        """
        if (role == Role.PARTNER) != self.is_partner:
            raise ValueError("Who belongs to an organization is invited anew.")
        if role != Role.PRINCIPAL:
            self.must_not_be_last()
        self.role = role
        audit.record(by, "user.role", self, role=str(role_name(role)))

    def must_not_be_last(self) -> None:
        """Raise LastPrincipal where nobody would be left to run the school."""
        if self.is_last_principal:
            raise LastPrincipal

    def sign_out_everywhere(self, *, but: Any = None) -> None:
        """End all sign-ins, but for one that may stay."""
        for session in list(self.sessions):
            if session is not but:
                db.session.delete(session)

    sessions: Mapped[list["SignIn"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="SignIn.seen_at.desc()"
    )


class SignIn(Base):
    """One device that somebody is signed in on. The cookie holds a random token; here lies only its hash.

    `is_limited`: they must set a second factor up, and can do nothing else before.
    """

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    is_own_device: Mapped[bool] = mapped_column(default=False)
    is_limited: Mapped[bool] = mapped_column(default=False, server_default=false())
    at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    user: Mapped[User] = relationship(back_populates="sessions", lazy="joined")

    @property
    def device_label(self) -> str:
        """The device in a few words, "Firefox, Windows", as far as it tells."""
        return device_name(self.device)


def organization(key: int) -> Any:
    """The organization with this key, None where there is none. Its class lives upstairs."""
    return db.session.get(inspect(User).relationships["partner"].mapper.class_, key)
