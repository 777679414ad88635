"""PartnerHub as docs/deploy.md puts it on the internet: the real program behind the real Caddy, on this machine only.

The Caddyfile is the one of deploy/, with another name, other ports and a certificate of its own authority.
"""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests import schools

PROJECT = Path(__file__).parents[2]
CADDYFILE = PROJECT / "deploy" / "Caddyfile"
PATIENCE = 60
# slowhttptest names no host in its TLS greeting: default_sni.
BY_ITSELF = """{{
	admin off
	local_certs
	skip_install_trust
	default_sni localhost
	http_port {http}
	default_bind {here}
"""


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def localhost() -> str:
    """The addresses of this machine alone, of both kinds where it has both."""
    return " ".join(sorted({str(found[4][0]) for found in socket.getaddrinfo("localhost", None)}))


def once(text: str, old: str, new: str) -> str:
    """Replace what stands there exactly once.

    Raises:
        ValueError: it does not, so that what is tested would not be what is shipped.
    """
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {CADDYFILE.name}")
    return text.replace(old, new)


class Front:
    """Two programs, ended by their ids: `python run.py`, and Caddy in front of it."""

    def __init__(self, data: Path) -> None:
        self.data, self.room = data, data.parent
        self.port, self.http, self.app_port = free_port(), free_port(), free_port()
        self.url = f"https://localhost:{self.port}"
        self.authority = self.room / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        self.programs: list[subprocess.Popen[bytes]] = []

    def start(self, *, app: bool = True) -> None:
        """Start both, or Caddy alone, and wait until they answer."""
        if app:
            self.run("app", [sys.executable, "run.py"], **self.settings())
        caddy = shutil.which("caddy")
        if caddy is None:
            raise RuntimeError("No Caddy here. See tests/deploy/need_tools.sh for how to install it.")
        file = self.room / "Caddyfile"
        file.write_text(self.caddyfile())
        self.run("caddy", [caddy, "run", "--adapter", "caddyfile", "--config", str(file)], **self.homes())
        self.wait(200 if app else 502)

    def settings(self) -> dict[str, str]:
        """The program's, as deploy/partnerhub.env has them."""
        return {
            **schools.environ(self.data),
            "PARTNERHUB_URL": self.url,
            "PARTNERHUB_TRUSTED_PROXY": "127.0.0.1",
            "PARTNERHUB_DEMO_PUBLIC": "1",
            "PORT": str(self.app_port),
        }

    def homes(self) -> dict[str, str]:
        """Where Caddy keeps what it makes: its authority and certificates."""
        return {name: str(self.room / "caddy") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}

    def caddyfile(self) -> str:
        """The one of deploy/ for this machine alone."""
        text = once(CADDYFILE.read_text("utf-8"), "\n{\n", "\n" + BY_ITSELF.format(http=self.http, here=localhost()))
        text = once(text, "\npartners.school.example {", f"\nlocalhost:{self.port} {{")
        return once(text, "127.0.0.1:8080", f"127.0.0.1:{self.app_port}")

    def run(self, name: str, command: list[str], **environ: str) -> None:
        """Start one of them, with its words in a file."""
        with (self.room / f"{name}.log").open("wb") as log:
            env = {**os.environ, **environ}
            self.programs.append(subprocess.Popen(command, cwd=PROJECT, env=env, stdout=log, stderr=log))

    def wait(self, status: int) -> None:
        """Until a page is answered so."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            try:
                if self.get("/login")[0] == status:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        raise RuntimeError("It does not answer:\n" + "".join(f.read_text()[-1500:] for f in self.room.glob("*.log")))

    def connect(self) -> http.client.HTTPSConnection:
        """A connection that trusts this Caddy's own authority, and nothing else."""
        context = ssl.create_default_context(cafile=str(self.authority))
        return http.client.HTTPSConnection("localhost", self.port, timeout=30, context=context)

    def get(self, path: str, **headers: str) -> tuple[int, Any, bytes]:
        """One page on a connection of its own: status, headers, body."""
        return self.ask("GET", path, None, {name.replace("_", "-"): value for name, value in headers.items()})

    def ask(self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        """One request on a connection of its own."""
        connection = self.connect()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def stop(self) -> None:
        """End both, the one in front first."""
        for program in reversed(self.programs):
            program.send_signal(signal.SIGTERM)
        for program in reversed(self.programs):
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
        self.programs.clear()
