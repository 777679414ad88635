"""How many parents a second: the public form and its answers, against the least that Flask can do.

    python -m tests.bench.feedback [--seconds 3] [--turns 5]

Ours and the bare one run as servers of their own, with waitress, on the same machine, and are asked in turns, so that
a busy machine slows both. It ends with 1 where the form has less than half of the rate of a bare "hello", or an answer
less than 0.7 of that of a bare insert with the same synchronous setting.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import urllib.parse
from collections.abc import Callable
from pathlib import Path

from flask_migrate import upgrade

from partnerhub import demo
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Audience, Pulse
from partnerhub.foundation import submissions
from partnerhub.foundation.db import db, transaction
from tests.bench.serving import Ask, Server, free_port, load, serving
from tests.conftest import build

WANTED = {"form": 0.5, "answer": 0.7}


def prepared(folder: Path) -> tuple[str, Callable[[], str]]:
    """A sample school in this folder: the path of its form for families, and what makes an answer."""
    app = build(folder)
    with app.test_request_context():
        upgrade()
        with transaction():
            demo.fill()
        pulse = db.session.query(Pulse).filter_by(audience=Audience.FAMILIES).one()
        scales = [question.key for question in pulse.latest.questions if question.scale]
        path, ticket = f"/f/{pulse.code}", Ticket.of(pulse.latest, "link").stamped()
        db.session.remove()
        db.engine.dispose()

    def body() -> str:
        said = {"ticket": ticket, "sent_as": submissions.new_id(), **dict.fromkeys(scales, "4")}
        return urllib.parse.urlencode(said)

    return path, body


def measure(ours: Server, bare: Server, path: str, body: Callable[[], str], seconds: float, turns: int) -> bool:
    """Ask both in turns, print the medians and their ratio, and say whether all is well."""
    pairs: dict[str, tuple[Ask, Ask]] = {
        "form": (("GET", path, str), ("GET", "/hello", str)),
        "answer": (("POST", path, body), ("POST", "/insert", lambda: "text=hello")),
    }
    well = True
    print(f"{'':10} {'connections':>11} {'ours':>10} {'bare':>10} {'ratio':>6}")  # noqa: T201
    for name, asks in pairs.items():
        for connections in (1, 8):
            turn = list(zip((ours, bare), asks, strict=True))
            both = [[load(server, ask, seconds, connections).rate for server, ask in turn] for _ in range(turns)]
            our_rate, bare_rate = (statistics.median(one[n] for one in both) for n in (0, 1))
            ratio = statistics.median(mine / theirs for mine, theirs in both)
            well = well and ratio >= WANTED[name]
            said = f"{name:10} {connections:11} {our_rate:8.0f}/s {bare_rate:8.0f}/s {ratio:6.2f}"
            print(said + ("" if ratio >= WANTED[name] else "  !"))  # noqa: T201
    return well


def main() -> None:
    """Start both, measure, stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="partnerhub-bench-"))
    try:
        path, body = prepared(folder / "ours")
        ports = free_port(), free_port()
        env = {"PARTNERHUB_DATA": str(folder / "ours"), "PORT": str(ports[0]), "PARTNERHUB_TRUSTED_PROXY": "127.0.0.1"}
        with (
            serving(["run.py"], ports[0], **env) as ours,
            serving(["-m", "tests.bench.bare", str(folder), str(ports[1])], ports[1], PATH="") as bare,
        ):
            well = measure(ours, bare, path, body, given.seconds, given.turns)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
