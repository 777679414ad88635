"""A reader who keeps all that was ever published, and solves it for what single people answered.

The reader knows how many people answered in each crossing of partner and language, and when; not what. Every published
figure is an equation (or, told as "at least", an inequality) over whole numbers. An exact solver then says whether a
count can be any other than it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import highspy

from partnerhub.feedback.pictures import BREAKDOWNS, Picture
from partnerhub.feedback.suppression import Counts, Shown, total

Cell = tuple[int, str, str]  # the batch in which they came to be counted, partner, language


@dataclass(frozen=True)
class Found:
    """A count that cannot be any other: so many of these people gave this answer."""

    people: tuple[Cell, ...]
    answer: str
    count: int


class Attack:
    """One question, all that was published of it, and what follows.

    Args:
        truth: how each cell really answered; the solver is told only how many they are.
        several: whether several answers may be given: each is then a question of its own, ticked or not.
    """

    def __init__(self, truth: dict[Cell, Counts], answers: list[str], *, several: bool) -> None:
        self.truth, self.answers, self.several = truth, answers, several
        self.model = highspy.Highs()
        self.model.setOptionValue("output_flag", False)
        whole = highspy.HighsVarType.kInteger
        self.x = {(c, a): self.model.addVariable(0, truth[c].n, type=whole) for c in truth for a in answers}
        for cell, counts in truth.items():
            if not several:
                self.model.addConstr(sum(self.x[cell, a] for a in answers) == counts.n)

    def learn(self, shown: Shown, people: list[Cell]) -> None:
        """Take a published figure about these people."""
        for answer in self.answers:
            together = self._sum(people, answer)
            if answer in shown.at_least:
                self.model.addConstr(together >= shown.answers[answer])
            elif not shown.at_least or self.several:
                self.model.addConstr(together == shown.answers.get(answer, 0))

    def read(self, picture: Picture, question: str) -> None:
        """Take all that a picture says of the question. Its breakdowns are of the first batch."""
        if question in picture.questions:
            shown = picture.questions[question]
            self.learn(shown, self._first(shown.n))
        for place, breakdown in enumerate(BREAKDOWNS, 1):
            for group, shown in picture.groups.get(breakdown, {}).get(question, {}).items():
                self.learn(shown, [c for c in self.truth if c[0] == 0 and c[place] == group])

    def read_what_follows(self, picture: Picture, question: str, answer: str, came: dict[Cell, Counts]) -> None:
        """Take how many were asked a question for having given this answer: so many gave it."""
        if question in picture.questions:
            n = picture.questions[question].n
            self._so_many_gave(answer, n, self._first(n, came))
        for place, breakdown in enumerate(BREAKDOWNS, 1):
            for group, shown in picture.groups.get(breakdown, {}).get(question, {}).items():
                self._so_many_gave(answer, shown.n, [c for c in self.truth if c[0] == 0 and c[place] == group])

    def _so_many_gave(self, answer: str, n: int, people: list[Cell]) -> None:
        self.model.addConstr(self._sum(people, answer) == n)

    def _first(self, n: int, came: dict[Cell, Counts] | None = None) -> list[Cell]:
        """The people whom a total is about: those of so many first batches that they are n."""
        people: list[Cell] = []
        for batch in sorted({cell[0] for cell in self.truth}):
            if sum((came or self.truth).get(c, Counts()).n for c in people) < n:
                people += [c for c in self.truth if c[0] == batch]
        return people

    def found(self, groups: list[tuple[Cell, ...]], random: Random) -> Iterator[Found]:
        """Each count of one of these groups of people that is above zero and fits no other school."""
        open_ = {
            (people, answer): count
            for people in groups
            for answer in self.answers
            if (count := self._true(people, answer))
        }
        for _ in range(4):  # four other schools at once spare most of the searches
            self._maximize(sum(random.choice((-1, 1)) * x for x in self.x.values()))
            open_ = {t: count for t, count in open_.items() if self._value(*t) == count}
        while open_:
            people, answer = next(iter(open_))
            count = open_.pop((people, answer))
            for sign in (1, -1):
                self._maximize(sign * self._sum(people, answer))
                other = self._value(people, answer) != count
                open_ = {t: c for t, c in open_.items() if self._value(*t) == c}
                if other:
                    break
            else:
                yield Found(people, answer, count)

    def _sum(self, people, answer: str):
        return sum((self.x[cell, answer] for cell in people), start=0 * next(iter(self.x.values())))

    def _true(self, people: tuple[Cell, ...], answer: str) -> int:
        return total(self.truth[cell] for cell in people).answers.get(answer, 0)

    def _value(self, people: tuple[Cell, ...], answer: str) -> int:
        return round(sum(self.values[self.x[cell, answer].index] for cell in people))

    def _maximize(self, objective) -> None:
        self.model.maximize(objective)
        assert self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self.values = self.model.getSolution().col_value
