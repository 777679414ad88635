"""A member of staff sets a second factor up with their phone, signs in with it, and once with a recovery code."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from partnerhub.foundation.db import transaction
from partnerhub.school.model import School
from tests.browser.conftest import SIZES, Live, Open

KEY = "Or type this key into your app"


def type_code(page: Page, code: str, button: str) -> None:
    """Type a code, and send it."""
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name=button).click()


def first_step(page: Page, url: str) -> None:
    """Address and password."""
    page.goto(f"{url}/login")
    page.get_by_label("E-mail address").fill("staff@demo.example")
    page.get_by_label("Password", exact=True).fill("partnerhub-demo")
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_school_that_asks_for_it_leads_there_and_lets_in_with_it(
    live: Live, open_window: Open, size: str, scripts: bool
) -> None:
    with live.app.app_context(), transaction():
        School.only().needs_second_factor = True
    first = open_window(live, size, java_script_enabled=scripts)
    first_step(first.page, live.url)
    expect(first.page.get_by_text("Your school asks for one.")).to_be_visible()
    first.go("/partners")
    expect(first.page.get_by_role("heading", name="Second factor", level=1)).to_be_visible()
    first.page.get_by_role("button", name="Set it up").click()
    app = pyotp.TOTP(first.page.get_by_label(KEY).input_value())
    type_code(first.page, "000000", "Turn it on")
    expect(first.page.get_by_role("alert")).to_contain_text("This code does not fit.")
    used = app.now()
    type_code(first.page, used, "Turn it on")
    codes = first.page.get_by_role("listitem").locator("code").all_inner_texts()
    assert len(codes) == 10
    first.page.get_by_role("link", name="I have kept them. Go on").click()
    expect(first.page.get_by_role("heading", name="What needs you")).to_be_visible()

    second = open_window(live, size, java_script_enabled=scripts)
    first_step(second.page, live.url)
    expect(second.page.get_by_label("Code", exact=True)).to_be_focused()
    type_code(second.page, used, "Sign in")
    expect(second.page.get_by_role("alert")).to_contain_text("each works once")
    type_code(second.page, codes[0].replace("-", " "), "Sign in")
    expect(second.page.get_by_text("You have 9 recovery codes left.")).to_be_visible()
