"""Green, amber or red: for any dates, the color says what the dates say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.clearances.standing import (
    SOON,
    Cause,
    Color,
    Finding,
    Proof,
    covered_until,
    judge,
    partnership,
    together,
)

TODAY = date(2026, 11, 24)
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def proofs(draw: st.DrawFn) -> Proof:
    """Any proof, in any state, that does not end before it begins."""
    issued = draw(days)
    expires = draw(st.none() | st.integers(0, 500).map(lambda n: issued + timedelta(days=n)))
    state = draw(st.sampled_from(["accepted", "waiting", "returned", "replaced"]))
    return Proof(
        issued,
        expires,
        is_accepted=state == "accepted",
        is_waiting=state == "waiting",
        is_returned=state == "returned",
    )


lists = st.lists(proofs(), max_size=6)
colors = st.builds(Finding, st.sampled_from(list(Color)), st.just(Cause.COVERED))


def good_on(found: list[Proof], day: date) -> bool:
    """The rule said in the plainest way: some accepted proof is good on that day."""
    return any(p.is_accepted and p.issued_on <= day and (p.expires_on is None or day <= p.expires_on) for p in found)


@given(lists)
def test_it_is_red_exactly_when_nothing_accepted_is_good_today(found: list[Proof]) -> None:
    assert (judge("x", found, TODAY).color == Color.RED) == (not good_on(found, TODAY))


@given(lists)
def test_it_is_green_exactly_when_every_one_of_the_next_days_is_covered(found: list[Proof]) -> None:
    covered = all(good_on(found, TODAY + timedelta(days=n)) for n in range(SOON.days + 2))
    assert (judge("x", found, TODAY).color == Color.GREEN) == covered


@given(lists)
def test_the_cover_ends_where_the_first_gap_begins(found: list[Proof]) -> None:
    until = covered_until(found, TODAY)
    if until is not None and until != date.max:
        assert good_on(found, until)
        assert not good_on(found, until + timedelta(days=1))


@given(lists, proofs())
def test_one_more_proof_never_makes_it_worse(found: list[Proof], more: Proof) -> None:
    assert judge("x", [*found, more], TODAY).color.weight <= judge("x", found, TODAY).color.weight


@given(lists)
def test_what_is_not_accepted_never_lets_anybody_in(found: list[Proof]) -> None:
    only = [p for p in found if not p.is_accepted]
    assert judge("x", only, TODAY).color == Color.RED


@given(lists, st.randoms())
def test_the_order_of_the_proofs_does_not_matter(found: list[Proof], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert judge("x", mixed, TODAY) == judge("x", found, TODAY)


@given(st.lists(colors, max_size=8))
def test_a_standing_is_as_bad_as_its_worst_part(parts: list[Finding]) -> None:
    worst = max((p.color for p in parts), key=lambda c: c.weight, default=Color.GREEN)
    assert together(*parts).color == worst


@given(st.lists(colors, max_size=8))
def test_a_partnership_that_is_not_active_lets_nobody_in(parts: list[Finding]) -> None:
    assert together(partnership("Paused", is_active=False), *parts).color == Color.RED


def accepted(begins: int, ends: int | None) -> Proof:
    """An accepted proof, in days from today."""
    return Proof(TODAY + timedelta(days=begins), None if ends is None else TODAY + timedelta(days=ends))


@pytest.mark.parametrize(
    ("found", "color", "cause"),
    [
        ([], Color.RED, Cause.MISSING),
        ([accepted(-9, None)], Color.GREEN, Cause.COVERED),
        ([accepted(-9, 31)], Color.GREEN, Cause.COVERED),
        ([accepted(-9, 30)], Color.AMBER, Cause.ENDS_SOON),
        ([accepted(-9, 0)], Color.AMBER, Cause.ENDS_SOON),
        ([accepted(-9, -1)], Color.RED, Cause.EXPIRED),
        ([accepted(1, 90)], Color.RED, Cause.NOT_YET),
        ([accepted(-9, 5), accepted(6, 400)], Color.GREEN, Cause.COVERED),
        ([accepted(-9, 5), accepted(7, 400)], Color.AMBER, Cause.ENDS_SOON),
        ([Proof(TODAY, None, is_accepted=False, is_waiting=True)], Color.RED, Cause.WAITING),
        ([Proof(TODAY, None, is_accepted=False, is_returned=True)], Color.RED, Cause.RETURNED),
    ],
)
def test_each_cause_has_its_color(found: list[Proof], color: Color, cause: Cause) -> None:
    finding = judge("Insurance", found, TODAY)
    assert (finding.color, finding.cause) == (color, cause)


def test_every_cause_has_a_sentence(house: object) -> None:
    for cause in Cause:
        sentence = Finding(Color.RED, cause, "<Insurance>", TODAY, 3).sentence
        assert "<Insurance>" in sentence
