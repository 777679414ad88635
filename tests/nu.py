"""Ask the Nu Html Checker about every page that each person can reach, in each language: `make html`.

The checker is the W3C's own (github.com/validator/validator). It is a Java program of 30 MB, so it is no part of
`make test`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

import partnerhub
from partnerhub import demo
from partnerhub.foundation.catalogs import languages
from partnerhub.foundation.db import transaction
from tests.access import ROLES
from tests.conftest import Browser, build, signed_in_as
from tests.pages import reachable

PUBLIC = ("/", "/apply", "/login", "/stories", "/stories/newsletters/subscription")
ALSO_TRANSLATED = ("anyone", "principal")
TRANSLATIONS = Path(partnerhub.__file__).parent / "translations"


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Who is answered what: a name for each page, and its HTML."""
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
    for language in languages(TRANSLATIONS):
        for role, short in ROLES.items():
            if language == "en" or role in ALSO_TRANSLATED:
                person: Any = short
                browser = signed_in_as(app, person) if person else Browser(app.test_client())
                browser.get(f"/login?lang={language}").close()
                yield from ((f"{language} {role} {path}", html) for path, html in reachable(browser, PUBLIC).items())


def check(jar: str, folder: Path) -> int:
    """Write each different page into a file, ask about all of them at once, print what is wrong, and say how much."""
    (folder / "pages").mkdir()
    names: dict[str, str] = {}
    for number, (name, html) in enumerate(pages(folder / "data")):
        file = folder / "pages" / f"{number}.html"
        file.write_text(html, "utf-8")
        names[file.name] = name
    command = ["java", "-Xss8m", "-jar", jar, "--format", "json", "--exit-zero-always", str(folder / "pages")]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stderr)
    wrong = [said for said in answer["messages"] if said["type"] == "error"]
    for said in wrong:
        page = names[Path(said["url"]).name]
        sys.stdout.write(f"{page}:{said.get('lastLine')}: {said['message']}\n    {said.get('extract')!r}\n")
    sys.stdout.write(f"{len(names)} pages, {len(wrong)} errors.\n")
    return len(wrong)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(check(sys.argv[1], Path(temporary)) > 0)
