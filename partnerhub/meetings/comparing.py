"""What is different between two versions of minutes, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from partnerhub.meetings.publishing import as_text


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Line:
    """One line of either version."""

    kind: Kind
    text: str


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Line]:
    """The lines of both versions in their order: of what was changed, first how it was, then how it is."""
    before, after = lines_of(old), lines_of(new)
    return list(_lines(before, after))


def lines_of(content: dict[str, Any]) -> list[str]:
    """Minutes as lines of text."""
    return [line.strip() for line in as_text(content).splitlines() if line.strip()]


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for what, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Line(Kind.SAME, text) for text in before[i:j])
        else:
            yield from (Line(Kind.GONE, text) for text in before[i:j])
            yield from (Line(Kind.NEW, text) for text in after[k:m])
