"""What was put aside: looked at by its number and its reason alone, then counted or left out, all of a sort at once."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from partnerhub.feedback.answers import Aside, Comment, Response
from partnerhub.feedback.model import Round
from partnerhub.foundation import audit
from partnerhub.foundation.db import db

LEFT = "left-"  # in front of the reason, once somebody has decided that they are not to be counted
REASONS = {
    Aside.TRAP: _l("A field was filled in that people cannot see"),
    Aside.FAST: _l("Sent within three seconds"),
    Aside.FLOOD: _l("Very many from one place within an hour"),
}


@dataclass(frozen=True)
class Pile:
    """The answers of a round that were put aside for one reason.

    Args:
        why: the reason.
        waiting: how many nobody has decided about.
        left: how many are left out.
    """

    why: Aside
    waiting: int
    left: int

    @property
    def label(self) -> Any:
        """The reason, in words."""
        return REASONS[self.why]


def piles(asked: Round) -> list[Pile]:
    """What was put aside in a round, by the reason."""
    numbers = select(Response.aside, func.count()).where(Response.round_id == asked.id).group_by(Response.aside)
    found = Counter({key: number for key, number in db.session.execute(numbers) if key})
    every = [Pile(why, found[why], found[LEFT + why]) for why in Aside]
    return [pile for pile in every if pile.waiting or pile.left]


def waiting() -> dict[int, int]:
    """How many answers wait for somebody to decide, by the round's id."""
    undecided = select(Response.round_id, func.count()).where(Response.aside.in_(list(Aside)))
    return dict(list(db.session.execute(undecided.group_by(Response.round_id))))


def count(asked: Round, why: Aside, *, by: Any) -> int:
    """Let them count like all others, from which nobody can tell them any more. Returns how many they were."""
    return _turn(asked, why, "", "pulse_round.aside_counted", by)


def leave_out(asked: Round, why: Aside, *, by: Any) -> int:
    """Do not count them. Returns how many they were."""
    return _turn(asked, why, LEFT + why, "pulse_round.aside_left", by)


def put_back(asked: Round, why: Aside, *, by: Any) -> int:
    """Let those that were left out wait again. Returns how many they were."""
    return _turn(asked, LEFT + why, str(why), "pulse_round.aside_again", by)


def _turn(asked: Round, before: str, after: str, kind: str, by: Any) -> int:
    """Answers and comments alike; a number in the trail, where there was anything."""
    turned = 0
    for model in (Response, Comment):
        these = update(model).where(model.round_id == asked.id, model.aside == before).values(aside=after)
        number = db.session.execute(these).rowcount  # type: ignore[attr-defined]
        turned = number if model is Response else turned
    if turned:
        audit.record(by, kind, asked, title=asked.pulse.title.text, number=asked.number, answers=turned)
    return turned
