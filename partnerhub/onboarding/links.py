"""The links by which somebody without an account comes back to an application."""

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation.db import Base

if TYPE_CHECKING:
    from partnerhub.onboarding.model import Application

LINK_LASTS = timedelta(days=30)


def hashed(token: str) -> str:
    """A link's token as it is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


class Link(Base):
    """A link to an application, as the hash of its token."""

    __tablename__ = "application_link"
    hash: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    application: Mapped["Application"] = relationship(back_populates="links")

    @classmethod
    def new(cls) -> tuple[Self, str]:
        """A link and its token, which is known only now."""
        token = secrets.token_urlsafe(32)
        return cls(hash=hashed(token)), token
