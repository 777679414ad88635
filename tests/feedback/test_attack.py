"""Nobody can be found among the answers, by anybody, at any time."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub.feedback import following, pictures, steps
from partnerhub.feedback.steps import advance, step
from partnerhub.feedback.suppression import (
    Counts,
    Shown,
    hide,
    is_safe,
    total,
)
from tests.feedback import worlds as worlds_module
from tests.feedback.attacker import Attack, Found
from tests.feedback.worlds import World

thresholds = st.tuples(st.integers(3, 6), st.integers(0, 6)).map(lambda t: (t[0], t[0] + t[1]))
worlds = st.builds(
    World,
    st.integers(0, 2**32).map(Random),
    st.integers(0, 60),
    st.lists(st.integers(0, 12), max_size=2),
    thresholds,
    st.booleans(),
    st.booleans(),
)


def learned(world: World) -> list[Found]:
    """What a reader of everything finds out about people who are too few, or of one mind."""
    if not world.truth:
        return []
    attack = Attack(world.truth, world.answers, several=world.several)
    for picture in world.published():
        attack.read(picture, "q")
        attack.read_what_follows(picture, "why", world.answers[0], world.why)
    cells = [(cell,) for cell in world.truth]
    unions = {
        tuple(c for c in world.truth if c[0] == batch and (place == 0 or c[place] == name))
        for batch, *names in world.truth
        for place, name in enumerate((batch, *names))
    }
    found = attack.found([*cells, *unions], world.random)
    return [one for one in found if not may_be_known(world, one)]


def may_be_known(world: World, found: Found) -> bool:
    """Whether this count is of enough people who differ. Where several may be ticked, each answer is for itself."""
    people = total(world.truth[cell] for cell in found.people)
    answers = {found.answer: found.count} if world.several else people.answers
    return is_safe(Counts(people.n, answers), world.thresholds[0])


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(worlds)
def test_a_reader_of_every_page_and_export_over_time_learns_no_answer(world: World) -> None:
    assert learned(world) == []


def test_what_follows_does_not_stay_behind_to_tell_what_was_hidden() -> None:
    """A longer search found it: what followed “at least 9 of 11” was shown when more had come, and said it was ten."""
    assert learned(World(Random(3556584831), 12, [4, 4], (5, 10), follows=True)) == []


def only_unsafe(groups, threshold, already=frozenset()):
    """Hide what is not safe, and nothing to cover it."""
    return frozenset(name for name, counts in groups.items() if not is_safe(counts, threshold))


def afresh(groups, threshold, already=frozenset()):
    """Hide for each audience as if there were no other."""
    return hide(groups, threshold)


def all_at_once(before, now, thresholds):
    """Move on with every single answer."""
    return [now if now.n >= threshold else None for threshold in thresholds]


def on_its_own(before, now, thresholds, follows):
    """Let a question that follows another move on by itself."""
    return step(before, now, thresholds)


def each_alone(before, now, thresholds):
    """Let each audience move on by itself."""
    return [advance(old, now, threshold) for old, threshold in zip(before, thresholds, strict=True)]


def plainly(counts, threshold):
    """Say that all gave one answer."""
    return Shown(counts.n, dict(counts.answers)) if counts.n >= threshold else None


@pytest.mark.parametrize(
    ("module", "name", "without"),
    [
        (pictures, "hide", only_unsafe),
        (pictures, "hide", afresh),
        (pictures, "may_lie_side_by_side", lambda cells, threshold: True),
        (following, "show", plainly),
        (steps, "advance_each", all_at_once),
        (steps, "advance_each", each_alone),
        (worlds_module, "step", on_its_own),
        (worlds_module, "FOLLOWS", {}),
    ],
    ids=[
        "no cover",
        "no ladder of audiences",
        "crossed",
        "one mind shown",
        "no steps",
        "steps of one audience",
        "a step of what follows",
        "what follows",
    ],
)
def test_the_same_reader_finds_somebody_when_a_rule_is_left_out(monkeypatch, module, name: str, without) -> None:
    monkeypatch.setattr(module, name, without)
    schools = (World(Random(n), n % 50, [3, 2 + n % 7], (3 + n % 3, 5 + n % 5), follows=True) for n in range(100, 2000))
    assert any(learned(world) for world in schools)
