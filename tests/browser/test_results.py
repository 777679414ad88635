"""What a round found, read by a principal between two lessons, and comments sorted by staff."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse, Round
from partnerhub.foundation.db import db
from tests.browser.conftest import Live, Open
from tests.browser.test_pages import axe, small, wide


def round_of_families(live: Live) -> int:
    """The second round of the sample school's pulse for families, which is over."""
    with live.app.app_context():
        asked = select(Round.id).join(Pulse).where(Pulse.audience == Audience.FAMILIES, Round.number == 2)
        return int(db.session.scalars(asked).one())


@pytest.mark.parametrize("size", ["phone", "tablet"])
def test_a_principal_reads_what_was_found_with_the_keyboard_alone(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size)
    window.sign_in("principal")
    page = window.go(f"/feedback/rounds/{round_of_families(live)}/results")
    question = page.get_by_role("region", name="How easy was it to get help?")
    expect(question.get_by_text(re.compile("of the families: .* said"))).to_be_visible()
    table = question.get_by_role("table").first
    expect(table).to_be_hidden()
    question.get_by_text("The figures as a table").first.focus()
    page.keyboard.press("Enter")
    expect(table.get_by_role("row").first).to_contain_text("Share")
    page.get_by_role("link", name="By partner").press("Enter")
    expect(page.get_by_role("region", name="Did it help?").first).to_contain_text("Northside Counseling")


def looked_at(page: Page, width: int) -> list[str]:
    """What a machine finds wrong with a page."""
    found = [*small(page, {"width": width, "height": 900}), *axe(page, "light"), *axe(page, "dark")]
    return [*found, *wide(page, 320, "100%"), *wide(page, 820, "200%")]


@pytest.mark.parametrize("rest", ["results", "results?by=partner", "results?by=language", "comments"])
def test_results_serve_everyone_on_a_phone_and_a_tablet(live: Live, open_window: Open, rest: str) -> None:
    for size, width in (("phone", 360), ("tablet", 1180)):
        window = open_window(live, size)
        window.sign_in("staff")
        page = window.go(f"/feedback/rounds/{round_of_families(live)}/{rest}")
        for summary in page.get_by_text("The figures as a table").all():
            summary.click()
        assert looked_at(page, width) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_staff_sort_comments_with_scripts_and_without(live: Live, open_window: Open, scripts: bool) -> None:
    window = open_window(live, "phone", java_script_enabled=scripts)
    window.sign_in("staff")
    page = window.go(f"/feedback/rounds/{round_of_families(live)}/comments")
    page.get_by_role("button", name="Mark", exact=True).first.click()
    expect(page.get_by_role("button", name="Unmark")).to_have_count(1)
    page.get_by_role("link", name="Marked", exact=True).click()
    expect(page.get_by_role("button", name="Unmark")).to_have_count(1)
    page.get_by_role("link", name="Theme, or hide").click()
    page.get_by_role("button", name="Hide the comment").click()
    expect(page.get_by_text("Say why it is hidden.").first).to_be_visible()
    page.get_by_label("Why is it hidden?").fill("It names a child.")
    page.get_by_role("button", name="Hide the comment").click()
    expect(page.get_by_text("Hidden: It names a child.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Hidden: It names a child.")).to_have_count(0)
