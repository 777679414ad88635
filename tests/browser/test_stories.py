"""What people live with PartnerHub, from beginning to end, on a phone and on a tablet."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from partnerhub import demo
from partnerhub.foundation.db import db
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from tests.browser.conftest import SIZES, Live, Window

Open = Callable[..., Window]
NAME = "Lantern Street Counseling"
MOST_STEPS = 15
WORDS = {"email": "mira@lantern.example", "contact_email": "mira@lantern.example", "contact_name": "Mira Lantern"}


def fill_in(page: Page) -> None:
    """Answer what this page of the application asks."""
    names = page.eval_on_selector_all(
        "main form [name]", "all => [...new Set(all.map(e => `${e.type}\\n${e.name}`))].filter(n => !n.startsWith('h'))"
    )
    for kind, name in (line.split("\n") for line in names):
        field = page.locator(f'main form [name="{name}"]')
        if kind in ("radio", "checkbox"):
            field.nth(1 if name == "who" else 0).check()
        elif kind in ("text", "textarea", "email"):
            field.fill(NAME if name == "name" else WORDS.get(name, "Wednesdays, for families of the school"))


def apply(window: Window) -> Page:
    """Answer every page of an application, up to "Check your answers"."""
    page = window.go("/apply")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("/apply/.+"), wait_until="load")
    continue_to_the_end(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    return page


def count(live: Live, model: Any, **like: Any) -> int:
    """How many there are of something."""
    with live.app.app_context():
        return db.session.query(model).filter_by(**like).count()


@pytest.mark.parametrize("size", SIZES)
def test_somebody_signs_in_and_applies_with_scripts_off(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size, java_script_enabled=False)
    page = apply(window)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    assert count(live, Application, name=NAME) == 1
    window.sign_in("staff")
    window.go("/onboarding")
    expect(page.get_by_text(NAME).first).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_without_a_network_is_there_after_reload_and_sent_once(
    live: Live, open_window: Open, size: str
) -> None:
    window = open_window(live, size)
    page = window.go("/apply")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("/apply/.+"), wait_until="load")
    page.locator('main form [name="who"]').nth(1).check()
    window.context.set_offline(True)
    page.locator('main form [name="name"]').fill(NAME)
    expect(page.locator("[data-draft-status]").first).to_contain_text(re.compile("Saved"))
    window.context.set_offline(False)
    page.reload()
    expect(page.locator('main form [name="name"]')).to_have_value(NAME)
    page = continue_to_the_end(page)
    window.context.set_offline(True)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_role("button", name="Send my application")).to_be_visible()
    assert count(live, Application, name=NAME, state="waiting") == 0
    window.context.set_offline(False)
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible(timeout=30_000)
    assert count(live, Application, name=NAME, state="waiting") == 1


def continue_to_the_end(page: Page) -> Page:
    """Answer the pages that are left."""
    for _ in range(MOST_STEPS):
        if page.get_by_role("heading", name="Check your answers").count():
            break
        fill_in(page)
        here = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda address, here=here: address != here, wait_until="load")
    return page


def test_a_double_tap_sends_once(live: Live, open_window: Open) -> None:
    page = apply(open_window(live))
    page.get_by_role("button", name="Send my application").dblclick(no_wait_after=True)
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    assert count(live, Application, name=NAME) == 1


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


@pytest.mark.parametrize("size", SIZES)
def test_from_an_application_to_a_checklist_with_two_browsers(live: Live, open_window: Open, size: str) -> None:
    applicant, school = open_window(live, size), open_window(live, "tablet")
    page = apply(applicant)
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    desk = school.sign_in("staff")
    school.go("/onboarding")
    desk.get_by_role("link", name=re.compile(NAME)).first.click()
    expect(desk.get_by_role("heading", name=NAME).first).to_be_visible()
    desk.locator('form[action$="/acceptance"]').get_by_role("button").click()
    expect(desk.get_by_text(NAME).first).to_be_visible()
    page.reload()
    expect(page.get_by_text("The school said yes")).to_be_visible()
    assert count(live, Partner, name=NAME, state="onboarding") == 1
