"""Somebody applies: with scripts off, with a bad network, and with an impatient finger."""

import pytest
from playwright.sync_api import Page, expect

from partnerhub.onboarding.model import Application
from tests.browser.applying import NAME, ON_DEVICE, apply, begin, continue_to_the_end, count
from tests.browser.conftest import SIZES, Live, Open


@pytest.mark.parametrize("size", SIZES)
def test_somebody_signs_in_and_applies_with_scripts_off(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size, java_script_enabled=False)
    page = apply(window)
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    assert count(live, Application, name=NAME) == 1
    window.sign_in("staff")
    window.go("/onboarding")
    expect(page.get_by_text(NAME).first).to_be_visible()


def type_without_a_network(page: Page) -> None:
    """Answer the first question where the network is lost in the middle."""
    page.get_by_role("radio").nth(1).check()
    expect(page.get_by_role("status").filter(has_text="Saved")).not_to_contain_text("device")
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text=ON_DEVICE)).to_be_visible()
    page.get_by_label("Name of your organization").fill(NAME)
    expect(page.get_by_role("status").filter(has_text=ON_DEVICE)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_without_a_network_is_there_after_reload_and_sent_once(
    live: Live, open_window: Open, size: str
) -> None:
    window = open_window(live, size)
    page = begin(window)
    type_without_a_network(page)
    window.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text=ON_DEVICE)).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Name of your organization")).to_have_value(NAME)
    continue_to_the_end(page)
    window.context.set_offline(True)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("status").filter(has_text="It will be sent when you are online")).to_be_visible()
    assert count(live, Application, name=NAME, state="waiting") == 0
    window.context.set_offline(False)
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible(timeout=30_000)
    assert count(live, Application, name=NAME, state="waiting") == 1


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_without_a_network_outlives_a_closed_tab(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size)
    page = begin(window)
    address = page.url
    type_without_a_network(page)
    page.close()
    window.context.set_offline(False)
    page = window.new_page()
    page.goto(address)
    expect(page.get_by_label("Name of your organization")).to_have_value(NAME)
    page = continue_to_the_end(page)
    expect(page.get_by_text(NAME).first).to_be_visible()


def test_what_was_sent_from_a_closed_tab_is_sent_by_the_next_page_once(live: Live, open_window: Open) -> None:
    window = open_window(live)
    page = continue_to_the_end(begin(window))
    window.context.set_offline(True)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("status").filter(has_text="It will be sent when you are online")).to_be_visible()
    page.close()
    window.context.set_offline(False)
    page = window.new_page()
    page.goto(f"{live.url}/apply")
    page.get_by_role("link", name="What you had typed was sent").click()
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    assert count(live, Application, name=NAME, state="waiting") == 1


def test_a_double_tap_sends_once(live: Live, open_window: Open) -> None:
    page = continue_to_the_end(begin(open_window(live)))
    page.get_by_role("button", name="Send my application").dblclick(no_wait_after=True)
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    assert count(live, Application, name=NAME) == 1
