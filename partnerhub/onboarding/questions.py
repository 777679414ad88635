"""What the school wants to know before it decides about an application."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base
from partnerhub.people.model import User

if TYPE_CHECKING:
    from partnerhub.onboarding.model import Application


class Question(Base):
    """Something that the school wants to know before it decides, and the answer."""

    __tablename__ = "application_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    application: Mapped["Application"] = relationship(back_populates="questions")
    asked_by: Mapped[User] = relationship(lazy="joined")
