"""Measure the main pages of a school with ten years' data as it is served, against the least that Flask can do.

    python -m tests.bench.served [--seconds 2]

Ours and the bare app run as servers of their own, with waitress, and are asked in turns, so that a busy machine slows
both. For each page: median and 95th percentile with 1 and with 8 connections, its size gzipped, and its rate with 8
connections as a part of that of a bare page of 25 rows. Then how soon it answers after its start, and how much memory
it holds afterwards. It ends with 1 where one of the figures in WANTED is missed.
"""

import argparse
import gzip
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select

from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db
from partnerhub.stories.model import Story
from tests.bench.__main__ import School, say, school
from tests.bench.serving import Ask, Server, free_port, load, serving

# Rates as a part of a bare page of 25 rows, for lists; megabytes; seconds.
WANTED = {"list": 0.5, "memory": 130.0, "start": 2.0}
LISTS = {
    "Partners": "/partners",
    "Meetings that were": "/meetings?when=past",
    "Action items": "/actions?which=open",
    "Stories": "/newsroom",
}
PAGES = {
    "Today": "/",
    **LISTS,
    "One partner": "/partners/{partner}",
    "Cleared to enter": "/cleared",
    "One meeting": "/meetings/{key}",
    "A log with 60 topics": "/meetings/{key}/log",
    "Search, a usual word": "/search?q=waiting",
    "Feedback": "/feedback",
    "One pulse": "/feedback/{pulse}",
}
PUBLIC = {"Public stories": "/stories", "Public form": "/f/{code}", "Sign-in": "/login", "Apply": "/apply"}
HELLO, ROWS = ("GET", "/hello", str), ("GET", "/rows", str)


def paths(made: School) -> dict[str, str]:
    """Every page, with its keys filled in."""
    with made.app.app_context():
        pulse = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).first()
        story = db.session.scalars(select(Story)).first()
        assert pulse
        assert story
        named = {"key": made.key, "pulse": pulse.id, "code": pulse.code, "partner": 1}
    return {name: path.format(**named) for name, path in {**PAGES, **PUBLIC}.items()}


def line(name: str, cells: list[str]) -> None:
    """Print one row."""
    say(f"{name:24}" + "".join(f"{cell:>11}" for cell in cells))


def measure(ours: Server, bare: Server, made: School, cookie: str, seconds: float) -> bool:
    """Ask for each page in turns with the bare one, print, and say whether all is well."""
    well = True
    line("page", ["1: median", "p95", "8: median", "p95", "gzip", "of 25 rows"])
    for name, path in paths(made).items():
        headers = {} if name in PUBLIC else {"Cookie": cookie}
        ask: Ask = ("GET", path, str)
        alone = load(ours, ask, seconds / 2, 1, headers)
        theirs = load(bare, HELLO if name == "Public form" else ROWS, seconds / 2, 8).rate
        eight = load(ours, ask, seconds, 8, headers)
        size = len(gzip.compress(made.ask(path).data))
        ratio = eight.rate / theirs
        fine = name not in LISTS or ratio >= WANTED["list"]
        well = well and fine
        took = [f"{one:.1f} ms" for one in (alone.median, alone.p95, eight.median, eight.p95)]
        line(name, [*took, f"{size / 1024:.1f} KB", f"{ratio:.2f}{'' if fine else ' !'}"])
    return well


def main() -> None:
    """Make a school, serve it, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="partnerhub-bench-") as room:
        folder = Path(room)
        made = school(folder / "ours", "ten years")
        token = made.browser.client.get_cookie("partnerhub")
        assert token
        ports = free_port(), free_port()
        env = {"PARTNERHUB_DATA": str(folder / "ours"), "PORT": str(ports[0])}
        with (
            serving(["run.py"], ports[0], **env) as ours,
            serving(["-m", "tests.bench.bare", str(folder), str(ports[1])], ports[1], PATH="") as bare,
        ):
            well = measure(ours, bare, made, f"partnerhub={token.value}", seconds)
            say(f"first answer {ours.started:.1f} s after the start; {ours.megabytes():.0f} MB after all this")
            well = well and ours.started <= WANTED["start"] and ours.megabytes() <= WANTED["memory"]
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
