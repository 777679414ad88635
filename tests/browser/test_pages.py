"""Every page of everyone, looked at by a machine: readable, reachable, nothing off the edge, nothing forbidden."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.access import ROLES
from tests.browser.conftest import Live, Window
from tests.conftest import Browser, signed_in_as
from tests.pages import reachable

AXE = Axe()
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
WHAT_IS_WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
}).slice(0, 4).map(e => e.outerHTML.slice(0, 120))"""
TWICE = """() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"""
# Links in running text may be as high as their line (WCAG 2.5.8); a field's label belongs to its target.
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
    if (e.type === 'hidden' || e.closest('[aria-hidden=true], [hidden], .visually-hidden, p, dd, td, th, li p, nav ol'))
        return false;
    const box = (e.closest('label') || e).getBoundingClientRect();
    const label = e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`);
    const height = Math.max(box.height, label && ['checkbox', 'radio'].includes(e.type)
        ? label.getBoundingClientRect().height : 0);
    return box.width > 1 && box.height > 1 && e.checkVisibility() && height < 43.5;
}).slice(0, 4).map(e => e.outerHTML.slice(0, 120))"""


def addresses(live: Live, role: str) -> list[str]:
    """What this person can reach."""
    short: Any = ROLES[role]
    browser = signed_in_as(live.app, short) if short else Browser(live.app.test_client())
    return [*reachable(browser), *(["/styleguide"] if role == "anyone" else [])]


def come_in(window: Window, live: Live, role: str) -> None:
    """Give the window this person's sign-in."""
    if short := ROLES[role]:
        name = live.app.config["SIGN_IN_COOKIE"]
        window.context.add_cookies([{"name": name, "value": f"token-of-{short}", "url": live.url}])


def faults(page: Page) -> list[str]:
    """What axe finds."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:140]} {node.get('failureSummary', '')[:200]}"
        for fault in found
        for node in fault["nodes"][:2]
    ]


@pytest.mark.parametrize(("scheme", "direction"), [("light", None), ("dark", None), ("light", "rtl"), ("dark", "rtl")])
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing(
    live: Live, open_window: Callable[..., Window], role: str, scheme: str, direction: str | None
) -> None:
    paths = addresses(live, role)
    live.app.config["PSEUDO_LOCALE"] = direction
    window = open_window(live, "tablet" if direction else "phone", color_scheme=scheme)
    come_in(window, live, role)
    wrong = {path: found for path in paths if (found := faults(window.go(path)))}
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_runs_off_the_edge(live: Live, open_window: Callable[..., Window], role: str) -> None:
    """At 320 px, and on a tablet with text twice as large; with words 40 % longer, both ways."""
    wrong = {}
    paths = addresses(live, role)
    live.app.config["PSEUDO_LOCALE"] = "rtl"
    for width, scale in ((320, 1), (820, 2)):
        window = open_window(live, viewport={"width": width, "height": 740})
        come_in(window, live, role)
        for path in paths:
            page = window.go(path)
            if scale == 2:
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            if page.evaluate(TOO_WIDE):
                wrong[f"{path} at {width}"] = page.evaluate(WHAT_IS_WIDE)
        window.context.close()
    assert wrong == {}


@pytest.mark.parametrize("size", ["phone", "tablet"])
@pytest.mark.parametrize("role", ROLES)
def test_targets_are_large_and_ids_stand_once(
    live: Live, open_window: Callable[..., Window], role: str, size: str, tmp_path: Path
) -> None:
    window = open_window(live, size)
    come_in(window, live, role)
    wrong = {}
    for path in addresses(live, role):
        page = window.go(path)
        if found := [*page.evaluate(SMALL), *(f"twice: {name}" for name in page.evaluate(TWICE))]:
            wrong[path] = found
    assert wrong == {}
