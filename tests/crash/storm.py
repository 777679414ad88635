"""A storm: clients write while the program is killed again and again. `make test-crash` runs the long one.

What is promised: what a client was told was saved is there, once, however often it had to send it.
"""

import argparse
import itertools
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from partnerhub.care import verify
from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner
from tests.conftest import build
from tests.crash.clients import Browser, Writer
from tests.crash.server import Server

LIFE = (0.05, 0.8)


@dataclass
class Report:
    """What came of it."""

    kills: int
    said: int
    tries: int
    lost: list[str]
    doubled: list[str]
    faults: list[str]
    odd: list[str]
    starts: list[float]

    @property
    def is_fine(self) -> bool:
        """Whether the promise held."""
        return not (self.lost or self.doubled or self.faults or self.odd) and self.said > 0

    def __str__(self) -> str:
        starts = sorted(self.starts)
        return (
            f"{self.kills} kills, {self.said} writes acknowledged after {self.tries} tries: {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {len(self.faults)} faults in the database, {len(self.odd)} odd answers. "
            f"Serving again after {statistics.median(starts):.2f} s (median), {starts[-1]:.2f} s at most."
        )


def rage(data: Path, *, kills: int, clients: int) -> Report:
    """Let it rage over a folder with the demonstration school.

    Args:
        kills: how often the program is killed.
        clients: how many write at a time.
    """
    server, ended, turns = Server(data), threading.Event(), itertools.count()
    server.start()
    first = Browser(server.port)
    first.sign_in()
    writers = [Writer(Browser(server.port, dict(first.cookies)), turns, ended) for _ in range(clients)]
    for writer in writers:
        writer.start()
    starts = []
    try:
        for _ in range(kills):
            time.sleep(random.uniform(*LIFE))
            server.kill()
            starts.append(server.start())
        time.sleep(1)
    finally:
        ended.set()
        for writer in writers:
            writer.join(60)
        server.kill()
    return judge(data, writers, kills, starts)


def judge(data: Path, writers: list[Writer], kills: int, starts: list[float]) -> Report:
    """Hold what the clients were told against what is there."""
    app = build(data)
    with app.app_context():
        there = Counter(db.session.scalars(select(Partner.name).where(Partner.name.startswith("Storm "))))
        faults = verify.faults_here()
        db.engine.dispose()
    said = [mark for writer in writers for mark in writer.said]
    return Report(
        kills=kills,
        said=len(said),
        tries=sum(writer.tries for writer in writers),
        lost=[mark for mark in said if not there[mark]],
        doubled=[mark for mark, times in there.items() if times > 1],
        faults=faults,
        odd=[answer for writer in writers for answer in writer.odd],
        starts=starts,
    )


def main() -> int:
    """Run a storm on a new demonstration school."""
    from tests.crash.school import make

    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--kills", type=int, default=300)
    reader.add_argument("--clients", type=int, default=16)
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory() as room:
        report = rage(make(Path(room) / "data"), kills=chosen.kills, clients=chosen.clients)
    print(report)  # noqa: T201
    for line in (*report.lost, *report.doubled, *report.faults, *Counter(report.odd)):
        print(f"  {line}")  # noqa: T201
    return 0 if report.is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
