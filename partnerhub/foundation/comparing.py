"""What is different between two texts, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Line:
    """One line of either text."""

    kind: Kind
    text: str


def compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """The lines of both texts in their order: of what was changed, first how it was, then how it is."""
    for what, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Line(Kind.SAME, text) for text in before[i:j])
        else:
            yield from (Line(Kind.GONE, text) for text in before[i:j])
            yield from (Line(Kind.NEW, text) for text in after[k:m])


def lines_of(text: str) -> list[str]:
    """A text as its lines, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
