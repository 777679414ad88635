"""The form on paper: printed from the same sheet, and entered by keys when it comes back.

Nothing says who entered a sheet, or when: a sheet is an answer like all others, and no trail is kept of single ones.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from itsdangerous import BadSignature
from sqlalchemy import select

from partnerhub.feedback import answering
from partnerhub.feedback.answering import Filled
from partnerhub.feedback.answers import Channel, Comment, Response
from partnerhub.feedback.kinds import Kind
from partnerhub.feedback.model import Round
from partnerhub.feedback.sheet import WHICH_PARTNER, Item, Sheet
from partnerhub.feedback.versions import Version
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.links import signer

LATE = timedelta(days=14)  # sheets that lie in a box are entered after the last day
ABOUT = "feedback-paper"


@dataclass(frozen=True)
class Taken:
    """A sheet that was taken out again: what it said, on which form and in which language."""

    filled: Filled
    version: Version
    language: str


def is_taken(asked: Round) -> bool:
    """Whether sheets of a round can be entered: from its first day to two weeks after its last one."""
    until = (asked.ended_on or asked.closes_on) + LATE
    return not asked.is_planned and clock.today() <= until


def versions(asked: Round) -> list[Version]:
    """The forms that a sheet of this round may be of, the newest first: another one may have been printed before."""
    own = [one for one in asked.pulse.versions if one.is_asked and one.number <= asked.version.number]
    return sorted(own, key=lambda one: -one.number)[:3]


def to_enter(form: Sheet) -> Sheet:
    """The same form for whoever enters it: what somebody left empty on paper stays empty."""
    return replace(form, items=tuple(replace(item, is_required=False) for item in form.items))


def keep(asked: Round, form: Sheet, filled: Filled, *, language: str) -> str:
    """Write one sheet down. Returns the word that takes it back, which only the page of whoever entered it has."""
    keys = answering.keep(asked.id, form, filled, language=language, channel=Channel.PAPER)
    return str(signer(ABOUT).dumps([asked.id, *keys]))


def take_back(asked: Round, word: str) -> Taken | None:
    """Take a sheet out again, and give back what it said, to be mended. None where it is not there (any more)."""
    try:
        round_id, *keys = signer(ABOUT).loads(word)
    except (BadSignature, TypeError, ValueError):
        return None
    here = (Response.round_id == asked.id, Response.key.in_(keys), Response.channel == Channel.PAPER)
    response = db.session.scalars(select(Response).where(*here)).first()
    if response is None or round_id != asked.id:
        return None
    comments = db.session.scalars(select(Comment).where(Comment.round_id == asked.id, Comment.key.in_(keys))).all()
    typed = {key: said(value) for key, value in response.answers.items()}
    typed |= {comment.question_key: [comment.text] for comment in comments}
    if response.partner_id:
        typed[WHICH_PARTNER] = [str(response.partner_id)]
    taken = Taken(Filled(typed=typed), db.session.get_one(Version, response.version_id), response.language)
    for one in (response, *comments):
        db.session.delete(one)
    return taken


def said(answer: Any) -> list[str]:
    """An answer as the form's fields say it."""
    return [str(one) for one in answer] if isinstance(answer, list) else [str(answer)]


def numbered(form: Sheet) -> list[tuple[str, Item]]:
    """The items, each question with its number and each heading without."""
    numbers = iter(range(1, len(form.items) + 1))
    return [("" if item.kind == Kind.SECTION else str(next(numbers)), item) for item in form.items]
