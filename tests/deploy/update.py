"""`deploy/update` on a repository, a service and a database that are real: forward, back, and back by itself."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerhub.foundation.db import sqlite
from tests.deploy.front import PROJECT, free_port

MIGRATION = '''"""A table that the old version does not know."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "ffffffffffff", "{head}", None, None


def upgrade():
    op.create_table("newcomer", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("newcomer")
'''
START = """#!/bin/sh
cd {app} && exec .venv/bin/python run.py >>{room}/app.log 2>&1 & echo $! >{room}/pid
"""
STOP = """#!/bin/sh
kill "$(cat {room}/pid)" 2>/dev/null || true
while kill -0 "$(cat {room}/pid)" 2>/dev/null; do sleep 0.1; done
"""


class Server:
    """A server's folder: an origin, a clone of it, data, and a service that is started and stopped by scripts."""

    def __init__(self, room: Path, data: Path) -> None:
        self.room, self.origin, self.app, self.data = room, room / "origin", room / "app", room / "data"
        self.port = free_port()
        shutil.copytree(data, self.data)
        listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=PROJECT, text=True)
        for name in filter(None, listed.split("\0")):
            (self.origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, self.origin / name)
        self.git("init", "-q", "-b", "main")
        self.first = self.commit("The first version")
        subprocess.run(["git", "clone", "-q", self.origin, self.app], check=True)
        (room / "partnerhub.env").write_text(f"PARTNERHUB_DATA={self.data}\nPORT={self.port}\n")
        for name, text in (("start", START), ("stop", STOP)):
            (room / name).write_text(text.format(app=self.app, room=room))
            (room / name).chmod(0o755)
        self.lend_what_is_installed()

    def lend_what_is_installed(self) -> None:
        """Requirements that did not change are not installed anew: give it this Python's own."""
        digest = subprocess.check_output(["sha256sum", self.app / "requirements.txt"], text=True)[:12]
        venv = self.room / "app.venvs" / digest
        venv.parent.mkdir()
        venv.symlink_to(sys.prefix)
        (venv.parent / f"{digest}.complete").touch()
        first = self.app / ".venv" / "bin"  # made by hand, as the docs say, so it is a folder
        first.mkdir(parents=True)
        for name in ("python", "flask"):
            (first / name).write_text(f'#!/bin/sh\nexec "{sys.prefix}/bin/{name}" "$@"\n')
            (first / name).chmod(0o755)

    def git(self, *words: str) -> str:
        named = ["-c", "user.name=Test", "-c", "user.email=test@demo.example"]
        return subprocess.check_output(["git", *named, *words], cwd=self.origin, text=True).strip()

    def commit(self, subject: str) -> str:
        """A new version at the origin."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "--short=12", "HEAD")

    def environ(self) -> dict[str, str]:
        return {
            **os.environ,
            "PARTNERHUB_ENV": str(self.room / "partnerhub.env"),
            "PARTNERHUB_DATA": str(self.data),
            "PORT": str(self.port),
            "PARTNERHUB_START": str(self.room / "start"),
            "PARTNERHUB_STOP": str(self.room / "stop"),
            "PARTNERHUB_USER": os.environ.get("USER", "root"),
            "PARTNERHUB_PATIENCE": "25",
            "PIP_NO_INDEX": "1",
        }

    def update(self, *words: str) -> tuple[int, str]:
        """Run the command: what it ended with, and what it said."""
        done = subprocess.run(
            ["deploy/update", *words], cwd=self.app, env=self.environ(), capture_output=True, text=True, timeout=300
        )
        return done.returncode, done.stdout + done.stderr

    def version(self) -> str:
        return subprocess.check_output(["git", "rev-parse", "--short=12", "HEAD"], cwd=self.app, text=True).strip()

    def answers(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
            return answer.status == 200

    def tables(self) -> str:
        with sqlite.connect(self.data / "partnerhub.sqlite3") as database:
            return " ".join(name for (name,) in database.execute("SELECT name FROM sqlite_master"))


@pytest.fixture
def server(demo_folder: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, demo_folder)
    subprocess.run([server.room / "start"], env=server.environ(), check=True)
    yield server
    subprocess.run([server.room / "stop"], env=server.environ(), check=True)


def head() -> str:
    """The newest migration's name."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(PROJECT / "migrations")).get_current_head())


def add_migration(server: Server) -> None:
    (server.origin / "migrations" / "versions" / "ffffffffffff_newcomer.py").write_text(MIGRATION.format(head=head()))


def test_it_goes_to_the_new_version_and_back_and_nothing_is_lost(server: Server) -> None:
    (server.origin / "NEWS").write_text("new")
    second = server.commit("The second version")
    code, said = server.update()
    assert (code, server.version(), server.answers()) == (0, second, True), said
    assert server.update() == (0, f"PartnerHub is at {second} already.\n")
    (server.data / "written-since").touch()
    code, said = server.update("--back")
    assert (code, server.version(), server.answers()) == (0, server.first, True), said
    assert (server.data / "written-since").exists(), "The database is the same one, so it stays"
    assert server.update("--back")[0] == 1


def test_going_back_over_a_changed_database_brings_the_old_one_and_keeps_the_other(server: Server) -> None:
    add_migration(server)
    second = server.commit("A version with a new table")
    code, said = server.update()
    assert (code, server.version(), "newcomer" in server.tables()) == (0, second, True), said
    code, said = server.update("--back")
    assert (code, server.version(), server.answers()) == (0, server.first, True), said
    assert "newcomer" not in server.tables()
    kept = list(server.room.glob("data.*"))
    assert len(kept) == 1
    assert str(kept[0]) in said
    assert list((server.data / "backups").iterdir()), "The backups moved with it"


def test_a_version_that_does_not_answer_is_taken_back_with_its_changes(server: Server) -> None:
    add_migration(server)
    file = server.origin / "partnerhub" / "foundation" / "jobs.py"
    file.write_text(file.read_text().replace("def start(", "def start_(", 1))
    server.commit("A version that breaks after it migrated")
    code, said = server.update()
    assert (code, server.version(), server.answers()) == (1, server.first, True), said
    assert "newcomer" not in server.tables()


def test_requirements_that_cannot_be_installed_stop_nothing(server: Server) -> None:
    (server.origin / "requirements.txt").write_text("nothing-of-this-name==1.0 --hash=sha256:" + "0" * 64 + "\n")
    server.commit("A version that wants what is not there")
    code, said = server.update()
    assert (code, server.version(), server.answers()) == (1, server.first, True), said
    assert "Nothing was changed" in said


def test_files_that_somebody_changed_by_hand_are_not_thrown_away(server: Server) -> None:
    (server.app / "README.md").write_text("mine")
    server.commit("Another version")
    code, said = server.update()
    assert (code, server.version()) == (1, server.first)
    assert "changed by hand" in said
