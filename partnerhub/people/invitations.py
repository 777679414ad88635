"""Invitations: a link that names a role, and for a partner's person the organization; it works once."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from flask import current_app
from sqlalchemy import ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import Base, db
from partnerhub.people import letters
from partnerhub.people.model import User
from partnerhub.people.one_time import hashed

LASTS = timedelta(days=14)


class AlreadyHere(Exception):
    """Somebody with this address has an account."""


class NotYours(Exception):
    """This person may not invite for that role."""


class Invitation(Base):
    """Somebody is asked to come in.

    The link's token is made from `seed` with the house's secret key, so that the school can show the link and its QR
    code again, while the database alone opens nothing.
    """

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    seed: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None]
    name: Mapped[str]
    role: Mapped[str]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    partner: Mapped[Any] = relationship("Partner", viewonly=True)
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], viewonly=True)

    @classmethod
    def offer(
        cls, email: str | None, name: str, role: str, partner_id: int | None, by: Any, *, language: str | None = None
    ) -> Self:
        """Invite somebody, by letter where there is an address.

        Args:
            email: where the letter goes; None where the link is copied or shown.
            name: whom it is for.
            role: what they will be.
            partner_id: the organization of a partner's person.
            by: who invites; None for the house itself.
            language: of the letter; None for the school's.

        Raises:
            AlreadyHere: somebody with this address has an account.
            NotYours: that person may not invite for that role.
            ValueError: a partner's person without organization, or another with one.
        """
        if (role == Role.PARTNER) != (partner_id is not None):
            raise ValueError("A partner's person belongs to an organization, and nobody else does.")
        if by is not None and role not in roles_to_offer(by):
            raise NotYours
        if email and User.by_email(email):
            raise AlreadyHere
        offered = cls(
            email=email.lower() if email else None,
            name=name,
            role=role,
            partner_id=partner_id,
            by_id=by.id if by is not None else None,
        )
        offered.renew()
        db.session.add(offered)
        db.session.flush()
        audit.record(by, "invitation.offered", offered, partner_id=partner_id, name=name)
        letters.invite(offered, language)
        return offered

    def renew(self) -> None:
        """A new link for 14 days; the old one works no more."""
        self.seed = secrets.token_urlsafe(32)
        self.hash = hashed(self.token)
        self.expires_at = clock.now() + LASTS

    def send_anew(self, *, by: Any) -> None:
        """Renew the link and write the letter once more."""
        self.withdrawn_at = None
        self.renew()
        audit.record(by, "invitation.renewed", self, partner_id=self.partner_id, name=self.name)
        letters.invite(self)

    def withdraw(self, *, by: Any) -> None:
        """Let the link work no more."""
        self.withdrawn_at = clock.now()
        audit.record(by, "invitation.withdrawn", self, partner_id=self.partner_id, name=self.name)

    def accept(self, *, name: str, email: str, password: str, language: str | None) -> User:
        """Make the account, and use the invitation up.

        Args:
            password: already hashed.

        Raises:
            AlreadyHere: somebody with this address has an account.
        """
        if User.by_email(email):
            raise AlreadyHere
        user = User(
            name=name, email=email, role=self.role, partner_id=self.partner_id, password=password, language=language
        )
        db.session.add(user)
        db.session.flush()
        self.used_at, self.user_id = clock.now(), user.id
        audit.record(user, "invitation.accepted", user, partner_id=self.partner_id)
        return user

    @property
    def token(self) -> str:
        """What the link ends with."""
        key = current_app.config["SECRET_KEY"].encode()
        return hmac.new(key, f"invitation:{self.seed}".encode(), hashlib.sha256).hexdigest()

    @property
    def works(self) -> bool:
        """Whether its link can be used now."""
        return self.used_at is None and self.withdrawn_at is None and clock.now() < self.expires_at

    @classmethod
    def by_token(cls, token: str) -> Self | None:
        """The invitation of this link where it still works."""
        found = db.session.scalar(select(cls).where(cls.hash == hashed(token)))
        return found if found and found.works else None

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The principal sees all; staff those of partners' people."""
        every = select(cls).order_by(cls.at.desc())
        if not user.is_authenticated or not user.is_staff:
            return every.where(false())
        return every if user.is_principal else every.where(cls.role == Role.PARTNER)

    @classmethod
    def open_to(cls, user: Any) -> Select[Self]:
        """Those that nobody has used and nobody has withdrawn, run out or not."""
        return cls.visible_to(user).where(cls.used_at.is_(None), cls.withdrawn_at.is_(None))

    def editable_by(self, user: Any) -> bool:
        """Who may offer it may take it back; a used one stays as it is."""
        return self.role in roles_to_offer(user) and self.used_at is None


def roles_to_offer(user: Any) -> list[Role]:
    """The roles that this person may invite for."""
    if user.is_principal:
        return list(Role)
    return [Role.PARTNER] if user.is_staff else []
