"""Whatever is sent, in whatever shape: an answer, and never a failure. `make test-hostile` sends 10,000 more."""

from collections import Counter

import pytest

from tests.hostile.storm import failures
from tests.world import World

SEED = 7


@pytest.mark.parametrize("first", range(0, 500, 125))
def test_no_request_that_nobody_means_breaks_the_server(world: World, first: int) -> None:
    met = Counter[int]()
    assert failures(world, SEED, range(first, first + 125), met) == {}
    assert met[200] + met[303] > 20, f"so few went through that little was asked: {met}"
