"""Measure the main pages with one month's and with ten years' data, in turns, and print how much slower they became.

    python -m tests.bench [--rounds 31]

Each page is asked in turns of both schools, so that a busy machine slows both. It ends with 1 where a page takes more
than 1.3 times as long, or another number of queries. A figure on paper, not a test: machines differ.
"""

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from partnerhub import demo
from partnerhub.foundation.db import db, transaction
from tests.bench import years
from tests.conftest import Browser, build, queries, signed_in_as

MOST = 1.3
PAGES = {
    "Today": "/",
    "Partners": "/partners",
    "Meetings that were": "/meetings?when=past",
    "Meetings with a word in them": "/meetings?when=past&q=waiting",
    "Search, a usual word": "/search?q=waiting",
    "Search, a rare word": f"/search?q={years.RARE}",
    "Search, a word that is nowhere": "/search?q=xylophone",
    "One meeting": "/meetings/{key}",
    "A log with 60 topics": "/meetings/{key}/log",
    "Action items": "/actions?which=open",
}


@dataclass
class School:
    """One of the two schools, ready to be asked."""

    app: Flask
    key: int
    browser: Browser
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, path: str) -> Any:
        """Ask for one page."""
        answer = self.browser.get(path.format(key=self.key))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
        return answer

    def measure(self, name: str) -> None:
        """Ask for one page, and keep how long that took."""
        before = time.perf_counter()
        self.ask(PAGES[name])
        self.took.setdefault(name, []).append(time.perf_counter() - before)

    def milliseconds(self, name: str) -> float:
        """The median."""
        return statistics.median(self.took[name]) * 1000


def school(folder: Path, scale: str) -> School:
    """Make a school with so much data."""
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
        with app.test_request_context(), transaction():
            key = years.fill(scale)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    return School(app, key, signed_in_as(app, "staff"))


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def table(schools: list[School]) -> bool:
    """Print what was measured, and say whether all is well."""
    month, decade = schools
    say(f"{'page':32} {'month':>9} {'ten years':>10} {'ratio':>6} {'queries':>9} {'gzip':>8}")
    well = True
    for name, path in PAGES.items():
        ratio = decade.milliseconds(name) / month.milliseconds(name)
        asked = [queries(each.app, lambda each=each, path=path: each.ask(path)) for each in schools]
        size = len(gzip.compress(decade.ask(path).data))
        fine = ratio <= MOST and asked[0] == asked[1]
        well = well and fine
        times = f"{month.milliseconds(name):6.1f} ms {decade.milliseconds(name):7.1f} ms"
        say(f"{name:32} {times} {ratio:6.2f} {asked[0]:4}/{asked[1]:<4} {size / 1024:5.1f} KB{'' if fine else '  !'}")
    return well


def main() -> None:
    """Make both schools, ask them in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=31)
    rounds = parser.parse_args().rounds
    folder = Path(tempfile.mkdtemp(prefix="partnerhub-bench-"))
    try:
        schools = [school(folder / scale.replace(" ", "-"), scale) for scale in years.MONTHS]
        for name in PAGES:
            for _ in range(rounds):
                for each in schools:
                    each.measure(name)
        well = table(schools)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
