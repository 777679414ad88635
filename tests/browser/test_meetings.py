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
from tests.browser.test_clearances import sheets
from tests.browser.test_pages import TOO_WIDE, axe
from tests.browser.test_sessions import end_all_sessions, sign_in_on

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
    notes(page).fill(f"{WORDS}\nask about room 12 @dana 2026-12-03")
    page.get_by_role("button", name="Make this an action").first.click()
    expect(notes(page)).to_have_value(f"{WORDS}\n[ ] ask about room 12 @dana 2026-12-03")
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


def test_a_session_that_ended_loses_no_notes_and_sends_them_once(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone")
    window.sign_in("staff")
    page = window.go(f"/meetings/{key_of_open_log(live)}/log")
    notes(page).fill(WORDS)
    expect(page.get_by_role("status").filter(has_text=re.compile("^Saved "))).to_be_visible()
    end_all_sessions(live)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please sign in again. What you typed is still here.")).to_be_visible()
    expect(notes(page)).to_have_value(WORDS)
    assert kept(live) == []
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_on(opened.value)
    opened.value.close()
    page.bring_to_front()
    saved, again = page.get_by_text("Saved."), page.get_by_role("button", name="Try again")
    saved.or_(again).first.wait_for()
    if again.is_visible():
        again.click()
    expect(saved).to_be_visible()
    assert kept(live) == [WORDS]


@pytest.mark.parametrize("scripts", [True, False])
def test_notes_by_link_wait_until_staff_have_read_them(live: Live, open_window: Open, scripts: bool) -> None:
    key = key_of_open_log(live)
    school = open_window(live, "tablet")
    school.sign_in("staff")
    page = school.go(f"/meetings/{key}/attendees/new")
    page.get_by_label("Or a guest's name").fill("Lina Moreno")
    page.get_by_role("button", name="Invite", exact=True).click()
    row = page.locator(".row", has_text="Lina Moreno")
    row.get_by_role("link", name="Notes by link").click()
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link of Lina Moreno").input_value()

    guest = open_window(live, "phone", java_script_enabled=scripts)
    theirs = guest.go("/" + link.split("/", 3)[3])
    if scripts:
        assert axe(theirs, "light") == []
    theirs.get_by_label("Something else").fill("The room was *cold*.\n<b>Very</b>.")
    theirs.get_by_role("button", name="Send to the school").click()
    expect(theirs.get_by_text("Your words are sent. The school reads them.")).to_be_visible()
    expect(theirs.get_by_text("Waits for the school")).to_be_visible()

    page = school.go(f"/meetings/{key}")
    page.get_by_role("link", name="Look at it").click()
    expect(page.locator(".answer")).to_have_text("The room was *cold*.\n<b>Very</b>.")
    assert axe(page, "light") == []
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_text("Taken over.")).to_be_visible()
    expect(guest.go("/" + link.split("/", 3)[3]).get_by_text("Accepted")).to_be_visible()
    with live.app.app_context():
        assert db.session.scalars(select(Topic.notes).where(Topic.title == "Something else")).all() == [
            "Lina Moreno: The room was *cold*.\n<b>Very</b>."
        ]


@pytest.mark.parametrize(("paper", "width"), [("A4", 794), ("Letter", 816)])
def test_minutes_print_clean(live: Live, open_window: Open, paper: str, width: int) -> None:
    window = open_window(live, "tablet")
    window.sign_in("staff")
    with live.app.app_context():
        key = db.session.scalars(select(Meeting.id).where(Meeting.published_at.is_not(None))).first()
    page = window.go(f"/meetings/{key}/minutes/1")
    page.set_viewport_size({"width": width, "height": 1100})
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Version 1", exact=False).first).to_be_visible()
    expect(page.locator("article, .page-head").get_by_text("Sample Hill School")).to_be_visible()
    for hidden in (".rail", ".tabs", ".btn", ".crumbs", "#flash", "form"):
        assert not [element for element in page.locator(hidden).all() if element.is_visible()], hidden
    assert page.evaluate(TOO_WIDE) is False
    assert sheets(page.pdf(format=paper)) == 1


def test_a_topic_is_dragged_to_another_place(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    window.sign_in("staff")
    page = window.go(f"/meetings/{key_of_open_log(live)}")
    rows = page.locator("[data-drag]")
    expect(rows.first).to_have_attribute("draggable", "true")
    first, last = rows.first.get_attribute("id"), rows.last.get_attribute("id")
    rows.last.drag_to(rows.first)
    expect(page.locator("[data-drag]").first).to_have_attribute("id", last or "")
    expect(page.locator("[data-drag]").nth(1)).to_have_attribute("id", first or "")
    expect(page.locator("[data-drag]").first).to_have_attribute("draggable", "true")
