"""A field is checked when it was changed: what is wrong stands beside it, and what was typed is not touched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from partnerhub.foundation.db import transaction
from partnerhub.onboarding.model import Application
from tests.browser.conftest import Live, Window

Open = Callable[..., Window]


def to_apply(window: Window, live: Live) -> Page:
    with live.app.app_context(), transaction():
        token = Application.begin()[1]
    return window.go(f"/apply/{token}/contact")


def to_the_school(window: Window, live: Live) -> Page:
    window.sign_in("principal")
    return window.go("/people/invitations/new")


@pytest.mark.parametrize("go", [to_apply, to_the_school])
def test_a_slip_is_said_beside_its_field_when_it_is_left(
    live: Live, open_window: Open, go: Callable[..., Page]
) -> None:
    page = go(open_window(live, "phone"), live)
    email, line = page.get_by_label("E-mail"), page.locator("#email-error")
    email.press_sequentially("ada at home")
    expect(line).to_be_empty()
    email.press("Tab")
    expect(line).to_contain_text("Enter an e-mail address like name@example.org.")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_value("ada at home")
    assert page.evaluate("document.activeElement !== document.body")
    email.fill("ada@example.org")
    email.press("Tab")
    expect(line).to_be_empty()
    expect(email).not_to_have_attribute("aria-invalid", "true")
    email.fill("")
    email.press("Tab")
    expect(line).to_be_empty()
