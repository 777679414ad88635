"""Two people write the same notes: what becomes of it. No database, no clock: texts in, texts out.

Each text on a page carries a mark of how it was when the page was opened. With it the three versions can be told
apart: what only one of two people changed is taken from them, and what both changed is theirs to decide.
"""

import hashlib
from difflib import SequenceMatcher
from enum import StrEnum


class Outcome(StrEnum):
    """Whose text it is to be."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def mark(text: str) -> str:
    """A short mark by which a text can be recognized."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def compare(base: str, mine: str, theirs: str) -> Outcome:
    """Who changed it.

    Args:
        base: the mark of the text that I began with.
        mine: what I send.
        theirs: what is there now.
    """
    if mine == theirs:
        return Outcome.SAME
    if mark(theirs) == base:
        return Outcome.MINE
    return Outcome.THEIRS if mark(mine) == base else Outcome.BOTH


def join(theirs: str, mine: str) -> str:
    """Both, line by line: what is the same stands once, and no line of either is lost."""
    ours, yours = theirs.split("\n"), mine.split("\n")
    joined: list[str] = []
    for _tag, begin, end, first, last in SequenceMatcher(None, ours, yours, autojunk=False).get_opcodes():
        both_same = ours[begin:end] == yours[first:last]
        joined += ours[begin:end] if both_same else [*ours[begin:end], *yours[first:last]]
    return "\n".join(joined)


def join_sets(base: set[str], mine: set[str], theirs: set[str]) -> set[str]:
    """What is ticked: mine and theirs, each as far as they changed it."""
    return (theirs | (mine - base)) - (base - mine)
