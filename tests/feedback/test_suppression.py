"""Which counts may be shown, which are hidden, and which more hide them."""

import pytest

from partnerhub.feedback import pictures
from partnerhub.feedback.steps import advance
from partnerhub.feedback.suppression import (
    Counts,
    Shown,
    class_of,
    hide,
    may_lie_side_by_side,
    mean,
    show,
)


def counts(*numbers: int, several: bool = False, n: int | None = None) -> Counts:
    """Counts of the answers "1", "2" and so on."""
    answers = {str(place): number for place, number in enumerate(numbers, 1)}
    return Counts(sum(numbers) if n is None else n, answers, several)


def test_fewer_than_the_threshold_are_not_shown() -> None:
    assert show(counts(2, 2), 5) is None
    assert show(counts(2, 3, 3), 5) == Shown(8, {"1": 2, "2": 3, "3": 3})


def test_when_nearly_all_say_the_same_nobody_learns_whether_one_did_not() -> None:
    of_one_mind, but_one, but_two = (show(counts(12 - k, k), 5) for k in (0, 1, 2))
    assert of_one_mind == but_one == but_two == Shown(12, {"1": 10}, ("1",))
    assert show(counts(9, 3), 5) == Shown(12, {"1": 9, "2": 3})


def test_where_several_may_be_ticked_only_the_one_that_all_ticked_is_told_as_at_least() -> None:
    assert show(counts(11, 4, n=12, several=True), 5) == Shown(12, {"1": 10, "2": 4}, ("1",))


def test_a_group_that_is_too_small_takes_the_next_smallest_with_it() -> None:
    groups = {"ar": counts(1, 1), "es": counts(4, 4), "en": counts(20, 10)}
    assert hide(groups, 5) == {"ar", "es"}


def test_two_small_groups_take_a_third_when_they_are_too_few_together() -> None:
    groups = {"ar": counts(1, 1), "so": counts(1), "es": counts(4, 4), "en": counts(20, 10)}
    assert hide(groups, 5) == {"ar", "so", "es"}


def test_a_group_of_one_mind_is_hidden_however_large() -> None:
    groups = {"ar": counts(15), "es": counts(4, 4), "en": counts(20, 10)}
    assert hide(groups, 5) == {"ar", "es"}


def test_nothing_is_hidden_where_all_are_enough() -> None:
    assert hide({"es": counts(4, 4), "en": counts(20, 10)}, 5) == frozenset()


def test_a_group_that_nobody_is_in_hides_nobody() -> None:
    """Two partners, one of them without an answer: hiding the other with it would leave it found."""
    partners = {("A", "en"): counts(1, 1), ("B", "en"): counts(6, 6), ("C", "en"): counts(0)}
    (picture,) = pictures.paint({"q": partners}, {cell: c.n for cell, c in partners.items()}, [5])
    assert picture.groups["partner"]["q"] == {}


def test_breakdowns_that_would_uncover_each_other_are_not_both_shown() -> None:
    """All who answered in Arabic are the clinic's, and one other: the clinic less Arabic would be that one."""
    cells = {("clinic", "ar"): counts(3, 3), ("clinic", "en"): counts(0, 1), ("youth", "en"): counts(9, 9)}
    assert not may_lie_side_by_side(cells, 5)
    (picture,) = pictures.paint({"q": cells}, {cell: c.n for cell, c in cells.items()}, [5])
    assert set(picture.groups["partner"]["q"]) == {"clinic", "youth"}
    assert picture.groups["language"]["q"] == {}


def test_figures_move_on_only_when_enough_have_come_who_differ() -> None:
    first = advance(None, counts(4, 4), 5)
    assert first == counts(4, 4)
    assert advance(first, counts(6, 6), 5) == first
    assert advance(first, counts(9, 4), 5) == first
    assert advance(first, counts(7, 7), 5) == counts(7, 7)


def test_an_answer_that_is_taken_away_changes_no_figure() -> None:
    assert advance(counts(4, 4), counts(3, 4), 5) == counts(4, 4)
    assert advance(counts(4, 4), counts(3, 10), 5) == counts(4, 4)


def test_a_mean_is_of_the_scale_only_and_not_of_those_to_whom_it_does_not_apply() -> None:
    values = {"1": 1, "2": 2, "3": 3}
    shown = Shown(12, {"1": 3, "2": 0, "3": 6, "none": 3})
    assert mean(shown, values) == pytest.approx(21 / 9)
    assert mean(Shown(12, {"3": 10}, ("3",)), values) is None


@pytest.mark.parametrize(("number", "named"), [(0, "0"), (1, "1"), (2, "2-3"), (7, "4-7"), (8, "8-15"), (-4, "0")])
def test_typed_numbers_are_counted_in_classes_that_no_answer_changes(number: int, named: str) -> None:
    assert class_of(number) == named


def test_a_picture_is_read_as_it_was_kept() -> None:
    cells = {("clinic", "ar"): counts(3, 3), ("clinic", "en"): counts(4, 4), ("youth", "en"): counts(9, 9)}
    for picture in pictures.paint({"q": cells}, {cell: c.n for cell, c in cells.items()}, [5, 10]):
        assert pictures.Picture.of_json(picture.to_json()) == picture
