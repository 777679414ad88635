"""Never English in the middle of a Spanish page: no text is missing that somebody meets, above all without an account.

The catalogs' own tests hold that every text of the code is translated. Here the pages are opened, so that a text
which the gathering cannot see, such as one put together while the page is made, is found as well.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from babel.support import NullTranslations
from flask import Flask
from sqlalchemy import update

from partnerhub.foundation.catalogs import catalog
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from tests import schools
from tests.access import rows
from tests.conftest import Browser, build, signed_in_as
from tests.foundation.test_catalogs import SHELF
from tests.pages import reachable

DIRECTIONS = {"es": "ltr", "ar": "rtl"}


class Missed(NullTranslations):
    """The last resort of a catalog: notes which texts were asked for and not there."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.texts.add(msgid1)
        return msgid1


@pytest.fixture(params=DIRECTIONS)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def spoken(demo_folder: Path, tmp_path: Path, language: str) -> Iterator[tuple[Flask, Missed]]:
    """An app whose people have not chosen a language, and what was missing in it."""
    schools.copy(demo_folder, tmp_path / "data")
    shutil.copytree(SHELF, tmp_path / "shelf")
    app = build(tmp_path / "data", TRANSLATIONS=tmp_path / "shelf")
    missed = Missed()
    catalog(tmp_path / "shelf", language).add_fallback(missed)
    with app.app_context(), transaction():
        db.session.execute(update(User).values(language=None))
    yield app, missed
    with app.app_context():
        db.engine.dispose()


def requests(app: Flask, names: dict[str, int]) -> list[tuple[str, str, Any]]:
    """Every route of the access table: method, path and the form that is sent."""
    found = []
    for key, row in sorted(rows().items()):
        with app.test_request_context():
            path = row.address(names)
            found.append((key.split(" ")[0], path, row.data() if callable(row.data) else row.data))
            db.session.rollback()
    return found


def speaks(answer: Any, language: str) -> bool:
    """Whether a page says that it is in this language, in its direction."""
    if answer.mimetype != "text/html":
        return True
    top = re.search(r'<html lang="([\w-]+)" dir="(\w+)"', answer.text)
    return not top or (top[1].split("-")[0], top[2]) == (language, DIRECTIONS[language])


def test_whoever_has_no_account_reads_their_own_language(
    spoken: tuple[Flask, Missed], language: str, cast_ids: dict[str, int]
) -> None:
    """Each route: opened, sent empty, sent as it should be. What is said afterwards and letters are texts, too."""
    app, missed = spoken
    for method, path, body in requests(app, cast_ids):
        for data in [None] if method == "GET" else [{}, body]:
            asking = {"method": method, "data": data, "headers": {"Accept-Language": language}}
            answer = app.test_client().open(path, follow_redirects=True, **asking)
            assert path == "/language" or speaks(answer, language), path
            answer.close()
    assert sorted(missed.texts) == []


@pytest.mark.parametrize("short", ["principal", "partner"])
def test_whoever_is_signed_in_reads_their_own_language(spoken: tuple[Flask, Missed], language: str, short: str) -> None:
    app, missed = spoken
    browser = signed_in_as(app, short)
    browser.client.set_cookie("language", language)
    pages = reachable(browser)
    assert len(pages) > 20
    assert sorted(missed.texts) == []


def test_a_tap_switches_the_language_and_stays_on_the_page(app: Flask) -> None:
    browser = Browser(app.test_client())
    page = browser.get("/apply?from=poster").text
    links = dict(re.findall(r'href="(\?[^"]*)" lang="(\w+)"', page))
    there = {language: address.replace("&amp;", "&") for address, language in links.items()}
    assert sorted(there) == ["ar", "es"]
    arabic = browser.get("/apply" + there["ar"]).text
    assert '<html lang="ar" dir="rtl"' in arabic
    assert "from=poster" in arabic, "The way back keeps the page as well"
    assert '<html lang="ar"' in browser.get("/login").text, "The next page speaks it too"


def test_the_switch_leads_to_a_page_after_an_error_too(app: Flask, cast_ids: dict[str, int]) -> None:
    """A form that is sent to an address of its own is shown again there, where nobody can read a page."""
    switched = 0
    for method, path, _body in requests(app, cast_ids):
        answer = app.test_client().open(path, method=method, data={}) if method == "POST" else None
        link = (
            re.search(r'href="([^"]*\?[^"]*)" lang="ar"', answer.text) if answer and answer.status_code == 422 else None
        )
        if link and path != "/language":
            switched += 1
            page = app.test_client().get(urljoin(path, link[1].replace("&amp;", "&")))
            assert page.status_code == 200, path
            assert speaks(page, "ar"), path
    assert switched > 8


@pytest.mark.parametrize(
    ("wish", "language"), [("es-MX,es;q=0.9,en;q=0.5", "es-US"), ("ar-EG", "ar"), ("fr, en", "en")]
)
def test_the_browsers_language_is_the_first_guess(app: Flask, wish: str, language: str) -> None:
    assert f'<html lang="{language}"' in app.test_client().get("/login", headers={"Accept-Language": wish}).text
