"""Whatever stands in an address: a page, or a word that there is none; never a failure."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.conftest import Browser

ODD = [
    "",
    "²",
    "٣",
    "-1",
    "9" * 12,
    "9" * 5000,
    "1e3",
    "1.0",
    "a\x00b",
    '"',
    "%",
    "_",
    "*",
    "a OR b",
    "<script>",
    "🌱",
    "'; --",
]
# The names that pages read behind the question mark.
TEXT = """q which when partner shown state kind liaison page order sort color desk person since until before topic
meeting"""
NAMES = TEXT.split()


def places(app: Flask) -> list[str]:
    """Every address that is read without a key in it."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and not rule.arguments and not rule.rule.startswith("/static")
    )


def test_nothing_behind_the_question_mark_breaks_a_page(app: Flask, as_principal: Browser) -> None:
    broken = []
    for place in places(app):
        for odd in ODD:
            answer = as_principal.get(place, query_string=dict.fromkeys(NAMES, odd))
            answer.close()
            if answer.status_code >= 500:
                broken.append((place, odd[:20], answer.status_code))
    assert broken == []


@pytest.mark.parametrize("key", ["0", "9" * 12, "9" * 30])
def test_a_key_that_there_cannot_be_leads_nowhere(app: Flask, as_principal: Browser, key: str) -> None:
    wrong: list[Any] = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.arguments and all(c == "Key" for c in kinds(rule)):
            path = re.sub(r"<int:\w+>", key, rule.rule)
            answer = as_principal.get(path)
            answer.close()
            if answer.status_code not in (403, 404):
                wrong.append((path[:60], answer.status_code))
    assert wrong == []


def kinds(rule: Any) -> list[str]:
    """The kinds of its parts."""
    return [type(converter).__name__ for converter in rule._converters.values()]
