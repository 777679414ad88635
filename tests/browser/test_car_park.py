"""Notes written in a car park: no network, the tab gone, a day later the session too; and they arrive once."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from partnerhub.foundation.db import db
from partnerhub.meetings.actions import ActionItem
from tests.browser.conftest import Live, Open
from tests.browser.test_meetings import WORDS, kept, key_of_open_log, notes
from tests.browser.test_sessions import end_all_sessions

TASK = "Bring the room plan"


def promised(live: Live) -> int:
    """How often the thing to do was written down."""
    with live.app.app_context():
        return db.session.scalar(select(func.count()).where(ActionItem.text == TASK)) or 0


@pytest.mark.parametrize("was_saved", [True, False])
def test_notes_arrive_once_after_no_network_a_closed_tab_and_an_ended_session(
    live: Live, open_window: Open, was_saved: bool
) -> None:
    """Whether or not Save was tapped while there was no network."""
    window = open_window(live, "phone")
    window.sign_in("staff")
    path = f"/meetings/{key_of_open_log(live)}/log"
    page = window.go(path)
    window.context.set_offline(True)
    notes(page).fill(f"{WORDS}\n[ ] {TASK}")
    on_device = page.get_by_text("Saved on this device, will be sent when you are online").first
    expect(on_device).to_be_visible()
    if was_saved:
        page.get_by_role("button", name="Save", exact=True).click()
        expect(on_device).to_be_visible()
    page.close()
    end_all_sessions(live)

    window.context.set_offline(False)
    window.page = window.new_page()
    page = window.go(path)
    expect(page).to_have_url(re.compile("/login"))
    assert kept(live) == []
    page.get_by_label("E-mail address").fill("staff@demo.example")
    page.get_by_label("Password", exact=True).fill("partnerhub-demo")
    page.locator("main form button[type=submit], form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(path))
    if not was_saved:
        expect(notes(page)).to_have_value(f"{WORDS}\n[ ] {TASK}")
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text(TASK, exact=True)).to_be_visible()
    assert (kept(live), promised(live)) == ([WORDS], 1)
    page.reload()
    expect(notes(page)).to_have_value(WORDS)
    assert (kept(live), promised(live)) == ([WORDS], 1)
