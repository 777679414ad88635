"""Send many requests that nobody means, and print each that the server fails at.

    python -m tests.hostile.storm [--requests 10000] [--first 0] [--seed 1] [--only NUMBER]

It ends with 1 where one is answered with 500 or more.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from partnerhub.foundation.db import SAFE_METHODS
from tests.hostile.mutants import Mutant, bear
from tests.world import World, demonstration, opened


class Failures(logging.Handler):
    """What went wrong inside, as the log has it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last: object = None

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.exc_info[1] if record.exc_info else record.getMessage()


def failures(world: World, seed: int, numbers: Iterable[int], met: Counter[int]) -> dict[int, str]:
    """Send the requests of these numbers, and say which the server fails at and why.

    Args:
        world: what they are sent to; what they write is put back.
        seed: of which storm.
        numbers: which of its requests.
        met: how often each status was answered, counted along.
    """
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    noted, failed, logger = Failures(), {}, logging.getLogger("partnerhub")
    logger.addHandler(noted)
    for number in numbers:
        mutant = bear(world, seed, number)
        status = answered(world, mutant)
        met[status] += 1
        if status >= 500:
            failed[number] = f"{status} {mutant}: {noted.last!r}"
    logger.removeHandler(noted)
    return failed


def answered(world: World, mutant: Mutant) -> int:
    """Send one, put back what it wrote, and say how it was answered."""
    answer = mutant.send(world)
    answer.close()
    if mutant.method not in SAFE_METHODS and (answer.status_code < 400 or answer.status_code == 422):
        world.restore()
    return int(answer.status_code)


def main() -> None:
    """Send them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first, to share the storm out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    numbers = range(given.first, given.first + given.requests) if given.only is None else [given.only]
    began, met = time.monotonic(), Counter[int]()
    with tempfile.TemporaryDirectory(prefix="partnerhub-") as room:
        names = demonstration(Path(room) / "school")
        with opened(Path(room) / "school", names, Path(room)) as world:
            failed = failures(world, given.seed, numbers, met)
    took = time.monotonic() - began
    sys.stdout.write("".join(f"{number}: {why}\n" for number, why in failed.items()))
    sys.stdout.write(f"{met.total()} requests in {took:.0f} s, by their answers: {dict(sorted(met.items()))}\n")
    sys.stdout.write(f"{len(failed)} of them failed.\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
