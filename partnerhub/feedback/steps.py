"""How published figures move on: by steps that are safe by themselves, or not at all."""

from collections.abc import Mapping, Sequence

from partnerhub.feedback.following import NOTHING, Follows, in_order
from partnerhub.feedback.suppression import Counts, is_safe, show


def advance(before: Counts | None, now: Counts | None, threshold: int) -> Counts | None:
    """The counts to publish next: the new ones where what came in between is safe by itself, else the old ones.

    A figure never falls: an answer that is taken away after it was published could be found by subtraction, too.
    """
    if now is None or before is None:
        return now if now and now.n >= threshold else before
    return now if is_safe(now - before, threshold) else before


def advance_each(before: Sequence[Counts | None], now: Counts, thresholds: Sequence[int]) -> list[Counts | None]:
    """The counts that each audience is given next, the least strict first.

    A stricter audience is given what the one before it was given, or less, never anything in between: else the two
    could be subtracted from each other.
    """
    published: list[Counts | None] = []
    newest: Counts | None = now
    for old, threshold in zip(before, thresholds, strict=True):
        newest = advance(old, newest, threshold)
        published.append(newest)
    return published


def step(
    before: Sequence[Mapping[str, Counts]],
    now: Mapping[str, Counts],
    thresholds: Sequence[int],
    follows: Follows = NOTHING,
) -> list[dict[str, Counts]]:
    """The counts of all questions that each audience is given next.

    A question that follows another moves on with it or not at all: its number is an answer to the other. While the
    other is only told as "at least" it is not published: else it would stay behind, and tell later what was then.

    Args:
        before: what each audience was given, by question; empty at first.
        now: how all who count today answered.
        thresholds: that of each audience, the least strict first.
        follows: which question follows which.
    """
    after = [dict(old) for old in before]
    for question in in_order(now, follows):
        other = follows.get(question, question)
        if other in now and other != question and not _is_told(other, now, after, thresholds):
            continue
        olds = [old.get(question) for old in before]
        for new, counts in zip(after, advance_each(olds, now[question], thresholds), strict=True):
            if counts:
                new[question] = counts
    return after


def _is_told(
    question: str, now: Mapping[str, Counts], after: Sequence[Mapping[str, Counts]], thresholds: Sequence[int]
) -> bool:
    """Whether everybody is given the newest counts of a question exactly, or nothing of it for being too few."""
    shown = show(now[question], thresholds[0])
    return not (shown and shown.at_least) and all(
        new[question] == now[question] if question in new else now[question].n < threshold
        for new, threshold in zip(after, thresholds, strict=True)
    )
