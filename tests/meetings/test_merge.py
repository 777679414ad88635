"""Two people write the same notes, and nothing is overwritten in silence."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.meetings.merge import Outcome, compare, join, join_sets, mark

texts = st.lists(st.sampled_from(["", "Waiting list", "Room 12", "[ ] call Ana", "- a", "é🌱"]), max_size=6).map(
    "\n".join
)
keys = st.sets(st.sampled_from("abcdef"))


@given(texts, texts, texts)
def test_only_what_one_of_two_changed_is_taken_without_asking(base: str, mine: str, theirs: str) -> None:
    outcome = compare(mark(base), mine, theirs)
    if outcome == Outcome.SAME:
        assert mine == theirs
    elif outcome == Outcome.MINE:
        assert theirs == base != mine
    elif outcome == Outcome.THEIRS:
        assert mine == base != theirs
    else:
        assert len({base, mine, theirs}) == 3


@given(texts, texts)
def test_no_line_of_either_is_lost_when_they_are_joined(theirs: str, mine: str) -> None:
    joined = Counter(join(theirs, mine).split("\n"))
    assert not Counter(theirs.split("\n")) - joined
    assert not Counter(mine.split("\n")) - joined


@given(texts)
def test_what_is_the_same_stands_once(text: str) -> None:
    assert join(text, text) == text


@given(keys, keys, keys)
def test_ticks_of_both_count_as_far_as_they_changed_them(base: set[str], mine: set[str], theirs: set[str]) -> None:
    joined = join_sets(base, mine, theirs)
    assert joined - theirs == mine - base - theirs
    assert theirs - joined == (base - mine) & theirs
