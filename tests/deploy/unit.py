"""The unit of deploy/: systemd reads it without a word, and PartnerHub does its work within what it forbids."""

import http.cookiejar
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.crash.server import Server
from tests.deploy.front import PROJECT

UNIT = PROJECT / "deploy" / "partnerhub.service"
MOST_EXPOSED = 2.0  # of 10, see systemd-analyze(1)
# MemoryDenyWriteExecute, as the kernel itself knows it: PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN; see prctl(2).
NO_NEW_CODE = (
    "import ctypes, os, sys; assert ctypes.CDLL(None).prctl(65, 1, 0, 0, 0) == 0; os.execvp(sys.argv[1], sys.argv[1:])"
)
OF_ROOT = {"fchown"}  # SQLite gives its files to the database's owner where it is root, as the service is not


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with this folder as the one where PartnerHub lies, or systemd would look for it elsewhere."""
    file = tmp_path / UNIT.name
    file.write_text(UNIT.read_text("utf-8").replace("/srv/partnerhub/app", str(PROJECT)))
    return file


def analyze(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True)


def test_systemd_finds_nothing_wrong(unit: Path) -> None:
    done = analyze("verify", str(unit))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_little_of_the_machine_is_within_its_reach(unit: Path) -> None:
    said = analyze("security", "--offline=true", "--no-pager", str(unit)).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert found, said
    print(f"\n{found[0]}")  # noqa: T201
    assert float(found[1]) <= MOST_EXPOSED


def calls_of(name: str) -> set[str]:
    """The system calls of one of systemd's sets, with those of the sets in it."""
    lines = [line.strip() for line in analyze("syscall-filter", name).stdout.splitlines()[1:]]
    calls = {line for line in lines if line and line[0] not in "#@"}
    return calls.union(*(calls_of(line) for line in lines if line.startswith("@")))


def allowed() -> set[str]:
    """What the unit's own filters leave."""
    left: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.+)$", UNIT.read_text("utf-8"), re.M):
        named = set().union(*(calls_of(name) for name in line.lstrip("~").split()))
        left = left - named if line.startswith("~") else left | named
    return left


def sign_in_and_look_around(url: str) -> None:
    """Hash a password, write, read, and send a file."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(jar)
    page = browser.open(f"{url}/login").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = {"email": "principal@demo.example", "password": "partnerhub-demo", "csrf_token": token[1]}
    browser.open(f"{url}/login", urllib.parse.urlencode(form).encode())
    for path in ("/", "/partners", "/meetings", "/static/app.css"):
        assert browser.open(url + path).status == 200


def test_it_works_without_what_the_unit_forbids(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "data")
    seen = tmp_path / "calls"
    server = Server(tmp_path / "data", sys.executable, "-c", NO_NEW_CODE, "strace", "-f", "-qq", "-o", str(seen))
    try:
        server.start()
        sign_in_and_look_around(server.url)
    finally:
        server.kill()
    asked = set(re.findall(r"^\d+ +(\w+)\(", seen.read_text("utf-8", "replace"), re.M))
    assert {"socket", "openat", "pwrite64"} <= asked
    assert asked - allowed() - OF_ROOT == set()
