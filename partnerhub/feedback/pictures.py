"""The picture of a round that each audience is given: which counts are published, and which are not."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from partnerhub.feedback.following import NOTHING, Follows, in_order, tell
from partnerhub.feedback.suppression import Counts, Shown, hide, may_lie_side_by_side, merged, total

BREAKDOWNS = ("partner", "language")
Tally = Mapping[str, Mapping[tuple[str, str], Counts]]  # question -> (partner, language) -> how it was answered


@dataclass(frozen=True)
class Picture:
    """What one audience may see of a round: the page, the print and the exports know no more than this.

    Args:
        n: how many people answered.
        questions: what is shown of each question; a question that too few answered is not there.
        sizes: how many answered, by breakdown and group; only groups that are shown.
        groups: what is shown of each question, by breakdown, question and group.
    """

    n: int
    questions: dict[str, Shown]
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    groups: dict[str, dict[str, dict[str, Shown]]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """As it was kept."""
        groups = {
            breakdown: {question: _shown(groups) for question, groups in questions.items()}
            for breakdown, questions in kept["groups"].items()
        }
        return cls(kept["n"], _shown(kept["questions"]), kept["sizes"], groups)


def _shown(kept: dict[str, Any]) -> dict[str, Shown]:
    return {name: Shown(one["n"], one["answers"], tuple(one["at_least"])) for name, one in kept.items()}


@dataclass(frozen=True)
class Hidden:
    """The groups that an audience may not see: of each breakdown, and of each breakdown of each question."""

    sizes: dict[str, frozenset[str]] = field(default_factory=dict)
    groups: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def paint(
    tally: Tally, people: Mapping[tuple[str, str], int], thresholds: Sequence[int], follows: Follows = NOTHING
) -> list[Picture]:
    """The pictures of a round when it is published for the first time, one for each audience.

    Args:
        tally: how each question was answered, by partner and language.
        people: how many people answered, by partner and language.
        thresholds: that of each audience, the least strict first; a later one sees no group that an earlier one may
            not see, so that what one is shown never uncovers what is hidden from the other.
        follows: the questions that are asked only after certain answers to another, which hide what that one hides.
    """
    pictures, hidden = [], Hidden()
    for threshold in thresholds:
        wholes = tell({question: total(cells.values()) for question, cells in tally.items()}, threshold, follows)
        hidden = _hidden(tally, people, threshold, hidden, wholes, follows)
        pictures.append(_picture(tally, people, wholes, hidden))
    return pictures


def _hidden(
    tally: Tally,
    people: Mapping[tuple[str, str], int],
    threshold: int,
    earlier: Hidden,
    wholes: Mapping[str, Shown],
    follows: Follows,
) -> Hidden:
    sized = {cell: Counts(n) for cell, n in people.items()}
    hidden = Hidden({b: hide(_by(b, sized), threshold, earlier.sizes.get(b, frozenset())) for b in BREAKDOWNS})
    for question in in_order(tally, follows):
        cells = tally[question]
        is_exact = question in wholes and not wholes[question].at_least  # else its parts would tell what it does not
        for breakdown in BREAKDOWNS:
            groups = _by(breakdown, cells)
            others = [
                earlier.groups.get((breakdown, question)),
                hidden.groups.get((breakdown, follows.get(question, ""))),
            ]
            already = hidden.sizes[breakdown].union(*filter(None, others))
            hidden.groups[breakdown, question] = hide(groups, threshold, already) if is_exact else frozenset(groups)
        partner, language = (hidden.groups[breakdown, question] for breakdown in BREAKDOWNS)
        if not may_lie_side_by_side(merged(cells, partner, language), threshold):
            hidden.groups["language", question] = frozenset(_by("language", cells))
    return hidden


def _picture(tally: Tally, people: Mapping[tuple[str, str], int], wholes: dict[str, Shown], hidden: Hidden) -> Picture:
    sized = {cell: Counts(n) for cell, n in people.items()}
    sizes: dict[str, dict[str, int]] = {}
    groups: dict[str, dict[str, dict[str, Shown]]] = {}
    for breakdown in BREAKDOWNS:
        parts = _by(breakdown, sized)
        if len(parts) < 2:  # one group is the whole
            continue
        sizes[breakdown] = {name: c.n for name, c in sorted(parts.items()) if name not in hidden.sizes[breakdown]}
        groups[breakdown] = {
            question: {
                name: Shown(counts.n, dict(counts.answers))
                for name, counts in sorted(_by(breakdown, cells).items())
                if name not in hidden.groups[breakdown, question]
            }
            for question, cells in tally.items()
        }
    return Picture(sum(people.values()), wholes, sizes, groups)


def _by(breakdown: str, cells: Mapping[tuple[str, str], Counts]) -> dict[str, Counts]:
    """The groups of one breakdown. A group that gave no answer is none: it would hide nobody."""
    place = BREAKDOWNS.index(breakdown)
    groups: dict[str, Counts] = {}
    for cell, counts in cells.items():
        if counts.n:
            groups[cell[place]] = groups.get(cell[place], Counts()) + counts
    return groups
