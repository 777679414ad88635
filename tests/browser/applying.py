"""How somebody applies: the steps that several stories share."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from partnerhub.foundation.db import db
from tests.browser.conftest import Live, Window

NAME = "Lantern Street Counseling"
PERSON = "Mira Lantern"
ADDRESS = "mira@lantern.example"
WORDS = {"email": ADDRESS, "contact_email": ADDRESS, "contact_name": PERSON}
ON_DEVICE = "Saved on this device, will be sent when you are online"
MOST_STEPS = 15


def begin(window: Window) -> Page:
    """Open the first question of an application."""
    page = window.go("/apply")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("/apply/.+"), wait_until="load")
    return page


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


def continue_to_the_end(page: Page) -> Page:
    """Answer the pages that are left, up to "Check your answers"."""
    for _ in range(MOST_STEPS):
        if page.get_by_role("heading", name="Check your answers").count():
            break
        fill_in(page)
        here = page.url
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda address, here=here: address != here, wait_until="load")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    return page


def apply(window: Window) -> Page:
    """Answer every page of an application and send it."""
    page = continue_to_the_end(begin(window))
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_text("Somebody at the school reads it")).to_be_visible()
    return page


def count(live: Live, model: Any, **like: Any) -> int:
    """How many there are of something."""
    with live.app.app_context():
        return db.session.query(model).filter_by(**like).count()
