"""Stories as people live them: proposed from a phone, reviewed, everybody asked, published, and gone when it must."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.stories.model import State, Story
from tests import papers
from tests.browser.conftest import PHONE, TABLET, Live, Window
from tests.browser.test_pages import TOO_WIDE, axe, small
from tests.browser.test_weight import weight
from tests.stories.making import begin

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


def story_in(live: Live, **more: object) -> int:
    with live.app.test_request_context(), transaction():
        return begin(**more).id


def agree(page: Page, who: str, name: str) -> None:
    """Somebody agrees on the tablet."""
    page.get_by_role("link", name=who).click()
    page.get_by_label("Words: what they said").check()
    page.get_by_label("Picture without a name").check()
    page.get_by_label("Name of whoever signs").fill(name)
    page.get_by_role("button", name="I agree to what is ticked").click()
    expect(page.get_by_text("Recorded. Thank you!")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_consent_missing_then_recorded_then_published_then_withdrawn_and_gone(
    live: Live, open_window: Open, tmp_path: Path, scripts: bool
) -> None:
    key, file = story_in(live), tmp_path / "garden.jpg"
    file.write_bytes(papers.picture("JPEG", size=(900, 600)))
    principal = open_window(live, "tablet", java_script_enabled=scripts)
    principal.sign_in("principal")
    page = principal.go(f"/newsroom/stories/{key}")

    page.get_by_role("link", name="Somebody is in it").click()
    page.get_by_label("How we call them here").fill("The girl with the watering can")
    page.get_by_label("A child", exact=True).check()
    page.get_by_label("They are quoted or told of").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Answer this for a child.").first).to_be_visible()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Noted. Now ask for their consent.")).to_be_visible()

    page = principal.go(f"/newsroom/stories/{key}")
    page.locator("input[name=photos]").set_input_files(file)
    page.get_by_role("button", name="Send the photos").click()
    page.get_by_role("link", name="What does it show?").click()
    page.get_by_label("What it shows, for those who do not see it").fill("A girl waters a tomato")
    page.get_by_label("Yes: these people").check()
    page.get_by_label("The girl with the watering can").check()
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("button", name="Approve it as it is").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("heading", name="It is not published: something is missing")).to_be_visible()
    expect(page.get_by_text("a guardian has not agreed to this:").first).to_be_visible()

    page.get_by_role("link", name="The girl with the watering can").first.click()
    agree(page, "A guardian agrees", "M. Rivera")
    agree(page, "The child agrees", "A. R.")
    page = principal.go(f"/newsroom/stories/{key}")
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("Published. Everybody may read it now.")).to_be_visible()

    anyone = open_window(live, "phone", java_script_enabled=False)
    public = anyone.go(f"/stories/{key}")
    picture = public.get_by_role("img", name="A girl waters a tomato")
    expect(picture).to_be_visible()
    address = picture.get_attribute("src") or ""
    assert public.request.get(live.url + address).status == 200

    page.get_by_role("link", name="The girl with the watering can").first.click()
    page.get_by_role("link", name="They take it back").click()
    page.get_by_label("How did you hear of it?").fill("The mother called.")
    page.get_by_role("button", name="Take it back now").click()
    expect(page.get_by_text("It cannot be read now")).to_be_visible()
    gone = [f"/stories/{key}", address]
    assert [public.request.get(live.url + path).status for path in gone] == [404, 404]
    assert f"/stories/{key}" not in public.request.get(live.url + "/stories/feed.xml").text()
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_label("A word why").fill("The family asked for it.")
    page.get_by_role("button", name="Withdraw the story").click()
    expect(page.get_by_text("It is off the public pages.")).to_be_visible()


def test_the_public_pages_are_light_and_serve_everyone(live: Live, open_window: Open) -> None:
    with live.app.app_context():
        key = db.session.scalars(select(Story.id).where(Story.state == State.PUBLISHED)).first()
    window = open_window(live, "phone")
    for path in ("/stories", f"/stories/{key}"):
        page = window.go(path)
        found = [*small(page, PHONE), *axe(page, "light"), *axe(page, "dark"), *small(page, TABLET)]
        assert found == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate(TOO_WIDE) is False
    window.context.route("**/stories/pictures/**", lambda route: route.abort())
    assert weight(window.page, live.url + f"/stories/{key}") < 60 * 1024


def test_a_story_prints_clean(live: Live, open_window: Open) -> None:
    with live.app.app_context():
        key = db.session.scalars(select(Story.id).where(Story.state == State.PUBLISHED)).first()
    page = open_window(live, "tablet").go(f"/stories/{key}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1100})
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(TOO_WIDE) is False
