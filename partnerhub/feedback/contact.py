"""A wish to be contacted: apart from all answers, and read by one named person only."""

from datetime import date, timedelta
from typing import Any, Self

from sqlalchemy import Select, and_, delete, false, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.feedback.answers import UNORDERED, random_key
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db


class ContactRequest(Base):
    """Somebody would like to be called or written to. Nothing leads from here to any answers."""

    __tablename__ = "contact_request"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(primary_key=True, default=random_key)
    name: Mapped[str]
    reach: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    day: Mapped[date] = mapped_column(default=clock.today)
    aside: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The named safeguarding person, and nobody else: not even the principal."""
        every = select(cls).order_by(cls.answered_on.is_not(None), cls.day)
        reader = FeedbackRules.of_school().reader
        return every if user.is_authenticated and reader and reader.id == user.id else every.where(false())

    @classmethod
    def waiting_for(cls, user: Any) -> int:
        """How many wait for this person to be answered; what the trap caught does not press."""
        seen = cls.visible_to(user).where(cls.answered_on.is_(None), cls.aside == "").order_by(None)
        return db.session.scalar(select(func.count()).select_from(seen.subquery())) or 0

    @property
    def goes_on(self) -> date | None:
        """When it is erased, None while it waits for an answer."""
        since = self.day if self.aside else self.answered_on
        return since + timedelta(days=FeedbackRules.of_school().contact_days) if since else None

    def answer(self) -> None:
        """Note that they were contacted."""
        self.answered_on = self.answered_on or clock.today()

    def open_again(self) -> None:
        """They were not, after all."""
        self.answered_on = None

    def take_seriously(self) -> None:
        """The trap was wrong: it is somebody's wish."""
        self.aside = ""


def forget_old() -> None:
    """Nightly: erase what was answered, and what the trap caught, after the days that the school has set."""
    before = clock.today() - timedelta(days=FeedbackRules.of_school().contact_days)
    caught = and_(ContactRequest.aside != "", ContactRequest.day < before)
    db.session.execute(delete(ContactRequest).where(or_(ContactRequest.answered_on < before, caught)))
