"""Questions that are asked only after certain answers to another: their number says how that other was answered."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from partnerhub.feedback.suppression import Counts, Shown, show

Follows = Mapping[str, str]  # from a question to the one that it follows
NOTHING: Follows = MappingProxyType({})


def before(question: str, follows: Follows) -> Iterator[str]:
    """The questions that it follows, the nearest first."""
    seen = {question}
    while (question := follows.get(question, question)) not in seen:
        seen.add(question)
        yield question


def in_order(questions: Iterable[str], follows: Follows) -> list[str]:
    """Each question after the one that it follows."""
    return sorted(questions, key=lambda question: len(list(before(question, follows))))


def tell(wholes: Mapping[str, Counts], threshold: int, follows: Follows) -> dict[str, Shown]:
    """What is shown of each question, all together.

    How many answered a question that follows another is how many gave certain answers to that other. So it is not
    shown where the other is only told as "at least".
    """
    shown = {question: show(counts, threshold) for question, counts in wholes.items()}
    exact = {question for question, one in shown.items() if one and not one.at_least}
    return {
        question: one
        for question, one in shown.items()
        if one and all(other in exact for other in before(question, follows) if other in shown)
    }
