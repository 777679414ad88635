"""A world for each file of tests: its routes are asked as everybody, and what that wrote is put back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World, opened


@pytest.fixture(scope="module")
def world(demo_folder: Path, cast_ids: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with opened(demo_folder, cast_ids, tmp_path_factory.mktemp("hostile")) as world:
        yield world
