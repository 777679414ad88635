"""The disk: every "saved" comes after the disk has it; a full, broken or read-only disk loses nothing that was said.

`make test-crash` runs this on Linux as root, with strace: it follows the program's calls, and lets some of them fail.
"""

import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from partnerhub.care import database
from partnerhub.foundation.db import sqlite
from tests.crash.clients import Browser
from tests.crash.school import make
from tests.crash.server import Server

WRITES = 20
SMALL_DISK = "8m"
CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)")
LOG = "partnerhub.sqlite3-wal"


class Failed(AssertionError):
    """The promise did not hold."""


def sign_in(server: Server) -> Browser:
    """A member of staff with a browser."""
    browser = Browser(server.port)
    browser.sign_in()
    return browser


def write(browser: Browser, mark: str) -> tuple[int, str]:
    """Send one form, and give back the status and the page."""
    token = browser.token("/partners/new")
    form = {"name": mark, "kind": "youth", "state": "active", "csrf_token": token}
    status, page, _to = browser.ask("POST", "/partners", {**form, "submission_id": secrets.token_urlsafe(18)})
    return status, page


def names(data: Path) -> set[str]:
    """The partners that are there."""
    with closing(sqlite.connect(data / "partnerhub.sqlite3")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM partner")}


def need(is_so: object, what: str) -> None:
    """Stop where something is not as promised."""
    if not is_so:
        raise Failed(what)


def every_answer_comes_after_the_disk_has_it(room: Path) -> str:
    """Follow the program's calls: what a thread wrote is synced before that thread answers."""
    data, trace = make(room / "data"), room / "trace"
    calls = "trace=fsync,fdatasync,pwrite64,sendto"
    server = Server(data, "strace", "-f", "-y", "-qq", "-s", "24", "-e", calls, "-o", str(trace))
    server.start()
    browser = sign_in(server)
    for turn in range(WRITES):
        need(write(browser, f"Traced {turn}")[0] == 303, "A write was refused.")
    server.kill()
    unsynced, seen, answers = defaultdict(bool), defaultdict(bool), 0
    for line in trace.read_text(errors="replace").splitlines():
        if not (found := CALL.match(line)):
            continue
        thread, call, rest = found.groups()
        if call == "pwrite64" and LOG in rest:
            unsynced[thread] = seen[thread] = True
        elif call in ("fsync", "fdatasync") and LOG in rest and rest.endswith("= 0"):
            unsynced[thread] = False
        elif call == "sendto" and re.search(r'"HTTP/1\.1 [23]', rest) and seen.pop(thread, False):
            need(not unsynced[thread], f"An answer came before the disk had it: {line[:100]}")
            answers += 1
    need(answers >= WRITES, f"Only {answers} of {WRITES} answers were seen.")
    return f"{answers} answers to writes, each after its sync"


def what_was_said_outlives_a_disk_that_fails(room: Path) -> str:
    """Let the n-th sync and all after it fail."""
    tried = 0
    for nth in range(1, 13):
        data = make(room / f"data{nth}")
        server = Server(data, "strace", "-f", "-qq", "-o", "/dev/null", "-P", str(data / LOG))
        server.before += ("-e", f"inject=fsync,fdatasync:error=EIO:when={nth}+")
        said = []
        try:
            server.start()
            browser = sign_in(server)
            for turn in range(6):
                status, page = write(browser, f"Fails {turn}")
                need("Traceback" not in page, "A trace was shown.")
                said += [f"Fails {turn}"] if status == 303 else []
                tried += 1
        except RuntimeError:
            pass  # it could not even begin
        finally:
            server.kill()
        again = Server(data)
        again.start()
        again.kill()
        need(set(said) <= names(data), f"Lost after the sync {nth} failed: {set(said) - names(data)}")
        need(not database.faults(data / "partnerhub.sqlite3"), "The database is damaged.")
    return f"{tried} writes on a disk that fails at its 1st to 12th sync"


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def a_full_disk_is_said_plainly_and_mends_without_a_restart(room: Path) -> str:
    """Fill the disk while the program runs, and make room again."""
    with small_disk(room / "disk") as disk:
        shutil.copytree(make(room / "data"), disk / "data")
        server = Server(disk / "data")
        server.log = room / "server.log"
        server.start()
        try:
            browser = sign_in(server)
            need(write(browser, "Before")[0] == 303, "A write was refused before the disk was full.")
            fill(disk / "ballast")
            token = browser.token("/partners/new")
            form = {"name": "When full", "kind": "youth", "state": "active", "csrf_token": token, "offers": "x" * 1900}
            refused = [browser.ask("POST", "/partners", form)[:2] for _ in range(20)]
            status, page = refused[-1]
            need(status >= 500, f"A full disk was answered with {status}.")
            need("When full" in page, "What was typed is not on the page.")
            need("Traceback" not in page, "A trace was shown.")
            need(browser.ask("GET", "/partners")[0] == 200, "Nothing could be read while the disk was full.")
            (disk / "ballast").unlink()
            need(write(browser, "Afterwards")[0] == 303, "It did not recover.")
        finally:
            server.kill()
        there = names(disk / "data")
        need({"Before", "Afterwards"} <= there, "Something that was said to be saved is lost.")
        need(not database.faults(disk / "data" / "partnerhub.sqlite3"), "The database is damaged.")
    return "a full disk: reads went on, what was typed stayed, and it went on by itself"


def fill(file: Path) -> None:
    """Write until there is no room."""
    with file.open("wb", buffering=0) as ballast:
        for piece in (65536, 512):
            try:
                while True:
                    ballast.write(b"\0" * piece)
            except OSError:
                continue


def a_disk_that_became_read_only_is_said_plainly(room: Path) -> str:
    """Let each write to the disk be refused, as on one that the system made read-only after an error."""
    data = make(room / "data")
    server = Server(data)
    server.start()
    try:
        browser = sign_in(server)
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(data / LOG), "-e", "inject=pwrite64:error=EROFS"]
        tracer = subprocess.Popen([*command, "-p", str(server.process.pid if server.process else 0)])
        refused = wait_for_refusal(browser)
        need("When refused" in refused and "Traceback" not in refused, "What was typed is not on the page.")
        need(browser.ask("GET", "/partners")[0] == 200, "Nothing could be read.")
        tracer.terminate()
        tracer.wait()
        need(write(browser, "Afterwards")[0] == 303, "It did not recover.")
    finally:
        server.kill()
    need(not database.faults(data / "partnerhub.sqlite3"), "The database is damaged.")
    return "a read-only disk: reads went on, what was typed stayed, and it went on by itself"


def wait_for_refusal(browser: Browser) -> str:
    """Write until the disk refuses: it takes a moment until the tracer holds all threads."""
    for _ in range(100):
        status, page = write(browser, "When refused")
        if status >= 500:
            return page
    raise Failed("A disk that takes no writes was not noticed.")


def main() -> int:
    """Run all of it; each in a room of its own."""
    looks = (
        every_answer_comes_after_the_disk_has_it,
        what_was_said_outlives_a_disk_that_fails,
        a_full_disk_is_said_plainly_and_mends_without_a_restart,
        a_disk_that_became_read_only_is_said_plainly,
    )
    bad = 0
    for look in looks:
        with tempfile.TemporaryDirectory() as room:
            try:
                print(f"ok   {look(Path(room))}", flush=True)  # noqa: T201
            except Failed as problem:
                bad += 1
                print(f"BAD  {look.__name__}: {problem}", flush=True)  # noqa: T201
    return bad


if __name__ == "__main__":
    sys.exit(main())
