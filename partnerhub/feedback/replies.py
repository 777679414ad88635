"""You said, we did: the school's published reply to what it heard in a round."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import audit, clock
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.texts import Place, TextState, Words, progress


class Reply(Binned, Base):
    """One thing that the school heard, and what it did: a sentence for all, and inside, what stands behind it.

    Args:
        theme: what it is about, as comments are tagged.
        said: what families said.
        did: what the school does, or why it cannot.
        action_id: the action item behind it, where there is one.
        decision_id: what a meeting decided, where that is behind it.
    """

    __tablename__ = "pulse_reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id", ondelete="CASCADE"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    theme: Mapped[str] = mapped_column(default="")
    said: Mapped[Words]
    did: Mapped[Words]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id", ondelete="SET NULL"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id", ondelete="SET NULL"))
    round: Mapped[Round] = relationship()

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Who sees the round sees its replies. What was published is everybody's, on the public page."""
        rounds = Round.visible_to(user).order_by(None).with_only_columns(Round.id)
        return select(cls).where(cls.round_id.in_(rounds)).order_by(cls.place, cls.id)

    def editable_by(self, user: Any) -> bool:
        """Staff reply."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return self.said.text

    @classmethod
    def of(cls, asked: Round) -> list[Self]:
        """The replies of a round, in their order."""
        return list(db.session.scalars(select(cls).where(cls.round_id == asked.id).order_by(cls.place, cls.id)))

    def begin(self, asked: Round) -> None:
        """Put it at the end of a round's replies."""
        self.round, self.place = asked, max((one.place for one in Reply.of(asked)), default=0) + 1
        db.session.add(self)
        db.session.flush()

    def move(self, by: int) -> None:
        """Let it change places with the one above (-1) or below (1); at the ends nothing happens."""
        order = Reply.of(self.round)
        at = order.index(self)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        for place, one in enumerate(order, 1):
            one.place = place
        db.session.flush()

    def texts(self) -> list[Place]:
        """What has to be translated."""
        return [Place(self, "said", _l("You said"), is_long=True), Place(self, "did", _l("We did"), is_long=True)]


def lacking(asked: Round) -> dict[str, int]:
    """How many sentences are missing before the reply can be published, by the language."""
    places = [place for reply in Reply.of(asked) for place in reply.texts()]
    found = {language: progress(places, language)[TextState.MISSING] for language in asked.languages}
    return {language: number for language, number in found.items() if number}


def publish(asked: Round, *, by: Any) -> None:
    """Show the reply to everybody. Raises ValueError where there is none, or a language lacks a sentence."""
    if not Reply.of(asked) or lacking(asked):
        raise ValueError("This reply cannot be published yet.")
    asked.replied_at = asked.replied_at or clock.now()
    audit.record(by, "pulse_round.replied", asked, title=asked.pulse.title.text, number=asked.number)


def withdraw(asked: Round, *, by: Any) -> None:
    """Show the reply no more."""
    asked.replied_at = None
    audit.record(by, "pulse_round.reply_withdrawn", asked, title=asked.pulse.title.text, number=asked.number)


def published_about(partner_id: int) -> list[Round]:
    """The newest round of each pulse about an organization whose reply is published, the latest first."""
    about = select(Pulse).where(Pulse.partners.any(id=partner_id))
    found = [latest_of(pulse) for pulse in db.session.scalars(about)]
    return sorted((one for one in found if one), key=lambda one: one.ended_on or one.closes_on, reverse=True)


def latest_of(pulse: Pulse) -> Round | None:
    """The newest round of a pulse with a published reply."""
    return next((one for one in reversed(pulse.rounds) if one.replied_at), None)


def published_since(at: datetime) -> list[Round]:
    """Rounds in which families or students were asked, and whose reply was published since then, the first first."""
    found = select(Round).join(Round.pulse).where(Round.replied_at >= at)
    found = found.where(Pulse.audience.in_([Audience.FAMILIES, Audience.STUDENTS]))
    return list(db.session.scalars(found.order_by(Round.replied_at, Round.id)))


def waiting(today: date) -> list[Round]:
    """Rounds that ended so long ago that a reply is due, and have none."""
    before = today - timedelta(days=FeedbackRules.of_school().reply_days)
    silent = select(Round).where(Round.replied_at.is_(None), Round.closes_on < before).order_by(Round.closes_on)
    ended_early = select(Round).where(Round.replied_at.is_(None), Round.closed_at.is_not(None))
    found = {*db.session.scalars(silent), *db.session.scalars(ended_early)}
    due = (one for one in found if (one.ended_on or today) < before and is_newest(one))
    return sorted(due, key=lambda one: one.closes_on)


def is_newest(asked: Round) -> bool:
    """Whether no later round of the same pulse has ended: nobody waits for a reply to the one before."""
    return asked.pulse is not None and not any(
        one.number > asked.number and one.is_closed for one in asked.pulse.rounds
    )
