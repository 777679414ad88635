"""Posters and papers fit their page; a pile of sheets is entered with ten keys, on a tablet, and without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.feedback.answers import Response
from partnerhub.feedback.model import Pulse, Round
from partnerhub.foundation.db import db, transaction
from tests.browser.conftest import Live, Open, Window
from tests.conftest import signed_in_as
from tests.feedback.asking import ask

PAGE = re.compile(rb"/Type\s*/Page\b")


def come_in(window: Window, live: Live) -> None:
    signed_in_as(live.app, "staff")
    window.context.add_cookies([{"name": "partnerhub", "value": "token-of-staff", "url": live.url}])


def round_of_families(live: Live, number: int) -> str:
    with live.app.app_context():
        families = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).one()
        return f"/feedback/rounds/{families.rounds[number].id}"


def new_round(live: Live) -> str:
    with live.app.test_request_context(), transaction():
        return f"/feedback/rounds/{ask().rounds[-1].id}"


def entered(live: Live, path: str) -> list[Any]:
    with live.app.app_context():
        key = db.session.get_one(Round, int(path.split("/")[3])).id
        return [one.answers for one in db.session.scalars(select(Response).where(Response.round_id == key))]


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("number", "rest"),
    [(-1, "/poster"), (-1, "/poster?lang=ar"), (-1, "/paper"), (-1, "/paper?lang=en&lang=ar"), (0, "/reply/poster")],
)
def test_it_prints_on_one_page(live: Live, open_window: Open, paper: str, number: int, rest: str) -> None:
    window = open_window(live, "tablet")
    come_in(window, live)
    page = window.go(round_of_families(live, number) + rest)
    assert len(PAGE.findall(page.pdf(format=paper, print_background=True))) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_a_pile_of_sheets_is_entered_with_ten_keys(live: Live, open_window: Open) -> None:
    """Easy, yes, Friday, two barriers, three weeks, no name, no words; then Enter saves. The next one by itself."""
    path = new_round(live)
    window = open_window(live, "tablet")
    come_in(window, live)
    page = window.go(f"{path}/sheets")
    for number in (1, 2, 3):
        expect(page.get_by_role("heading", name=f"Sheet {number}", exact=True)).to_be_visible()
        expect(page.locator("[data-ask].now")).to_have_count(1)
        press(page, "2 1 2 1 3 Enter 3 Enter Enter Enter")
        expect(page.get_by_role("button", name=f"Save sheet {number}")).to_be_focused()
        press(page, "Enter")
        expect(page.get_by_text(f"Sheet {number} is saved.")).to_be_visible()
    sheet = {"ease": "4", "knew": "yes", "day": "friday", "hard": ["nothing", "times"], "weeks": 3}
    assert entered(live, path) == [sheet] * 3


def test_a_question_is_only_in_the_way_of_whoever_it_is_for(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    come_in(window, live)
    page = window.go(f"{new_round(live)}/sheets")
    reason = page.get_by_label("About why?")
    expect(reason).to_be_hidden()
    press(page, "0 2")
    expect(reason).to_be_focused()
    press(page, "ArrowUp")
    expect(page.get_by_role("group", name="About knew?")).to_be_focused()
    press(page, "1")
    expect(reason).to_be_hidden()
    expect(page.get_by_role("group", name="About day?")).to_be_focused()


def test_a_finger_taps_through_a_sheet_and_takes_it_back(live: Live, open_window: Open) -> None:
    path = new_round(live)
    window = open_window(live, "tablet", has_touch=True)
    come_in(window, live)
    page = window.go(f"{path}/sheets")
    page.get_by_role("group", name="About ease?").get_by_text("Hard", exact=True).tap()
    expect(page.get_by_role("group", name="About knew?")).to_be_focused()
    page.get_by_role("button", name="Save sheet 1").tap()
    page.get_by_role("button", name="Take sheet 1 back").tap()
    expect(page.get_by_text("Sheet 1 was taken out.")).to_be_visible()
    expect(page.get_by_role("group", name="About ease?").get_by_role("radio").nth(3)).to_be_checked()
    assert entered(live, path) == []


def test_without_scripts_it_is_an_ordinary_form(live: Live, open_window: Open) -> None:
    path = new_round(live)
    window = open_window(live, "phone", java_script_enabled=False)
    come_in(window, live)
    page = window.go(f"{path}/sheets")
    for number in (1, 2):
        page.get_by_role("group", name="About ease?").get_by_text("Easy", exact=True).click()
        page.get_by_role("button", name=f"Save sheet {number}").click()
        expect(page.get_by_text(f"Sheet {number} is saved.")).to_be_visible()
    page.get_by_role("button", name="Take sheet 2 back").click()
    expect(page.get_by_role("heading", name="Sheet 2", exact=True)).to_be_visible()
    assert entered(live, path) == [{"ease": "4"}]


def test_a_reply_is_written_and_published_on_a_phone(live: Live, open_window: Open) -> None:
    """From the landing page: a reply is due. It is refused while a language lacks it, and then everybody reads it."""
    path = round_of_families(live, 1)
    window = open_window(live, "phone")
    come_in(window, live)
    page = window.go("/")
    page.get_by_text(re.compile("more$")).click()
    page.locator(f'a[href="{path}/reply"]').click()
    page.get_by_role("link", name="Write the first one").click()
    page.get_by_label("You said", exact=False).first.fill("The room was hard to find.")
    page.get_by_label("We did", exact=False).first.fill("There are signs now.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish the reply").click()
    expect(page.get_by_role("alert")).to_contain_text("2 sentences are missing in español.")
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name=re.compile("^Change")).click()
    for language in ("español", "العربية"):
        page.get_by_label(f"You said, in {language}").fill("X")
        page.get_by_label(f"We did, in {language}").fill("Y")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish the reply").click()
    expect(page.get_by_text("Everybody can read it now.")).to_be_visible()
    page.get_by_role("link", name="Look at the public page").click()
    expect(page.get_by_text("There are signs now.")).to_be_visible()
