"""What others think of our headers: `make test-headers` asks Mozilla's HTTP Observatory and Google's CSP Evaluator.

Both are npm packages, which it puts beside the virtual environment; the lock file has their versions and hashes.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.conftest import front  # noqa: F401
from tests.deploy.front import PROJECT, Front

MODULES = PROJECT / ".venv" / "headers" / "node_modules"
LEAST_SCORE, BEST_GRADE = 130, "A+"
INFORMATION = 60  # of its Severity, where less is worse


@pytest.fixture(scope="module")
def said(front: Front) -> dict[str, Any]:  # noqa: F811
    """What they say of the page that everybody meets first, over TLS and through Caddy."""
    command = ["node", str(Path(__file__).parent / "observe.mjs"), str(MODULES), "localhost"]
    done = subprocess.run(
        [*command, str(front.port), str(front.http)],
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(front.authority)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_observatory_gives_its_best_grade(said: dict[str, Any]) -> None:
    print(f"\nHTTP Observatory: {said['grade']}, {said['score']}")  # noqa: T201
    assert [test for test in said["tests"] if not test["pass"]] == []
    assert said["grade"] == BEST_GRADE
    assert said["score"] >= LEAST_SCORE


def test_the_evaluator_finds_nothing_in_the_policy(said: dict[str, Any]) -> None:
    worse = [finding for finding in said["findings"] if finding["severity"] < INFORMATION]
    print(f"\nCSP Evaluator: {len(worse)} above information, of {len(said['findings'])}")  # noqa: T201
    assert "nonce-" in said["policy"]
    assert worse == []
