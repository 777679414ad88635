"""The real program in a process of its own, to be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from tests import schools

PROJECT = Path(__file__).parents[2]
LONGEST_START = 60


class Server:
    """`python run.py` on a folder and a port that stay the same from start to start."""

    def __init__(self, data: Path, *before: str) -> None:
        self.data, self.before, self.log = data, before, data.parent / "server.log"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = taken.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it, and say after how many seconds it answered."""
        env = {**os.environ, **schools.environ(self.data), "PORT": str(self.port), "HOST": "127.0.0.1"}
        began = time.monotonic()
        with self.log.open("ab") as log:
            command = [*self.before, sys.executable, "run.py"]
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=env, stdout=log, stderr=log, start_new_session=True
            )
        while time.monotonic() - began < LONGEST_START:
            if self.answers():
                return time.monotonic() - began
            if self.process.poll() is not None:
                raise RuntimeError(f"It ended by itself:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.02)
        raise RuntimeError("It does not answer.")

    def answers(self) -> bool:
        """Whether it is there and its database too."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def kill(self) -> None:
        """End it, and what traces it, as a power cut ends a program: without a word."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process:
            self.process.wait()
