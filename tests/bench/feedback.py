"""How many parents a second: the public form and its answers, against the least that Flask can do.

    python -m tests.bench.feedback [--seconds 3] [--turns 5]

Ours and the bare one run as servers of their own, with waitress, on the same machine, and are asked in turns, so that
a busy machine slows both. It ends with 1 where the form has less than half of the rate of a bare "hello", or an answer
less than 0.7 of that of a bare insert with the same synchronous setting.
"""

import argparse
import http.client
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade

from partnerhub import demo
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Audience, Pulse
from partnerhub.foundation import submissions
from partnerhub.foundation.db import db, transaction
from tests.conftest import build

WANTED = {"form": 0.5, "answer": 0.7}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Ask = tuple[str, str, Callable[[], str]]  # method, path, and what makes a body


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


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, **env: str) -> Iterator[int]:
    """A server of its own; gives its port."""
    process = subprocess.Popen(
        [sys.executable, *command], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def rate(port: int, ask: Ask, seconds: float, connections: int) -> float:
    """Requests a second, over connections that stay open."""
    counts, until, refused = [0] * connections, time.perf_counter() + seconds, list[int]()

    def work(n: int) -> None:
        method, path, body = ask
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            headers = {"X-Forwarded-For": f"203.0.{random.randrange(256)}.{random.randrange(256)}"}  # a parent each
            headers |= FORM if method == "POST" else {"Accept-Encoding": "gzip"}
            connection.request(method, path, body() or None, headers)
            answer = connection.getresponse()
            answer.read()
            counts[n] += 1
            refused.extend([answer.status] if answer.status >= 400 else [])

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(n,)) for n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"{ask[1]} answers {refused[0]}")
    return sum(counts) / (time.perf_counter() - began)


def measure(ours: int, bare: int, path: str, body: Callable[[], str], seconds: float, turns: int) -> bool:
    """Ask both in turns, print the medians and their ratio, and say whether all is well."""
    pairs: dict[str, tuple[Ask, Ask]] = {
        "form": (("GET", path, str), ("GET", "/hello", str)),
        "answer": (("POST", path, body), ("POST", "/insert", lambda: "text=hello")),
    }
    well = True
    print(f"{'':10} {'connections':>11} {'ours':>10} {'bare':>10} {'ratio':>6}")  # noqa: T201
    for name, (our_ask, bare_ask) in pairs.items():
        for connections in (1, 8):
            both = [
                (rate(ours, our_ask, seconds, connections), rate(bare, bare_ask, seconds, connections))
                for _ in range(turns)
            ]
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
            serving(["run.py"], ports[0], **env),
            serving(["-m", "tests.bench.bare", str(folder), str(ports[1])], ports[1], PATH=""),
        ):
            well = measure(*ports, path, body, given.seconds, given.turns)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
