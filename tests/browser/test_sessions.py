"""The session ends while somebody writes: the text stays, they sign in again in place, and it is sent once."""

import pytest
from playwright.sync_api import Page, expect

from partnerhub import demo
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from partnerhub.people.model import SignIn
from tests.browser.applying import NAME, count
from tests.browser.conftest import SIZES, Live, Open, Window

OFFERS = "Singing on Wednesdays, for whoever likes to."


def end_all_sessions(live: Live) -> None:
    """As after twelve quiet hours."""
    with live.app.app_context(), transaction():
        db.session.query(SignIn).delete()


def write(window: Window) -> Page:
    """Begin to write of a new partner."""
    window.sign_in("staff")
    page = window.go("/partners/new")
    page.get_by_label("Name of the organization").fill(NAME)
    page.get_by_label("Kind").select_option(index=1)
    page.get_by_role("radio").first.check()
    page.get_by_label("What they offer").fill(OFFERS)
    return page


def sign_in_on(page: Page) -> None:
    """Sign in on a page that asks for it."""
    page.get_by_label("E-mail address").fill("staff@demo.example")
    page.get_by_label("Password", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/login" not in address)


@pytest.mark.parametrize("size", SIZES)
def test_a_session_that_ended_while_writing_loses_nothing(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size)
    page = write(window)
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    end_all_sessions(live)
    page.get_by_role("button", name="Add the partner").click()
    expect(page.get_by_text("Please sign in again. What you typed is still here.")).to_be_visible()
    expect(page.get_by_label("What they offer")).to_have_value(OFFERS)
    assert count(live, Partner, name=NAME) == 0

    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_on(opened.value)
    opened.value.close()
    page.bring_to_front()
    again = page.get_by_role("button", name="Try again")
    if again.count():
        again.click()
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    assert count(live, Partner, name=NAME, offers=OFFERS) == 1


@pytest.mark.parametrize("size", SIZES)
def test_with_scripts_off_the_text_comes_along_to_be_sent_once_more(live: Live, open_window: Open, size: str) -> None:
    window = open_window(live, size, java_script_enabled=False)
    page = write(window)
    end_all_sessions(live)
    page.get_by_role("button", name="Add the partner").click()
    expect(page.get_by_role("heading", name="Please sign in again")).to_be_visible()
    with window.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in_on(opened.value)
    page.get_by_role("button", name="Send it once more").click()
    page.get_by_role("heading", name=NAME, level=1).or_(page.get_by_role("button", name="Send it once more")).wait_for()
    if page.get_by_role("button", name="Send it once more").count():
        page.get_by_role("button", name="Send it once more").click()
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    assert count(live, Partner, name=NAME, offers=OFFERS) == 1


def test_what_somebody_typed_is_not_shown_to_the_next_person(live: Live, open_window: Open) -> None:
    window = open_window(live, "tablet")
    write(window)
    expect(window.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    end_all_sessions(live)
    window.sign_in("principal")
    page = window.go("/partners/new")
    expect(page.get_by_label("What they offer")).to_have_value("")
