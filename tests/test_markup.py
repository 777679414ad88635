"""No page, as it is served, holds a style or a script of its own; one holds a style sheet of the house's, whole."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import partnerhub
from partnerhub.foundation.db import db, transaction
from partnerhub.school.model import School
from tests.access import ROLES
from tests.conftest import Browser, signed_in_as
from tests.pages import reachable

SHEETS = [file.read_text("utf-8") for file in (Path(partnerhub.__file__).parent / "static").glob("*.css")]


class Inline(HTMLParser):
    """Styles and scripts that stand in the page itself, and links that run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style" and data not in SHEETS:
            self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        stands_inside = tag == "script" and not has.get("src")
        runs = any(str(has.get(name)).lower().strip().startswith("javascript:") for name in ("href", "src", "action"))
        if (
            stands_inside
            or runs
            or any(name == "style" or name.startswith(("on", "hx-", "data-hx-on")) for name in has)
        ):
            self.found.append(self.get_starttag_text() or tag)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_holds_a_style_or_a_script(app: Flask, role: str) -> None:
    short: Any = ROLES[role]
    browser = signed_in_as(app, short) if short else Browser(app.test_client())
    wrong = {}
    for path, html in {**reachable(browser), "/styleguide": browser.get("/styleguide").text}.items():
        page = Inline()
        page.feed(html)
        if page.found:
            wrong[path] = page.found
    assert wrong == {}


@pytest.mark.parametrize("role", ["anyone", "viewer", "partner", "principal"])
def test_every_page_of_the_sample_school_says_that_it_is_one(app: Flask, role: str) -> None:
    short: Any = ROLES[role]
    browser = signed_in_as(app, short) if short else Browser(app.test_client())
    pages = reachable(browser)
    assert len(pages) > 2
    assert [path for path, html in pages.items() if "This is a sample school." not in html] == []


def test_a_school_of_its_own_says_nothing_of_the_kind(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.query(School).one().is_demo = False
    assert "This is a sample school." not in signed_in_as(app, "staff").get("/").text
