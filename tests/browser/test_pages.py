"""Every page of everyone, looked at by a machine: readable, reachable, nothing off the edge, nothing forbidden.

A page is opened once in English on a phone and once in the pseudo-locale (words 40 % longer, right to left) on a
tablet. All that can be asked of it is asked then, by changing the window and the scheme under it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.access import ROLES
from tests.browser.conftest import PHONE, TABLET, Live, Window
from tests.conftest import Browser, signed_in_as
from tests.pages import reachable, shape

AXE = Axe()
WIDE = {"width": TABLET["height"], "height": TABLET["width"]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The principal reaches all that staff do, and the other partner's pages are built as the partner's are.
SEES_THE_SAME_AS = {"staff": "principal", "other": "partner"}
ALWAYS = {"/"}
# What a scheme can change is colors; all else was asked in the light.
OF_COLOR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
WHAT_IS_WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
}).slice(0, 4).map(e => 'too wide: ' + e.outerHTML.slice(0, 120))"""
TWICE = """() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)
    .map(id => 'twice: ' + id)"""
# Links in running text may be as high as their line (WCAG 2.5.8); a field's label belongs to its target.
SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(e => {
    if (e.type === 'hidden' || e.closest('[aria-hidden=true], [hidden], .hidden-text, p, dd, td, th, nav ol'))
        return false;
    const box = (e.closest('label') || e).getBoundingClientRect();
    const label = e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`);
    const height = Math.max(box.height, label && ['checkbox', 'radio'].includes(e.type)
        ? label.getBoundingClientRect().height : 0);
    return box.width > 1 && box.height > 1 && e.checkVisibility() && height < 43.5;
}).slice(0, 4).map(e => 'small: ' + e.outerHTML.slice(0, 120))"""
# 8 px between two targets that stand one below or beside the other. The phone's bar is one row of wide ones.
CROWDED = """() => {
    const skipped = '[aria-hidden=true], [hidden], .hidden-text, .trap, .skip, .tabs, p, dd, td, th, nav ol';
    const boxes = [...document.querySelectorAll('a, button, input, select, textarea, summary')]
        .filter(e => e.type !== 'hidden' && !e.closest(skipped) && e.checkVisibility())
        .map(e => e.closest('label, .upload') || e).filter((e, i, all) => all.indexOf(e) === i)
        .map(e => [e, e.getBoundingClientRect(), !!e.closest('.rail, .form-end.stays')]);
    const found = [];
    boxes.forEach(([a, one, moves], i) => boxes.slice(i + 1).forEach(([b, other, moves_too]) => {
        const x = Math.max(one.left, other.left) - Math.min(one.right, other.right);
        const y = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
        if (moves === moves_too && Math.max(x, y) < 7.5 && !a.contains(b))
            found.push('crowded: ' + a.outerHTML.slice(0, 90) + ' and ' + b.outerHTML.slice(0, 90));
    }));
    return found.slice(0, 4);
}"""


def pages_of(live: Live, role: str) -> list[str]:
    """What this person can reach."""
    short: Any = ROLES[role]
    browser = signed_in_as(live.app, short) if short else Browser(live.app.test_client())
    return [*reachable(browser), *(["/styleguide"] if role == "anyone" else [])]


def addresses(live: Live, role: str) -> list[str]:
    """What is looked at as this person: all that they reach, but for what another one was shown alike."""
    if role not in SEES_THE_SAME_AS:
        return pages_of(live, role)
    known = {shape(path) for path in pages_of(live, SEES_THE_SAME_AS[role])}
    return [path for path in pages_of(live, role) if shape(path) not in known or path in ALWAYS]


def come_in(window: Window, live: Live, role: str) -> None:
    """Give the window this person's sign-in."""
    if short := ROLES[role]:
        name = live.app.config["SIGN_IN_COOKIE"]
        window.context.add_cookies([{"name": name, "value": f"token-of-{short}", "url": live.url}])


def axe(page: Page, scheme: Any) -> list[str]:
    """What axe finds in this scheme."""
    page.emulate_media(color_scheme=scheme)
    if scheme == "light":
        page.evaluate(AXE.axe_script)
    only = TAGS if scheme == "light" else OF_COLOR
    found = page.evaluate("only => axe.run({resultTypes: ['violations'], runOnly: only, preload: false})", only)[
        "violations"
    ]
    return [
        f"{scheme}: {fault['id']}: {node['html'][:140]} {node.get('failureSummary', '')[:200]}"
        for fault in found
        for node in fault["nodes"][:2]
    ]


def wide(page: Page, width: int, type_size: str) -> list[str]:
    """What runs off the edge at this width, with type of this size."""
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("size => document.documentElement.style.fontSize = size", type_size)
    return page.evaluate(WHAT_IS_WIDE) or [f"too wide at {width}"] if page.evaluate(TOO_WIDE) else []


def small(page: Page, size: Any) -> list[str]:
    """What is too small for a finger or too near another, and ids that stand twice."""
    page.set_viewport_size(size)
    return [*page.evaluate(SMALL), *page.evaluate(CROWDED), *page.evaluate(TWICE)]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_serves_everyone(live: Live, open_window: Callable[..., Window], role: str) -> None:
    """On a phone and a tablet, upright and on its side: axe in light and dark, targets of 44 px and 8 px between."""
    window, wrong = open_window(live, "phone"), {}
    come_in(window, live, role)
    for path in addresses(live, role):
        page = window.go(path)
        if found := [
            *small(page, PHONE),
            *axe(page, "light"),
            *axe(page, "dark"),
            *small(page, TABLET),
            *small(page, WIDE),
        ]:
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_holds_long_words_from_right_to_left(
    live: Live, open_window: Callable[..., Window], role: str
) -> None:
    """Axe in light and dark; nothing off the edge at 320 px, nor on a tablet with type twice as large."""
    paths = addresses(live, role)
    live.app.config["PSEUDO_LOCALE"] = "rtl"
    window, wrong = open_window(live, "tablet"), {}
    come_in(window, live, role)
    for path in paths:
        page = window.go(path)
        if found := [*axe(page, "light"), *axe(page, "dark"), *wide(page, 320, "100%"), *wide(page, 820, "200%")]:
            wrong[path] = found
    assert wrong == {}
