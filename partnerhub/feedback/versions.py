"""The versions of a pulse: what was asked stays as it was, what is changed goes into a next one."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from flask_babel import gettext as _
from sqlalchemy import ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.bin import SEEN, Binned
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.texts import Place

if TYPE_CHECKING:
    from partnerhub.feedback.model import Pulse
    from partnerhub.feedback.questions import PulseQuestion


def new_key() -> str:
    """What a question or a choice is called in answers."""
    return secrets.token_hex(4)


class Version(Binned, Base):
    """A set of questions in an order. `asked_at` is when the first round with it was published; then it stays."""

    __tablename__ = "pulse_version"
    __table_args__ = (UniqueConstraint("pulse_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_at: Mapped[datetime | None]
    revision: Mapped[str] = mapped_column(default=new_key)
    pulse: Mapped["Pulse"] = relationship(back_populates="versions")
    questions: Mapped[list["PulseQuestion"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="PulseQuestion.place, PulseQuestion.id"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Who sees the pulse sees its questions."""
        from partnerhub.feedback.model import Pulse

        return select(cls).where(cls.pulse_id.in_(Pulse.visible_to(user).order_by(None).with_only_columns(Pulse.id)))

    def editable_by(self, user: Any) -> bool:
        """Staff ask."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return _("Version %(number)d of “%(title)s”", number=self.number, title=self.pulse.title.text)

    @property
    def is_asked(self) -> bool:
        """Whether anybody may have answered it."""
        return self.asked_at is not None

    def touch(self) -> None:
        """Note that something of it was changed, so that pages made from it are made anew.

        A random word, not a number: one that was rolled back must not come again for something else.
        """
        self.revision = new_key()

    def throw_away(self, *, by: Any) -> None:
        """Put changed questions into the bin, so that those stand which were asked last.

        Raises NotNow where somebody may have answered it, or there is none before it.
        """
        from partnerhub.feedback.model import NotNow

        if self.is_asked or self.pulse.versions[0] is self:
            raise NotNow
        super().throw_away(by=by)

    def bring_back(self, *, by: Any) -> None:
        """Take it out of the bin. It is the newest then, also where another was begun since."""
        if self.binned_at is not None:
            self.number = self.next_number(self.pulse_id)
            super().bring_back(by=by)

    def copy(self) -> "Version":
        """A next version with the same questions, which keep their keys."""
        questions = [question.copy() for question in self.questions]
        return Version(number=self.next_number(self.pulse_id), questions=questions)

    @classmethod
    def next_number(cls, pulse_id: int) -> int:
        """The number after the highest that a version of a pulse ever had, in the bin or not."""
        highest = select(func.max(cls.number)).where(cls.pulse_id == pulse_id).execution_options(**SEEN)
        return (db.session.scalar(highest) or 0) + 1

    def question(self, key: str) -> "PulseQuestion | None":
        """The question with this key."""
        return next((question for question in self.questions if question.key == key), None)

    def add(self, question: "PulseQuestion") -> "PulseQuestion":
        """Put a question at the end."""
        question.place = self.questions[-1].place + 1 if self.questions else 1
        self.questions.append(question)
        self.touch()
        db.session.flush()
        return question

    def arrange(self, order: list["PulseQuestion"]) -> None:
        """Bring the questions into this order."""
        for place, question in enumerate(order, 1):
            question.place = place
        self.touch()
        db.session.flush()
        db.session.expire(self, ["questions"])

    def texts(self) -> list[Place]:
        """All of it that has to be translated, in the order of the form."""
        return [place for question in self.questions for place in question.texts()]
