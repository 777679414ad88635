"""Stories as people live them: proposed from a phone, reviewed, approved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, Window

Open = Callable[..., Window]
TEXT = "The first talk takes place **in school** now."


def fill_in(page: Page, title: str = "A first talk in school") -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_label("The story").fill(TEXT)


def test_a_story_on_a_phone_outlives_a_closed_tab_and_is_sent_once(live: Live, open_window: Open) -> None:
    window = open_window(live, "phone")
    window.sign_in("partner")
    page = window.go("/newsroom/stories/new")
    window.context.set_offline(True)
    fill_in(page)
    expect(page.get_by_text("Saved on this device, will be sent when you are online")).to_be_visible()
    page.close()
    window.context.set_offline(False)
    window.page = window.new_page()
    page = window.go("/newsroom/stories/new")
    expect(page.get_by_label("The story")).to_have_value(TEXT)
    page.get_by_role("button", name="Send to the school").click()
    expect(page.get_by_text("Thank you! The school reads it and writes back here.")).to_be_visible()
    expect(window.go("/newsroom").get_by_role("link", name="A first talk in school")).to_have_count(1)
    expect(window.go("/newsroom/stories/new").get_by_label("The story")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_partners_phone_through_the_review_to_the_principals_yes(
    live: Live, open_window: Open, scripts: bool
) -> None:
    theirs = open_window(live, "phone", java_script_enabled=scripts)
    theirs.sign_in("partner")
    page = theirs.go("/newsroom/stories/new")
    fill_in(page)
    page.get_by_role("button", name="Send to the school").click()
    expect(page.get_by_text("Thank you!")).to_be_visible()
    path = page.url.removeprefix(live.url)

    staff = open_window(live, "tablet", java_script_enabled=scripts)
    staff.sign_in("staff")
    expect(staff.page.get_by_text("Dana Okafor proposes a story.").first).to_be_attached()
    staff.go(path)
    staff.page.get_by_role("button", name="Take it into review").click()
    expect(staff.page.get_by_text("It goes out when the principal approves it.")).to_be_visible()
    expect(staff.page.get_by_role("button", name="Approve it as it is")).to_have_count(0)

    page = theirs.go(path)
    page.get_by_text("Say something", exact=True).click()
    page.get_by_label("Suggest other words").fill(TEXT + "\nNobody takes the bus.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Nobody takes the bus.").first).to_be_visible()

    page = staff.go(path)
    page.get_by_role("button", name="Take it over: Dana Okafor").click()
    expect(page.get_by_text("Taken over.")).to_be_visible()

    principal = open_window(live, "tablet", java_script_enabled=scripts)
    principal.sign_in("principal")
    page = principal.go(path)
    expect(page.get_by_role("article")).to_contain_text("Nobody takes the bus.")
    page.get_by_role("button", name="Approve it as it is").click()
    expect(page.get_by_text("Approved, as it is now.")).to_be_visible()
