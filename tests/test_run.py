"""`python run.py`: serves, prints its address, and keeps the demonstration school at home."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import schools

PROJECT = Path(__file__).parent.parent
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(demo_folder: Path, tmp_path: Path) -> Iterator[Start]:
    """Start the program on a copy of the demonstration school; it is stopped afterwards."""
    folder = schools.copy(demo_folder, tmp_path / "data")
    started = []

    def run(*arguments: str, **environ: str) -> "subprocess.Popen[str]":
        env = {**os.environ, **schools.environ(folder), "PORT": "0", **environ}
        program = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        started.append(program)
        return program

    yield run
    for program in started:
        program.kill()
        program.wait()
        program.stdout.close()


def free_port() -> str:
    """A port that nobody uses just now."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_answers_there_and_ends_well(start: Start, stop: signal.Signals) -> None:
    port = free_port()
    program = start("run.py", PORT=port)
    address = next(found[1] for line in program.stdout if (found := re.search(r"PartnerHub: (\S+)", line)))
    assert address == f"http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
        assert answer.read() == b'{"status":"ok"}\n'
    program.send_signal(stop)
    assert program.wait(timeout=60) == 0  # a backup that it has begun is finished first


@pytest.mark.parametrize("setting", [{"HOST": "0.0.0.0"}, {"PARTNERHUB_URL": "https://partners.school.example"}])
def test_the_demonstration_is_not_served_beyond_this_machine(start: Start, setting: dict[str, str]) -> None:
    program = start("run.py", PORT=free_port(), **setting)
    said = program.communicate(timeout=60)[0]
    assert program.returncode == 1
    assert "PARTNERHUB_DEMO_PUBLIC=1" in said


def test_a_taken_port_is_said_plainly(start: Start) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        program = start("run.py", PORT=str(taken.getsockname()[1]))
        said = program.communicate(timeout=60)[0]
    assert program.returncode == 1
    assert said.startswith("Cannot serve on 127.0.0.1")
    assert len(said.splitlines()) == 1


def test_the_demonstration_is_put_into_an_empty_database_only(start: Start) -> None:
    again = start("-m", "flask", "--app", "partnerhub", "demo")
    assert "Nothing was changed" in again.communicate(timeout=60)[0]
    assert again.returncode == 1
    gently = start("-m", "flask", "--app", "partnerhub", "demo", "--if-empty")
    assert "principal@demo.example" in gently.communicate(timeout=60)[0]
    assert gently.returncode == 0
