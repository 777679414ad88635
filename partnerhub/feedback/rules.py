"""How the school treats answers: who reads a wish to be called, how long things are kept. The public page says so."""

from datetime import date, timedelta
from typing import Any, Self

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.model import Round
from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.people.model import User

MONTH = timedelta(days=30)
LEAST_PUBLIC = 3


class FeedbackRules(Base):
    """One row: the school's own rules for feedback.

    Args:
        safeguarding_id: who alone reads the wishes to be contacted; nobody is offered that while it is empty.
        answers_months: how long single answers are kept after their round has ended.
        contact_days: how long a wish to be contacted is kept after it was answered.
        public_threshold: fewer answers than this are shown to nobody outside of the school.
        reply_days: after so many days without a reply the landing page says so.
    """

    __tablename__ = "feedback_rules"
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    safeguarding_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answers_months: Mapped[int] = mapped_column(default=24)
    contact_days: Mapped[int] = mapped_column(default=30)
    public_threshold: Mapped[int] = mapped_column(default=10)
    reply_days: Mapped[int] = mapped_column(default=14)
    safeguarding: Mapped[User | None] = relationship()

    @classmethod
    def of_school(cls) -> Self:
        """The school's rules; the usual ones where it has set none."""
        return db.session.get(cls, 1) or cls.usual()

    @classmethod
    def usual(cls) -> Self:
        """The rules that we begin with. Source of the thresholds: docs/feedback.md."""
        return cls(id=1, answers_months=24, contact_days=30, public_threshold=10, reply_days=14)

    @property
    def reader(self) -> User | None:
        """Who reads the wishes to be contacted, None where nobody does who can sign in."""
        return self.safeguarding if self.safeguarding and self.safeguarding.is_active else None

    def change(self, *, by: Any, **details: Any) -> None:
        """Take new rules."""
        for name, value in details.items():
            setattr(self, name, value)
        db.session.add(self)
        db.session.flush()
        audit.record(by, "feedback_rules.changed", self)


def forget_old() -> None:
    """Nightly: delete the single answers and comments of rounds that ended long ago; released figures stay."""
    before = clock.today() - MONTH * FeedbackRules.of_school().answers_months
    old = select(Round.id).where(Round.closes_on < before)
    for kind in (Response, Comment):
        db.session.execute(delete(kind).where(kind.round_id.in_(old)))


def kept_until(asked: Round) -> date:
    """Until when the single answers of a round are kept."""
    return asked.closes_on + MONTH * FeedbackRules.of_school().answers_months
