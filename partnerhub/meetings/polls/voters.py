"""Those who are asked for a time, and what they say."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.links import seal, unseal
from partnerhub.meetings.model import NotNow
from partnerhub.meetings.somebody import OfSomebody

if TYPE_CHECKING:
    from partnerhub.meetings.polls.model import Poll, Slot


class Answer(StrEnum):
    """What somebody says to a time."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"


ANSWERS = {Answer.YES: _l("Yes"), Answer.IF_NEED_BE: _l("If need be"), Answer.NO: _l("No")}


class Voter(OfSomebody, Base):
    """Somebody who is asked. Their link is signed with the server's key, and leads to their own answers only."""

    __tablename__ = "poll_voter"
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    word: Mapped[str]
    answered_at: Mapped[datetime | None]
    poll: Mapped["Poll"] = relationship(back_populates="voters")
    votes: Mapped[list["Vote"]] = relationship(back_populates="voter", cascade="all, delete-orphan")

    @property
    def token(self) -> str:
        """The secret part of their link."""
        return seal("poll", self.id, self.word)

    @classmethod
    def by_token(cls, token: str) -> Self | None:
        """Whose link this is; None where it was made up, or they are asked no more."""
        key, word = unseal("poll", token) or (0, "")
        found = db.session.get(cls, key)
        return found if found and secrets.compare_digest(found.word, str(word)) else None

    @property
    def said(self) -> dict[int, str]:
        """Their answers, by the keys of the times."""
        return {vote.slot_id: vote.answer for vote in self.votes}

    def say(self, answers: Mapping["Slot", str]) -> None:
        """Take these answers; those that were given before to the same times are changed. Raises NotNow when closed."""
        if not self.poll.is_open:
            raise NotNow
        before = {vote.slot_id: vote for vote in self.votes}
        for slot, answer in answers.items():
            if vote := before.get(slot.id):
                vote.answer = Answer(answer)
            else:
                db.session.add(Vote(voter=self, slot=slot, answer=Answer(answer)))
        self.answered_at = clock.now()
        db.session.flush()


class Vote(Base):
    """What one says to one time."""

    __tablename__ = "poll_vote"
    slot_id: Mapped[int] = mapped_column(ForeignKey("poll_slot.id", ondelete="CASCADE"), primary_key=True)
    voter_id: Mapped[int] = mapped_column(ForeignKey("poll_voter.id", ondelete="CASCADE"), primary_key=True, index=True)
    answer: Mapped[str]
    slot: Mapped["Slot"] = relationship(back_populates="votes")
    voter: Mapped[Voter] = relationship(back_populates="votes", lazy="joined")
