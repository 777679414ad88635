"""A school's first day: from the link that the server prints to the first partner, in a few answers."""

import pytest
from playwright.sync_api import Page, expect

from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.people.setup import new_link
from partnerhub.school.model import School
from tests.browser.applying import NAME, count
from tests.browser.conftest import SIZES, Live, Open, Window

PASSWORD = "seven swans on the frozen pond"
MOST_QUESTIONS = 7


def link_of(live: Live) -> str:
    """The link that the server prints, as the path that it leads to."""
    with live.app.test_request_context():
        return (new_link() or "").split("/", 3)[3]


def questions(page: Page) -> int:
    """How many things a form asks: a choice of several is one question, and what is folded away is none."""
    fields = page.get_by_role("main").locator("input:visible, select:visible, textarea:visible")
    return len(set(fields.evaluate_all("all => all.map(field => field.name)")))


def set_up(window: Window, link: str) -> Page:
    """Make the school and its principal."""
    page = window.go(f"/{link}")
    page.get_by_label("Name of the school").fill("Birch Lane School")
    page.get_by_label("United States").check()
    page.get_by_label("Your name").fill("Ines Okafor")
    page.get_by_label("Your e-mail address").fill("ines@birch.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set up the school").click()
    expect(page.get_by_text("Your school is set up.")).to_be_visible()
    return page


@pytest.mark.parametrize("size", SIZES)
def test_from_the_first_link_to_the_first_partner(new_live: Live, open_window: Open, size: str) -> None:
    window = open_window(new_live, size)
    page = window.go("/")
    expect(page.get_by_role("heading", name="Not set up yet")).to_be_visible()
    page = set_up(window, link_of(new_live))
    expect(page.get_by_text("Add your first partner")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Add a partner").first.click()
    expect(page.get_by_label("Name of the organization")).to_be_visible()
    assert 0 < questions(page) <= MOST_QUESTIONS
    page.get_by_label("Name of the organization").fill(NAME)
    page.get_by_label("Kind").select_option(index=1)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Add the partner").click()
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    assert count(new_live, Partner, name=NAME) == 1


@pytest.mark.parametrize("size", SIZES)
def test_the_first_link_works_once(new_live: Live, open_window: Open, size: str) -> None:
    link = link_of(new_live)
    first, second = open_window(new_live, size), open_window(new_live, size)
    second.go(f"/{link}")
    set_up(first, link)
    page = second.page
    page.get_by_label("Name of the school").fill("Another School")
    page.get_by_label("United States").check()
    page.get_by_label("Your name").fill("Somebody Else")
    page.get_by_label("Your e-mail address").fill("else@birch.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set up the school").click()
    expect(page.get_by_role("heading", name="We cannot find that page")).to_be_visible()
    expect(second.go(f"/{link}").get_by_role("heading", name="We cannot find that page")).to_be_visible()
    assert (count(new_live, School), count(new_live, User)) == (1, 1)
