"""Schools that might be: who answered what, and when it came to be counted."""

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

from partnerhub.feedback.pictures import Picture, paint
from partnerhub.feedback.suppression import Counts, advance_each, show, total
from tests.feedback.attacker import Cell

SCALES = [["yes", "no"], ["1", "2", "3", "4", "5", "none"], ["1", "2", "3"]]


@dataclass
class World:
    """One round: its answers, batch by batch, and every picture that was published of it."""

    random: Random
    people: int
    late: list[int]
    thresholds: tuple[int, int]
    several: bool = False
    answers: list[str] = field(init=False)
    truth: dict[Cell, Counts] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = list(self.random.choice(SCALES))
        partners, languages = ([chr(65 + i) for i in range(self.random.randint(1, 4))] for _ in range(2))
        given: dict[Cell, list[set[str]]] = {}
        habits = {p: self._weights(len(self.answers)) for p in partners}
        often = [self._weights(len(partners)), self._weights(len(languages))]
        own = {p: self.random.choice(languages) for p in partners if self.random.random() < 0.4}
        for batch, number in enumerate([self.people, *self.late]):
            for _ in range(number):
                partner = self.random.choices(partners, often[0])[0]
                language = own.get(partner) or self.random.choices(languages, often[1])[0]
                if self.random.random() < 0.9:
                    given.setdefault((batch, partner, language), []).append(self._answer(habits[partner]))
        self.truth = {cell: self._count(answers) for cell, answers in given.items()}

    def _weights(self, n: int) -> list[float]:
        return [self.random.random() ** 3 + 0.01 for _ in range(n)]

    def _answer(self, habits: list[float]) -> set[str]:
        if self.several:
            return {a for a, weight in zip(self.answers, habits, strict=True) if self.random.random() < weight}
        return set(self.random.choices(self.answers, habits))

    def _count(self, answers: list[set[str]]) -> Counts:
        return Counts(len(answers), dict(Counter(a for one in answers for a in one)), self.several)

    def until(self, batch: int) -> Counts:
        """All who are counted when this batch has come."""
        return total(counts for cell, counts in self.truth.items() if cell[0] <= batch)

    def published(self) -> list[Picture]:
        """Every picture that anybody was ever shown."""
        first = {cell[1:]: counts for cell, counts in self.truth.items() if cell[0] == 0}
        people = {cell: counts.n for cell, counts in first.items()}
        pictures = paint({"q": first}, people, self.thresholds)
        every, counted = list(pictures), advance_each([None, None], self.until(0), self.thresholds)
        for batch in range(1, len(self.late) + 1):
            counted = advance_each(counted, self.until(batch), self.thresholds)
            for picture, counts, threshold in zip(pictures, counted, self.thresholds, strict=True):
                shown = show(counts, threshold) if counts else None
                every.append(replace(picture, questions={"q": shown} if shown else {}))
        return every
