"""What may be shown of counted answers, so that nobody can be found among them.

The reader to beware of keeps every page, print and export, of every day and of every audience, and subtracts one from
another. They know who answered, in which language and about which partner, for they stood at the door. They do not know
what anybody answered, and shall not learn it:

- not from a group that is small: fewer than the threshold are not shown;
- not from a group that is of one mind: where all or all but one gave one answer, the answer of each is known. Two must
  differ, so that even the one who differs, and reads this, cannot be sure of all the others;
- not by subtraction of groups from the whole: where groups are hidden, their sum must be safe by itself;
- not by laying one breakdown over the other: where all who answered in Arabic are one partner's, the partner less
  Arabic is whoever remains;
- not by subtraction of yesterday from today: figures only move on where what came in between is safe by itself.

What it does not promise: that nobody can guess. Nine of eleven is shown, and is a good guess about each of the eleven.

Sources. Groups too small, and hiding the next smallest: National Center for Education Statistics, SLDS Technical
Brief 3 (NCES 2011-603), and the practice of New York State's report cards, which also hides groups whose members all
are in one category. One-sided results are told as "at least": the same brief; for its smallest groups of ten it stops
at 80 percent, which is our two of ten. What is true of a whole group: Handbook on Statistical Disclosure Control,
chapter 5. Figures that grow in between: NIST SP 800-53, SI-19(5). Two breakdowns of the same answers: Gusfield, A
Graph Theoretic Approach to Statistical Data Security, SIAM J. Comput. 17 (1988): a cell is safe where a cycle runs
through it.
Rejected: noise and rounding, which protect as well, but a school that counts 41 sheets must find 41 in the results.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

OTHERS = 2  # so many must have answered otherwise
REST = ""  # the name of all groups together that are not shown


@dataclass(frozen=True)
class Counts:
    """How often each answer was given to one question by some people.

    Args:
        n: how many people answered it.
        answers: how often, by the name of the answer; answers that nobody gave may be left out.
        several: whether one person may give several answers, so that their sum is no longer n.
    """

    n: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)
    several: bool = False

    @property
    def others(self) -> int:
        """How many did not give the most frequent answer. Never falls when people are added."""
        return self.n - max(self.answers.values(), default=0)

    def __add__(self, other: "Counts") -> "Counts":
        return self._with(other, 1)

    def __sub__(self, other: "Counts") -> "Counts":
        return self._with(other, -1)

    def _with(self, other: "Counts", sign: int) -> "Counts":
        names = {**self.answers, **other.answers}
        answers = {name: self.answers.get(name, 0) + sign * other.answers.get(name, 0) for name in names}
        return Counts(self.n + sign * other.n, answers, self.several or other.several)


def total(parts: Iterable[Counts]) -> Counts:
    """All of them together."""
    return sum(parts, Counts())


def is_safe(counts: Counts, threshold: int) -> bool:
    """Whether these people may be shown as they are: enough of them, and not of one mind."""
    return counts.n >= threshold and counts.others >= OTHERS and min(counts.answers.values(), default=0) >= 0


@dataclass(frozen=True)
class Shown:
    """What may be shown of some counts.

    Args:
        n: how many people answered.
        answers: how often each answer was given.
        at_least: the answers that all or nearly all gave; for them the count is the least that it may be.
    """

    n: int
    answers: Mapping[str, int]
    at_least: tuple[str, ...] = ()


def show(counts: Counts, threshold: int) -> Shown | None:
    """What may be shown of all who answered a question, None where they are too few.

    Where nearly all gave one answer, it is told as "at least n - 2", and of the others nothing. It is told so from
    exactly n - 2 on, for otherwise the words alone would say that it was n - 1 or n.
    """
    if counts.n < threshold:
        return None
    one_sided = tuple(name for name, count in counts.answers.items() if counts.n - count <= OTHERS)
    if not one_sided:
        return Shown(counts.n, dict(counts.answers))
    kept = {name: count for name, count in counts.answers.items() if counts.several and name not in one_sided}
    return Shown(counts.n, kept | dict.fromkeys(one_sided, counts.n - OTHERS), one_sided)


def hide(groups: Mapping[str, Counts], threshold: int, already: frozenset[str] = frozenset()) -> frozenset[str]:
    """The groups of one breakdown that are not shown: those that are not safe, and as many more as hide them.

    Args:
        groups: the counts of each group that gave an answer.
        threshold: the fewest that may be shown.
        already: groups that are hidden anyway. A stricter audience begins with what a less strict one may not see, and
            the answers to a question with the groups whose very number is hidden; otherwise one would show what hides
            a group in the other.
    """
    hidden = {name for name, counts in groups.items() if name in already or not is_safe(counts, threshold)}
    smallest_first = sorted(groups.keys() - hidden, key=lambda name: (groups[name].n, name))
    for name in smallest_first:
        if not hidden or (len(hidden) > 1 and is_safe(total(groups[h] for h in hidden), threshold)):
            break
        hidden.add(name)
    return frozenset(hidden)


Cells = Mapping[tuple[str, str], Counts]


def merged(cells: Cells, hidden_rows: frozenset[str], hidden_columns: frozenset[str]) -> dict[tuple[str, str], Counts]:
    """The cells of two breakdowns as a reader knows them: all hidden rows are one, and all hidden columns."""
    blocks: dict[tuple[str, str], Counts] = {}
    for (row, column), counts in cells.items():
        block = (REST if row in hidden_rows else row, REST if column in hidden_columns else column)
        blocks[block] = blocks.get(block, Counts()) + counts
    return blocks


def may_lie_side_by_side(cells: Cells, threshold: int) -> bool:
    """Whether two breakdowns of the same answers, laid over each other, tell nothing about a crossing that is not safe.

    Args:
        cells: the counts of each crossing, as `merged` makes them.
        threshold: the fewest that may be shown.

    A crossing is uncertain where four people at the corners of a rectangle can trade answers without changing the sum
    of any row or column: then the figures fit two schools, and no arithmetic tells which is ours.
    """
    unsafe = [cell for cell, counts in cells.items() if not is_safe(counts, threshold)]
    return all(
        _can_trade(cells, cell, answer) for cell in unsafe for answer, count in cells[cell].answers.items() if count
    )


def _can_trade(cells: Cells, cell: tuple[str, str], answer: str) -> bool:
    """Whether one who gave this answer in this crossing may as well have given another."""
    row, column = cell
    for (other_row, other_column), counts in cells.items():
        if other_row == row or other_column == column or not _gave(counts, answer):
            continue
        corners = [cells.get((row, other_column), Counts()), cells.get((other_row, column), Counts())]
        if set.intersection(*(_otherwise(corner, answer) for corner in corners)):
            return True
    return False


def _gave(counts: Counts, answer: str) -> bool:
    return counts.answers.get(answer, 0) > 0


def _otherwise(counts: Counts, answer: str) -> set[str]:
    """What people here said instead: another answer, or, where several may be ticked, not this one."""
    if counts.several:
        return {"not ticked"} if counts.n > counts.answers.get(answer, 0) else set()
    return {name for name, count in counts.answers.items() if count and name != answer}


def mean(shown: Shown, values: Mapping[str, int]) -> float | None:
    """The mean of a scale, of the shown counts only; None where they are not all shown.

    Args:
        shown: what is shown of the question.
        values: the number of each label, 5 for the best; "does not apply" has none and is left out.
    """
    given = {name: shown.answers.get(name, 0) for name in values}
    n = sum(given.values())
    return None if shown.at_least or not n else sum(values[name] * count for name, count in given.items()) / n


def class_of(number: int) -> str:
    """The class that a typed number is counted in: 0, 1, 2-3, 4-7, 8-15 and so on, the same whatever was typed."""
    if number < 2:
        return str(max(number, 0))
    least = 1 << (number.bit_length() - 1)
    return f"{least}-{2 * least - 1}"
