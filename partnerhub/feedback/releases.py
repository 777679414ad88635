"""The release of a round: its figures are counted once, when it has closed, and every page shows what was released.

Until then nobody sees an answer. Whoever could watch the figures grow could subtract one day from the next. Answers
that come to count later (from the pile that was put aside, or because the round was opened again) move the figures on
only when they are so many, and so different, that nobody can be found among them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.feedback.answers import Response
from partnerhub.feedback.comments import let_out
from partnerhub.feedback.following import tell
from partnerhub.feedback.kinds import WRITTEN, Kind
from partnerhub.feedback.model import Round
from partnerhub.feedback.pictures import Picture, paint
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.feedback.steps import step
from partnerhub.feedback.suppression import Counts, class_of, total
from partnerhub.feedback.versions import Version
from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.school.model import School

INSIDE, OUTSIDE = 0, 1  # the school's own staff; everybody else
PEOPLE = ""  # under this name the people themselves are counted
NOBODY = "none"  # an answer that is about no partner
Cells = dict[tuple[str, str], Counts]


class Release(Base):
    """What was published of a round, word for word: a page, a print or an export cannot show more.

    Args:
        thresholds: the fewest that each audience is shown, as they were when the round was first released. They do
            not change: what people were told when they answered holds.
        pictures: one for each audience.
        counted: the whole counts behind them, by audience and question; what the next ones are compared with.
        channels: how the answers came in.
    """

    __tablename__ = "pulse_release"
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id", ondelete="CASCADE"), primary_key=True)
    first_on: Mapped[date] = mapped_column(default=clock.today)
    moved_on: Mapped[date | None]
    thresholds: Mapped[list[int]] = mapped_column(JSON)
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    counted: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    channels: Mapped[dict[str, int]] = mapped_column(JSON)
    round: Mapped[Round] = relationship()

    @classmethod
    def of(cls, asked: Round) -> "Release | None":
        """The release of a round, None while there is none."""
        return db.session.get(cls, asked.id)

    def picture(self, audience: int) -> Picture:
        """What this audience may see."""
        return Picture.of_json(self.pictures[audience])


class Tally:
    """All answers of a round that count."""

    def __init__(self, asked: Round) -> None:
        self.kinds, self.follows = _questions(asked)
        self.people: dict[tuple[str, str], int] = Counter()
        self.channels: dict[str, int] = Counter()
        self._n: dict[str, Counter[tuple[str, str]]] = {key: Counter() for key in self.kinds}
        self._answers: dict[str, dict[tuple[str, str], Counter[str]]] = {key: {} for key in self.kinds}
        every = select(Response.partner_id, Response.language, Response.channel, Response.answers)
        counting = every.where(Response.round_id == asked.id, Response.aside == "")
        for partner_id, language, channel, answers in db.session.execute(counting.execution_options(yield_per=1000)):
            self._add((str(partner_id or NOBODY), language), channel, answers)

    def _add(self, cell: tuple[str, str], channel: str, answers: dict[str, Any]) -> None:
        self.people[cell] += 1
        self.channels[channel] += 1
        for key, answer in answers.items():
            if key in self.kinds:
                self._n[key][cell] += 1
                self._answers[key].setdefault(cell, Counter()).update(_named(answer))

    @property
    def questions(self) -> dict[str, Cells]:
        """How each question was answered, by partner and language."""
        return {
            key: {
                cell: Counts(n, dict(self._answers[key][cell]), kind == Kind.SEVERAL)
                for cell, n in self._n[key].items()
            }
            for key, kind in self.kinds.items()
        }

    @property
    def wholes(self) -> dict[str, Counts]:
        """The same of all together, and the people themselves."""
        wholes = {key: total(cells.values()) for key, cells in self.questions.items()}
        return {PEOPLE: Counts(sum(self.people.values())), **wholes}


def _named(answer: Any) -> Iterable[str]:
    if isinstance(answer, int):
        return [class_of(answer)]
    return answer if isinstance(answer, list) else [answer]


def _questions(asked: Round) -> tuple[dict[str, str], dict[str, str]]:
    """The questions that may have been asked: those of every version of the pulse; what they are, what they follow."""
    every = select(PulseQuestion.key, PulseQuestion.kind, PulseQuestion.shown_if).join(Version)
    found = db.session.execute(every.where(Version.pulse_id == asked.pulse_id).order_by(Version.number)).all()
    kinds = {row.key: row.kind for row in found if row.kind not in {Kind.SECTION, *WRITTEN}}
    return kinds, {row.key: row.shown_if for row in found if row.shown_if}


def release(asked: Round, tally: Tally) -> Release:
    """Publish the figures of a round that has closed, for the first time or anew."""
    found = Release.of(asked)
    return _first(asked, tally) if found is None else _move_on(found, tally)


def _first(asked: Round, tally: Tally) -> Release:
    school = School.only()
    inside = school.threshold if school else 5
    thresholds = [inside, max(inside, FeedbackRules.of_school().public_threshold)]
    pictures = paint(tally.questions, tally.people, thresholds, tally.follows)
    made = Release(round_id=asked.id, thresholds=thresholds, channels=dict(tally.channels))
    made.pictures, made.counted = [picture.to_json() for picture in pictures], [{} for _threshold in thresholds]
    db.session.add(made)
    _count(made, tally)
    return made


def _move_on(made: Release, tally: Tally) -> Release:
    before = made.counted[INSIDE].get(PEOPLE)
    _count(made, tally)
    if made.counted[INSIDE].get(PEOPLE) != before:
        made.moved_on, made.channels = clock.today(), dict(tally.channels)
    pictures = list[dict[str, Any]]()
    for kept, counted, threshold in zip(made.pictures, made.counted, made.thresholds, strict=True):
        counts = {key: Counts(**one) for key, one in counted.items()}
        people, old = counts.pop(PEOPLE, None), Picture.of_json(kept)
        shown = tell(counts, threshold, tally.follows)
        pictures.append(replace(old, n=people.n if people else old.n, questions=shown).to_json())
    made.pictures = pictures
    return made


def _count(made: Release, tally: Tally) -> None:
    """Note what each audience is shown of each question, and let the comments out with the people who wrote them."""
    before = [{key: Counts(**counts) for key, counts in old.items()} for old in made.counted]
    after = step(before, tally.wholes, made.thresholds, tally.follows)
    if after[INSIDE].get(PEOPLE) != before[INSIDE].get(PEOPLE):
        let_out(made.round_id)
    made.counted = [{key: asdict(counts) for key, counts in new.items()} for new in after]


def release_closed() -> None:
    """Every minute: release the rounds that have closed since. They are counted before anybody is kept from writing."""
    closed = or_(Round.closed_at.is_not(None), Round.closes_on < clock.today())
    new = select(Round).where(closed, Round.id.not_in(select(Release.round_id)))
    for asked in db.session.scalars(new).all():
        tally = Tally(asked)
        with transaction():
            release(asked, tally)


def release_more() -> None:
    """Nightly: move the figures of closed rounds on where enough answers have come to count since."""
    numbers = select(Response.round_id, func.count().label("n")).where(Response.aside == "")
    now = {row.round_id: row.n for row in db.session.execute(numbers.group_by(Response.round_id))}
    for made in db.session.scalars(select(Release)).all():
        known = made.counted[INSIDE].get(PEOPLE)
        if made.round.is_closed and now.get(made.round_id, 0) > (known["n"] if known else 0):
            release(made.round, Tally(made.round))
