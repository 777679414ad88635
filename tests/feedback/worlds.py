"""Schools that might be: who answered what, and when it came to be counted."""

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from partnerhub.feedback.following import tell
from partnerhub.feedback.pictures import Picture, paint
from partnerhub.feedback.steps import step
from partnerhub.feedback.suppression import Counts, total
from tests.feedback.attacker import Cell

SCALES = [["yes", "no"], ["1", "2", "3", "4", "5", "none"], ["1", "2", "3"]]
FOLLOWS = {"why": "q"}


@dataclass
class World:
    """One round of one question, and every picture that was published of it.

    Args:
        late: how many came to count later, batch by batch.
        follows: whether a second question is asked of those who gave the first answer; all of them answer it.
    """

    random: Random
    people: int
    late: list[int]
    thresholds: tuple[int, int]
    several: bool = False
    follows: bool = False
    answers: list[str] = field(init=False)
    truth: dict[Cell, Counts] = field(init=False)
    why: dict[Cell, Counts] = field(init=False)
    came: dict[Cell, int] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = list(self.random.choice(SCALES))
        partners, languages = ([chr(65 + i) for i in range(self.random.randint(1, 4))] for _ in range(2))
        given: dict[Cell, list[set[str]]] = {}
        habits = {p: self._weights(len(self.answers)) for p in partners}
        often = [self._weights(len(partners)), self._weights(len(languages))]
        own = {p: self.random.choice(languages) for p in partners if self.random.random() < 0.4}
        self.came = Counter()
        for batch, number in enumerate([self.people, *self.late]):
            for _ in range(number):
                partner = self.random.choices(partners, often[0])[0]
                cell = (batch, partner, own.get(partner) or self.random.choices(languages, often[1])[0])
                self.came[cell] += 1
                if self.random.random() < 0.9:
                    given.setdefault(cell, []).append(self._answer(habits[partner]))
        self.truth = {cell: self._count(answers) for cell, answers in given.items()}
        asked = {cell: [a for a in answers if self.answers[0] in a] for cell, answers in given.items()}
        self.why = {
            cell: self._count([{self.random.choice("ab")} for _ in answers], several=False)
            for cell, answers in asked.items()
            if answers and self.follows
        }

    def _weights(self, n: int) -> list[float]:
        return [self.random.random() ** 3 + 0.01 for _ in range(n)]

    def _answer(self, habits: list[float]) -> set[str]:
        if self.several:
            return {a for a, weight in zip(self.answers, habits, strict=True) if self.random.random() < weight}
        return set(self.random.choices(self.answers, habits))

    def _count(self, answers: list[set[str]], several: bool | None = None) -> Counts:
        named = dict(Counter(a for one in answers for a in sorted(one)))
        return Counts(len(answers), named, self.several if several is None else several)

    def wholes(self, batch: int) -> dict[str, Counts]:
        """All who are counted when this batch has come, by question."""
        asked = {"q": self.truth, "why": self.why}
        return {name: total(n for cell, n in cells.items() if cell[0] <= batch) for name, cells in asked.items()}

    def published(self) -> list[Picture]:
        """Every picture that anybody was ever shown."""
        asked = {"q": self.truth, "why": self.why}
        first = {name: {c[1:]: n for c, n in cells.items() if c[0] == 0} for name, cells in asked.items()}
        came = {cell[1:]: n for cell, n in self.came.items() if cell[0] == 0}
        pictures = paint(first, came, self.thresholds, FOLLOWS)
        every, counted = list(pictures), step([{}, {}], self.wholes(0), self.thresholds, FOLLOWS)
        for batch in range(1, len(self.late) + 1):
            counted = step(counted, self.wholes(batch), self.thresholds, FOLLOWS)
            for picture, counts, threshold in zip(pictures, counted, self.thresholds, strict=True):
                every.append(replace(picture, questions=tell(counts, threshold, FOLLOWS)))
        return every
