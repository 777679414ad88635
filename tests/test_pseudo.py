"""No text was missed: in the pseudo-locale every word that a person reads is strange, on every page of everyone."""

from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db
from tests.access import ROLES
from tests.conftest import Browser, signed_in_as
from tests.pages import reachable

ACCENTS = set("áéíóúýÁÉÍÓÚÝçñšž")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# A title may be a name that somebody wrote, and has no place for dir=auto; its words stand in the page's heading too.
UNREAD = {"script", "style", "time", "code", "title", "bdi"}
SPOKEN = ("aria-label", "placeholder", "title", "alt")
NAMES = {"PartnerHub"}


class Texts(HTMLParser):
    """What a page says, but for what people wrote (`dir=auto`), names that are not translated, and dates."""

    def __init__(self, stored: set[str]) -> None:
        super().__init__()
        self.stored = stored
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []

    @property
    def is_quiet(self) -> bool:
        return any(quiet for _, quiet in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        quiet = tag in UNREAD or has.get("dir") == "auto" or has.get("translate") == "no"
        if not quiet and not self.is_quiet:
            self.said += [value for name in SPOKEN if (value := has.get(name))]
        if tag not in VOID:
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(name == tag for name, _ in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        is_choice = bool(self.open) and self.open[-1][0] == "option"
        if not self.is_quiet and not (is_choice and data.strip() in self.stored):
            self.said.append(data.strip())


def written(app: Flask) -> set[str]:
    """What people wrote into the database: a choice in a list may be one of their names."""
    with app.app_context():
        return {
            value
            for table in db.metadata.tables.values()
            for row in db.session.execute(select(table))
            for value in row
            if isinstance(value, str)
        }


def plain(html: str, stored: set[str]) -> set[str]:
    """The texts of a page that nobody translated."""
    texts = Texts(stored)
    texts.feed(html)
    said = {text for text in texts.said if any(letter.isalpha() for letter in text)}
    return {text for text in said if not set(text) & ACCENTS and text not in NAMES}


@pytest.mark.parametrize("role", ROLES)
def test_every_text_is_given_to_the_translator(app: Flask, role: str) -> None:
    app.config["PSEUDO_LOCALE"] = "rtl"
    short: Any = ROLES[role]
    browser = signed_in_as(app, short) if short else Browser(app.test_client())
    stored = written(app)
    missed = {path: found for path, html in reachable(browser).items() if (found := plain(html, stored))}
    assert missed == {}, "\n".join(f"{path}: {found}" for path, found in missed.items())


def test_the_page_reads_from_right_to_left(app: Flask) -> None:
    app.config["PSEUDO_LOCALE"] = "rtl"
    assert 'dir="rtl"' in app.test_client().get("/login").text
