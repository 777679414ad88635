"""A PostgreSQL server that is thrown away: in memory where there is room, reached through a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000
# It need not survive anything, and nobody but the tests may reach it.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "lc_messages": "C",
}


@contextmanager
def thrown_away(locale: str = "C.UTF-8") -> Iterator[str]:
    """Start a server, and stop and delete it afterwards.

    Args:
        locale: how its databases compare texts.

    Returns:
        The address of its maintenance database.
    """
    with tempfile.TemporaryDirectory(prefix="partnerhub-", dir=roomy()) as room:
        data = Path(room) / "data"
        settings = {**SETTINGS, "unix_socket_directories": room}
        if is_root():
            shutil.chown(room, "postgres")
        run("initdb", f"--pgdata={data}", "--username=school", "--auth=trust", "--encoding=UTF8", f"--locale={locale}")
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        run("pg_ctl", f"--pgdata={data}", f"--log={data}/log", "--wait", "start")
        try:
            yield f"postgresql://school@/postgres?host={room}"
        finally:
            run("pg_ctl", f"--pgdata={data}", "--mode=immediate", "--wait", "stop")


def roomy() -> str | None:
    """A folder in memory, or None for the usual place of temporary files."""
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs. They refuse to be run by root. Raises RuntimeError with what it said."""
    as_somebody = {"user": "postgres", "group": "postgres", "extra_groups": []} if is_root() else {}
    done = subprocess.run(
        [str(find(program)), *arguments], capture_output=True, text=True, check=False, cwd="/", **as_somebody
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


def is_root() -> bool:
    """Whether these tests are run by the almighty."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def find(program: str) -> Path:
    """One of PostgreSQL's programs; Debian keeps them apart, by version. Raises RuntimeError."""
    if found := shutil.which(program):
        return Path(found)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[4]))
    if not kept:
        raise RuntimeError(f"There is no {program} here. See tests/postgres/need_servers.sh for how to install it.")
    return kept[-1]
