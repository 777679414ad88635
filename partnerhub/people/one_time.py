"""One-time links: a random token of which only the hash is kept, spent by a POST.

Mail scanners open the links in letters before people do, so a GET spends nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db
from partnerhub.people.model import User

MINUTES = 15


class Purpose(StrEnum):
    """What a link opens."""

    SET_UP = "set_up"
    SIGN_IN = "sign_in"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a name


class OneTimeLink(Base):
    """A link that works once. The one for setting up does not run out; a new one takes its place at each start."""

    __tablename__ = "one_time_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()

    @classmethod
    def make(cls, purpose: Purpose, user: Any = None) -> str:
        """Make a link, take back earlier ones for the same, and answer its token, which is nowhere else.

        Args:
            purpose: what it opens.
            user: whose it is; nobody's for setting up.
        """
        key = user.id if user else None
        db.session.execute(delete(cls).where(cls.purpose == purpose, cls.user_id == key, cls.used_at.is_(None)))
        token = secrets.token_urlsafe(32)
        expires = clock.now() + timedelta(minutes=MINUTES) if user else None
        db.session.add(cls(hash=hashed(token), purpose=purpose, user_id=key, expires_at=expires))
        db.session.flush()
        return token

    @classmethod
    def open(cls, token: str, purpose: Purpose) -> Self | None:
        """The link of this token where it still works, None where it was used, ran out, or never was."""
        link = db.session.scalar(select(cls).where(cls.hash == hashed(token), cls.purpose == purpose))
        return link if link and link.works else None

    @property
    def works(self) -> bool:
        """Whether it can be used now."""
        in_time = self.expires_at is None or clock.now() < self.expires_at
        return self.used_at is None and in_time and (self.user is None or self.user.is_active)

    def spend(self) -> Any:
        """Use it up, and answer whose it was."""
        self.used_at = clock.now()
        return self.user


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def forget_old() -> None:
    """Nightly: drop links that ran out a week ago."""
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < clock.now() - timedelta(days=7)))
