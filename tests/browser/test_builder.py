"""A pulse from its first draft to the first answer: built on a principal's tablet, answered in Spanish on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.feedback import doors
from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db
from tests.browser.conftest import Live, Open

NEW, IN_SPANISH = "What would have made it easier?", "¿Qué lo habría hecho más fácil?"
EASE = "How easy was it to get help?"
ANSWER = "Por la tarde, por favor."


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine taps faster than a parent."""
    monkeypatch.setattr(doors, "FASTEST", -1)


def newest() -> Pulse:
    """The pulse that was begun last."""
    return db.session.scalars(select(Pulse).order_by(Pulse.id.desc()).limit(1)).one()


def titles(page: Page) -> list[str]:
    """The questions in the builder, from the first to the last."""
    return page.locator("#builder .row-title").all_inner_texts()


def add_a_question_for_some(page: Page) -> None:
    """Ask those for whom it was hard what would have made it easier."""
    page.get_by_role("link", name="Several sentences").click()
    page.get_by_label("Question", exact=True).fill(NEW)
    page.get_by_text("More about this question").click()
    page.get_by_role("group", name="Ask only those who answered").get_by_text(EASE).click()
    page.get_by_role("checkbox", name="Hard", exact=True).check()
    page.get_by_role("checkbox", name="Very hard", exact=True).check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#builder .row-title").last).to_have_text(NEW)


def move_up(page: Page, times: int, scripts: bool) -> None:
    """Let the new question change places with the ones above it, by the keyboard; which then still stands there."""
    for _ in range(times):
        before = titles(page).index(NEW)
        up = page.get_by_role("button", name=f"Up: {NEW}")
        up.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#builder .row-title").nth(before - 1)).to_have_text(NEW)
        if scripts:
            expect(up).to_be_focused()


def translate(page: Page, text: str) -> None:
    """Side by side: say the one text that is missing, and that it is right."""
    expect(page.get_by_text("One text is missing.", exact=False)).to_be_visible()
    row = page.locator(".texts").filter(has_text=NEW)
    expect(row.get_by_text("Missing")).to_be_visible()
    row.get_by_role("textbox").fill(text)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Save all").click()
    expect(page.locator(".texts").filter(has_text=NEW).get_by_text("Checked", exact=True)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_principal_builds_translates_and_asks_and_a_parent_answers_in_spanish(
    live: Live, open_window: Open, scripts: bool
) -> None:
    window = open_window(live, "tablet", java_script_enabled=scripts)
    window.sign_in("principal")
    page = window.go("/feedback/new")
    page.get_by_role("button", name="Begin with this: Families: one minute").click()
    expect(page.get_by_role("heading", name="Questions", exact=True)).to_be_visible()
    add_a_question_for_some(page)
    move_up(page, 3, scripts)
    assert titles(page).index(NEW) == titles(page).index(EASE) + 2
    phone = page.get_by_role("group", name="As a phone shows it")
    expect(phone.get_by_text(NEW)).to_be_attached()
    page.get_by_role("navigation", name="Language of the preview").get_by_role("link", name="español").click()
    expect(phone.get_by_text("¿Qué tan fácil fue recibir ayuda?")).to_be_visible()
    page.get_by_role("link", name="Done").click()

    page.get_by_role("link", name="Ask", exact=True).click()
    page.get_by_role("checkbox", name="español").check()
    page.get_by_role("button", name="Publish this round").click()
    expect(page.get_by_role("alert")).to_contain_text("One text is missing in español.")
    with live.app.app_context():
        code = newest().code
        assert newest().rounds == []

    page.get_by_role("link", name="To the texts: español").click()
    translate(page, IN_SPANISH)
    page.get_by_role("navigation", name="You are here").get_by_role("link").last.click()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.get_by_role("checkbox", name="español")).to_be_checked()
    expect(page.get_by_role("checkbox", name="العربية")).not_to_be_checked()
    page.get_by_label("How many people do you ask?").fill("180")
    page.get_by_role("button", name="Publish this round").click()
    expect(page.get_by_text("People can answer now.")).to_be_visible()

    parent = open_window(live, "phone", locale="es-MX", java_script_enabled=scripts)
    answer(parent.go(f"/f/{code}"))
    with live.app.app_context():
        asked = newest().rounds[0]
        (given,) = db.session.scalars(select(Response).where(Response.round_id == asked.id))
        (written,) = db.session.scalars(select(Comment).where(Comment.round_id == asked.id))
        question = asked.version.question(written.question_key)
        assert (given.language, list(given.answers.values())) == ("es", ["2"])
        assert (question and question.title.text, written.text) == (NEW, ANSWER)


def answer(page: Page) -> None:
    """It was hard, so one question more is asked; then everything is in Spanish to the last word."""
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("group", name=re.compile("¿Qué tan fácil")).get_by_text("Difícil", exact=True).click()
    page.get_by_label(IN_SPANISH).fill(ANSWER)
    page.locator("button.send").click()
    page.wait_for_url("**/thanks**")
    expect(page.locator("html")).to_have_attribute("lang", "es")
