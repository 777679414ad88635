"""The programs of others that a larger school runs, in folders and on ports of their own: Caddy and Redis."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60
CADDYFILE = """
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    bind 127.0.0.1
    reverse_proxy 127.0.0.1:{first} 127.0.0.1:{second} {{
        lb_policy round_robin
        lb_try_duration 5s
        fail_duration 2s
        header_down X-Answered-By {{http.reverse_proxy.upstream.hostport}}
    }}
}}
"""


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def caddy(room: Path, first: int, second: int) -> Iterator[str]:
    """Caddy in front of two processes, each asked in turn. Gives its address."""
    port, file = free_port(), room / "Caddyfile"
    file.write_text(CADDYFILE.format(port=port, first=first, second=second))
    with running("caddy", "run", "--adapter", "caddyfile", "--config", str(file), room=room):
        wait_for(lambda: answers(port), "Caddy")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def redis(room: Path, port: int) -> Iterator[str]:
    """Redis, which keeps nothing. Gives its address."""
    options = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(room))
    with running("redis-server", *options, room=room):
        wait_for(lambda: answers(port), "Redis")
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def running(program: str, *arguments: str, room: Path) -> Iterator[None]:
    """Run a program until this ends. Raises RuntimeError where there is none."""
    path = shutil.which(program)
    if not path:
        raise RuntimeError(f"There is no {program} here. See tests/postgres/need_servers.sh for how to install it.")
    env = {**os.environ, "XDG_DATA_HOME": str(room), "XDG_CONFIG_HOME": str(room)}
    with (room / f"{program}.log").open("ab") as log:
        process = subprocess.Popen([path, *arguments], stdout=log, stderr=log, env=env)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def is_well(address: str) -> bool:
    """Whether a PartnerHub answers there, and its database too."""
    with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
        return answer.status == 200
    return False


def wait_for(happened: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until something is so. Raises TimeoutError."""
    until = time.monotonic() + patience
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError(f"{what}: not within {patience} s.")
        time.sleep(0.05)
