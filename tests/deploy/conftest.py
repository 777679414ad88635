"""The demonstration school behind Caddy, started once for all tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import schools
from tests.deploy.front import Front


@pytest.fixture(scope="module")
def front(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    front = Front(schools.copy(demo_folder, tmp_path_factory.mktemp("front") / "data"))
    try:
        front.start()
        yield front
    finally:
        front.stop()
