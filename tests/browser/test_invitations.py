"""Somebody is invited: by a link or its QR code, which can be withdrawn and sent anew, and works once."""

import re

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, Live, Open, Window

NAME = "Rosa Delgado"
PASSWORD = "nine copper kettles in the attic"
LINK = f"Link for {NAME}"
# The squares of the code as they are shown: true where one is dark.
MODULES = """(image, side) => {
    const canvas = Object.assign(document.createElement('canvas'), {width: side * 10, height: side * 10});
    const brush = canvas.getContext('2d');
    brush.drawImage(image, 0, 0, side * 10, side * 10);
    const isDark = (x, y) => brush.getImageData(x * 10 + 5, y * 10 + 5, 1, 1).data[0] < 128;
    const numbers = [...Array(side).keys()];
    return numbers.map(y => numbers.map(x => isDark(x, y)));
}"""


def invite(school: Window) -> Page:
    """Invite somebody to the school's side, by a link to hand over."""
    school.sign_in("principal")
    page = school.go("/people")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").first.fill(NAME)
    page.get_by_role("radio", name=re.compile("^Staff")).check()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    return page


def link_on(page: Page) -> str:
    """The link that the page shows."""
    return page.get_by_label(LINK).input_value()


def is_refused(guest: Window, link: str) -> None:
    """The link opens nothing."""
    guest.page.goto(link)
    expect(guest.page.get_by_label("Password", exact=True)).to_have_count(0)


def accept(guest: Window, link: str) -> Page:
    """Follow the link and come in."""
    page = guest.page
    page.goto(link)
    expect(page.get_by_role("heading", name="You are invited")).to_be_visible()
    page.get_by_label("E-mail address").fill("rosa@school.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="You are invited")).to_have_count(0)
    return page


@pytest.mark.parametrize("size", SIZES)
def test_an_invitation_is_withdrawn_sent_anew_and_accepted_once(live: Live, open_window: Open, size: str) -> None:
    school, guest, late = open_window(live, size), open_window(live, size), open_window(live, size)
    page = invite(school)
    first = link_on(page)
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("It was withdrawn.")).to_be_visible()
    is_refused(guest, first)
    page.get_by_role("button", name="Send anew").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    second = link_on(page)
    assert second != first
    is_refused(guest, first)
    inside = accept(guest, second)
    expect(inside.get_by_role("navigation", name="Main")).to_be_visible()
    is_refused(late, second)
    page.reload()
    expect(page.get_by_text("It was accepted.")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_the_qr_code_holds_the_link(live: Live, open_window: Open, size: str) -> None:
    page = invite(open_window(live, size))
    code = segno.make(link_on(page), error="m")
    side = len(code.matrix) + 2 * code.default_border_size
    shown = page.get_by_role("img", name="QR code of the link").evaluate(MODULES, side)
    assert shown == [[bool(module) for module in row] for row in code.matrix_iter(border=code.default_border_size)]
