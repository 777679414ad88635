"""What staff do with comments: read them shuffled, mark one, give it a theme, hide it with a reason."""

import random
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from partnerhub.feedback.answers import UNORDERED, Comment
from partnerhub.feedback.model import Round
from partnerhub.foundation import audit
from partnerhub.foundation.db import Base, db
from partnerhub.people.model import User

LONGEST_THEME, LONGEST_REASON = 60, 300


class Note(Base):
    """What the school notes about a comment. A comment without one is not let out yet, and nobody reads it.

    Comments are let out together, when the figures of the people who wrote them are: one that came alone would be
    known by the day on which it appeared.
    """

    __tablename__ = "pulse_comment_note"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(ForeignKey("pulse_comment.key", ondelete="CASCADE"), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id", ondelete="CASCADE"), index=True)
    is_marked: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(default="")
    hidden_because: Mapped[str] = mapped_column(default="")
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    comment: Mapped[Comment] = relationship(lazy="joined")
    round: Mapped[Round] = relationship()
    hidden_by: Mapped[User | None] = relationship()
    id = synonym("key")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff alone read what people wrote: it may name somebody."""
        return select(cls) if user.is_authenticated and user.is_staff else select(cls).where(false())

    def editable_by(self, user: Any) -> bool:
        """Who reads it may note something."""
        return bool(user.is_staff)

    def mark(self, is_marked: bool) -> None:
        """Mark it, so that it is found again, or no longer."""
        self.is_marked = is_marked

    def give_theme(self, theme: str) -> None:
        """Say what it is about; an empty theme takes it away."""
        self.theme = theme

    def hide(self, *, by: Any, reason: str) -> None:
        """Show it no more, but for the reason. What it says stays out of the trail. Raises ValueError without one."""
        if not reason:
            raise ValueError("A comment is hidden for a reason.")
        self.hidden_because, self.hidden_by_id = reason, by.id
        audit.record(by, "comment.hidden", self.round, title=self.round.pulse.title.text, why=reason)

    def unhide(self, *, by: Any) -> None:
        """Show it again."""
        self.hidden_because, self.hidden_by_id = "", None
        audit.record(by, "comment.shown", self.round, title=self.round.pulse.title.text)


def let_out(round_id: int) -> None:
    """Let out all comments of a round that count and were not let out before."""
    known = select(Note.key).where(Note.round_id == round_id)
    new = select(Comment.key).where(Comment.round_id == round_id, Comment.aside == "", Comment.key.not_in(known))
    db.session.add_all(Note(key=key, round_id=round_id) for key in db.session.scalars(new).all())


def of_round(asked: Round, user: Any, *, theme: str = "", marked: bool = False) -> list[Note]:
    """The comments that somebody may read, shuffled. The order is the same for each reading of a round, so that a
    comment is found again, and says nothing: the keys are random, and so is their order."""
    found = Note.visible_to(user).where(Note.round_id == asked.id)
    found = found.where(Note.theme == theme) if theme else found
    found = found.where(Note.is_marked) if marked else found
    notes = list(db.session.scalars(found.order_by(Note.key)))
    random.Random(asked.id).shuffle(notes)  # noqa: S311 - no secret
    return notes


def themes_of(asked: Round) -> list[str]:
    """The themes that comments of a pulse have, for choosing one again."""
    used = select(Note.theme).join(Round).where(Round.pulse_id == asked.pulse_id, Note.theme != "").distinct()
    return sorted(db.session.scalars(used), key=str.casefold)
