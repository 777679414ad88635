"""Who sends drop by drop keeps nobody else waiting. `make test-deploy` runs it: it takes some minutes."""

import http.client
import re
import shutil
import statistics
import subprocess
import time

import pytest

from tests.deploy.front import Front

SECONDS, FEWEST = 40, 50
MOST_SECONDS = 0.5
COLORS = re.compile(r"\x1b\[[0-9;]*\w")
# What slowhttptest does, to how many connections, so many new ones a second. Those of the last each ask for a whole
# page, so that fewer of them are begun at a time: many at once would be a flood, which is another thing.
ATTACKS = {
    "headers that never end": (800, 200, ["-H", "-i", "5", "-x", "24"]),
    "a form that never ends": (800, 200, ["-B", "-i", "5", "-s", "8192", "-x", "10"]),
    "pages that are never read": (300, 20, ["-X", "-w", "10", "-y", "20", "-n", "5", "-z", "32", "-k", "1"]),
}


def seconds(front: Front) -> float:
    """How long one page takes, on a connection of its own."""
    began = time.perf_counter()
    try:
        status = front.get("/login")[0]
    except (OSError, http.client.HTTPException) as problem:
        raise AssertionError(f"A page was not answered: {problem!r}") from problem
    assert status == 200
    return time.perf_counter() - began


def p95(times: list[float]) -> float:
    """What 95 of 100 are faster than."""
    return statistics.quantiles(times, n=20)[-1]


def until_the_end(front: Front, attack: "subprocess.Popen[str]") -> list[float]:
    """How long each page takes, one after the other, as long as the attack lasts."""
    times = []
    while attack.poll() is None:
        times.append(seconds(front))
    return times


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_page_comes_while_hundreds_send_drop_by_drop(front: Front, attack: str) -> None:
    connections, rate, how = ATTACKS[attack]
    before = p95([seconds(front) for _ in range(FEWEST)])
    tool = shutil.which("slowhttptest")
    assert tool, "No slowhttptest here. See tests/deploy/need_tools.sh for how to install it."
    often = ["-c", str(connections), "-r", str(rate), "-l", str(SECONDS), "-p", "3", "-u", f"{front.url}/login"]
    with subprocess.Popen([tool, *how, *often], stdout=subprocess.PIPE, text=True) as program:
        time.sleep(connections / rate)  # until all of them are there
        times = until_the_end(front, program)
        said = COLORS.sub("", program.stdout.read() if program.stdout else "")
    held = max(map(int, re.findall(r"connected:\s+(\d+)", said)), default=0)
    print(f"\n{attack}, on {held} connections: p95 of {len(times)} pages {p95(times) * 1000:.0f} ms, ", end="")  # noqa: T201
    print(f"{before * 1000:.0f} ms without")  # noqa: T201
    assert held > connections / 2, said[-1500:]
    assert len(times) >= FEWEST
    assert p95(times) < MOST_SECONDS
