"""Meetings as people live them: notes on a phone in bad wifi, sent once; two writers; scripts off."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting
from tests.browser.conftest import SIZES, Live, Window

Open = Callable[..., Window]
WORDS = "Down to 11 days. A second group begins in January."


def notes(page: Page) -> Any:
    """The first topic's notes."""
    return page.get_by_label("Notes", exact=True).first


def kept(live: Live) -> list[str]:
    """What stands in the database of the words that a test types."""
    with live.app.app_context():
        return list(db.session.scalars(select(Topic.notes).where(Topic.notes.contains(WORDS))))


def key_of_open_log(live: Live) -> int:
    """A meeting of the clinic whose notes are to be written."""
    with live.app.app_context():
        over = select(Meeting).where(Meeting.published_at.is_(None), Meeting.title.contains("Northside"))
        return db.session.scalars(over.order_by(Meeting.day)).first().id


def test_from_the_landing_page_to_saved_notes_in_three_taps(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone")
    page = window.sign_in("staff")
    row = page.locator(".row", has=page.get_by_text("Monthly meeting with Northside"))
    row.get_by_role("link", name="Write the notes").click()
    notes(page).fill(f"{WORDS}\n[ ] ask about room 12 @dana 2026-12-03")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("ask about room 12", exact=True)).to_be_visible()
    assert kept(live) == [WORDS]
    with live.app.app_context():
        found = db.session.scalars(select(ActionItem).where(ActionItem.text == "ask about room 12")).unique().all()
        assert [item.who for item in found] == ["Dana Okafor"]


def test_notes_outlive_a_lost_network_and_a_closed_tab_and_are_sent_once(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone")
    window.sign_in("staff")
    path = f"/meetings/{key_of_open_log(live)}/log"
    page = window.go(path)
    window.context.set_offline(True)
    notes(page).fill(WORDS)
    expect(page.get_by_text("Saved on this device, will be sent when you are online").first).to_be_visible()
    page.close()
    window.context.set_offline(False)
    window.page = window.new_page()
    page = window.go(path)
    expect(notes(page)).to_have_value(WORDS)
    window.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved on this device, will be sent when you are online").first).to_be_visible()
    assert kept(live) == []
    window.context.set_offline(False)
    expect(page.get_by_text("Saved.")).to_be_visible(timeout=30_000)
    assert kept(live) == [WORDS]


@pytest.mark.parametrize("size", SIZES)
def test_of_two_writers_the_second_sees_both_versions_and_keeps_both(live: Live, open_window: Open, size: str) -> None:
    first, second = open_window(live, "tablet"), open_window(live, size)
    path = f"/meetings/{key_of_open_log(live)}/log"
    first.sign_in("staff")
    second.sign_in("principal")
    mine, theirs = second.go(path), first.go(path)
    notes(theirs).fill("Theirs: the room is free.")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_text("Saved.")).to_be_visible()
    notes(mine).fill(WORDS)
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Somebody else wrote here meanwhile")).to_be_visible()
    expect(mine.get_by_text("Theirs: the room is free.")).to_be_visible()
    expect(notes(mine)).to_have_value(WORDS)
    mine.get_by_text("Keep both, one below the other").click()
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Saved.")).to_be_visible()
    assert kept(live) == [f"Theirs: the room is free.\n{WORDS}"]


def test_with_scripts_off_notes_are_written_and_minutes_sent(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone", java_script_enabled=False)
    window.sign_in("staff")
    page = window.go(f"/meetings/{key_of_open_log(live)}/log")
    notes(page).fill(WORDS)
    page.get_by_role("button", name="Preview").first.click()
    expect(notes(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Save, and go on to send the minutes").click()
    expect(page.get_by_role("heading", name="Send the minutes")).to_be_visible()
    page.get_by_role("button", name=re.compile("Send to")).click()
    expect(page.get_by_text("The minutes are out.")).to_be_visible()
    expect(page.get_by_text("Version 1", exact=False)).to_be_visible()


def test_an_action_is_done_with_one_tap_and_taken_back_with_one(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone")
    window.sign_in("staff")
    page = window.go("/actions")
    name = "Done: Call the hospice about a first meeting"
    page.get_by_role("button", name=name).click()
    expect(page.get_by_text("Well done!")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=name)).to_be_visible()
