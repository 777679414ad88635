"""Measure the results page of a round with 200,000 answers against that of one with 2,000, in turns.

    python -m tests.bench.results

It ends with 1 where the large one takes more than 1.5 times as long. Counting, which a job does once when a round has
closed, is printed too, and may take as long as it needs: it keeps nobody from writing.
"""

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import insert

from partnerhub import demo
from partnerhub.feedback.answers import Response, random_key
from partnerhub.feedback.model import Round
from partnerhub.feedback.releases import Tally, release
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from tests.conftest import Browser, build, signed_in_as
from tests.feedback.asking import ask

FEW, MANY, MOST, TURNS = 2_000, 200_000, 1.5, 31


def school(folder: Path, number: int) -> tuple[Browser, str]:
    """A school with a released round of so many answers; who reads it, and where."""
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
    with app.test_request_context():
        with transaction():
            asked = ask().rounds[0]
            answer(asked, number)
            asked.close(by=User.by_email("staff@demo.example"))
        began = time.perf_counter()
        tally = Tally(asked)
        counted = time.perf_counter()
        with transaction():
            release(asked, tally)
        took, wrote = counted - began, time.perf_counter() - counted
        print(f"{number:>7,} answers: counted in {took:.1f} s, written in {wrote * 1000:.0f} ms")  # noqa: T201
        return signed_in_as(app, "staff"), f"/feedback/rounds/{asked.id}/results"


def answer(asked: Round, number: int) -> None:
    """So many made-up answers, always the same."""
    chance = random.Random(number)
    for _part in range(0, number, FEW):
        rows = [
            {
                "key": random_key(),
                "round_id": asked.id,
                "version_id": asked.version_id,
                "language": chance.choice(("en", "es", "ar")),
                "channel": chance.choice(("link", "paper")),
                "week": "2026-W48",
                "aside": "",
                "answers": {
                    "ease": chance.choice("54321"),
                    "knew": chance.choice(("yes", "no")),
                    "hard": chance.sample(("times", "language", "nothing"), 2),
                    "weeks": chance.randrange(20),
                },
            }
            for _one in range(FEW)
        ]
        db.session.execute(insert(Response), rows)


def main() -> int:
    """Measure, print, and say whether it is fast enough."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        schools = {FEW: school(Path(few), FEW), MANY: school(Path(many), MANY)}
        took: dict[int, list[float]] = {FEW: [], MANY: []}
        for _turn in range(TURNS):
            for number, (browser, path) in schools.items():
                before = time.perf_counter()
                assert browser.get(path).status_code == 200
                took[number].append(time.perf_counter() - before)
    small, large = (statistics.median(took[number]) * 1000 for number in (FEW, MANY))
    print(f"results page: {small:.1f} ms with {FEW:,}, {large:.1f} ms with {MANY:,}: {large / small:.2f} times")  # noqa: T201
    return 0 if large / small <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
