"""The keyboard does everything, and always stands somewhere."""

import re

from playwright.sync_api import Page, expect

from partnerhub import demo
from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner
from tests.browser.applying import NAME, begin, count
from tests.browser.conftest import Live, Open
from tests.browser.test_meetings import key_of_open_log


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_the_keyboard_alone_signs_in_and_adds_a_partner(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    page = window.go("/login")
    tab_to(page, "[name=email]")
    page.keyboard.type("staff@demo.example")
    tab_to(page, "[name=password]")
    page.keyboard.type(demo.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/login" not in address)
    window.go("/partners")
    tab_to(page, 'a[href="/partners/new"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/partners/new")
    expect(page.get_by_role("heading", name="Add a partner")).to_be_visible()
    tab_to(page, "main [name=name]")
    page.keyboard.type(NAME)
    tab_to(page, "main [name=kind]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main [name=state]")
    page.keyboard.press("Space")
    tab_to(page, "main button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/partners/\d+"))
    expect(page.get_by_role("heading", name=NAME).first).to_be_visible()
    assert count(live, Partner, name=NAME) == 1


def test_what_has_to_be_mended_takes_the_focus_and_names_the_page(live: Live, open_window: Open) -> None:
    window = open_window(live)
    window.sign_in("staff")
    page = window.go("/partners/new")
    title = page.title()
    page.get_by_label("Name of the organization").fill(" ")
    page.get_by_role("button", name="Add the partner").click()
    summary = page.get_by_role("alert").filter(has_text="Please mend")
    expect(summary).to_be_focused()
    expect(page).to_have_title(f"Error: {title}")
    expect(summary).to_contain_text("Enter the organization's name.")
    summary.get_by_role("link", name="Name of the organization").press("Enter")
    expect(page.get_by_label("Name of the organization")).to_be_focused()


def test_an_empty_page_of_an_application_says_what_to_mend(live: Live, open_window: Open) -> None:
    for scripts in (True, False):
        page = begin(open_window(live, java_script_enabled=scripts))
        title = page.title()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert").filter(has_text="Please mend")).to_be_visible()
        expect(page).to_have_title(f"Error: {title}")


def test_the_focus_is_not_lost_when_a_part_of_the_page_changes(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    window.sign_in("staff")
    page = window.go("/partners")
    search = page.get_by_role("searchbox")
    search.press_sequentially("mentor")
    page.wait_for_url(re.compile("q=mentor"))
    expect(search).to_be_focused()
    with live.app.app_context():
        key = db.session.query(Partner).filter_by(state="onboarding").first().id
    window.go(f"/onboarding/partners/{key}")
    done = page.get_by_role("button", name="Mark as done")
    left = done.count()
    done.first.press("Enter")
    expect(done).to_have_count(left - 1)
    expect(page.locator(":focus")).to_have_count(1)
    window.go("/cleared")
    page.clock.install()
    page.get_by_role("link", name="Look again").focus()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("link", name="Look again")).to_be_focused()


def test_a_topic_goes_up_step_by_step_under_the_same_key(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    window.sign_in("staff")
    page = window.go(f"/meetings/{key_of_open_log(live)}")
    topics = page.locator("[data-drag] .row-title")
    expect(topics).to_have_count(4)
    title = topics.last.inner_text()
    page.get_by_role("button", name=f"Up: {title}").focus()
    for place in (2, 1):
        page.keyboard.press("Enter")
        expect(topics.nth(place)).to_have_text(title)
        expect(page.get_by_role("button", name=f"Up: {title}")).to_be_focused()
