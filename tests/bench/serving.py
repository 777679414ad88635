"""A server of its own for what is measured, and people who ask it as fast as they can."""

import http.client
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Ask = tuple[str, str, Callable[[], str]]  # method, path, and what makes a body


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """A program that answers.

    Args:
        port: where; on this machine.
        pid: its process.
        started: how many seconds it took until it took connections.
    """

    port: int
    pid: int
    started: float

    def megabytes(self) -> float:
        """What it holds in memory now (VmRSS of Linux)."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as lines:
            kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
        return int(kilobytes) / 1024


@contextmanager
def serving(command: list[str], port: int, **env: str) -> Iterator[Server]:
    """Start a server, and end it."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None or time.perf_counter() - began > 30:
                raise SystemExit(f"{' '.join(command)} does not answer")
            time.sleep(0.02)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(10)


@dataclass
class Load:
    """What was seen while people asked: how many answers a second, and how long each took, in seconds."""

    rate: float
    took: list[float]

    @property
    def median(self) -> float:
        """Half of them took less, in milliseconds."""
        return statistics.median(self.took) * 1000

    @property
    def p95(self) -> float:
        """Nineteen of twenty took less, in milliseconds."""
        return sorted(self.took)[int(len(self.took) * 0.95)] * 1000


def load(server: Server, ask: Ask, seconds: float, connections: int, headers: Mapping[str, str] = {}) -> Load:
    """Ask, over connections that stay open, each as soon as it was answered. Ends where something is refused."""
    took, refused = list[float](), list[int]()
    until = time.perf_counter() + seconds

    def work() -> None:
        method, path, body = ask
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        while (before := time.perf_counter()) < until:
            asked = {"X-Forwarded-For": f"203.0.{random.randrange(256)}.{random.randrange(256)}"}  # a parent each
            asked |= {**(FORM if method == "POST" else {"Accept-Encoding": "gzip"}), **headers}
            connection.request(method, path, body() or None, asked)
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - before)
            refused.extend(
                [answer.status] if (answer.status >= 300 and method == "GET") or answer.status >= 400 else []
            )

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise SystemExit(f"{ask[1]} answers {refused[0]}")
    return Load(len(took) / (time.perf_counter() - began), took)
