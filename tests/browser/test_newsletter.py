"""The newsletter as people live it: asked for on a phone, made by staff, sent by the principal, ended with one tap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests.browser.conftest import Live, Window

Open = Callable[..., Window]


def link_of(live: Live, way: str) -> str:
    """A link that stands in a letter to the only subscriber."""
    with live.app.test_request_context():
        address = str(getattr(db.session.scalars(select(Subscriber)).one(), way))
    return "/" + address.split("/", 3)[3]


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_first_tap_to_the_last(live: Live, open_window: Open, scripts: bool) -> None:
    family = open_window(live, "phone", java_script_enabled=scripts)
    page = family.go("/stories")
    page.get_by_role("link", name="Get the newsletter by mail").click()
    page.get_by_role("button", name="Send me the newsletter").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your e-mail address.")
    page.get_by_label("E-mail address").fill("ada@home.example")
    page.get_by_role("button", name="Send me the newsletter").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page = family.go(link_of(live, "confirmation"))
    page.get_by_role("button", name="Yes, send it to me").click()
    expect(page.get_by_role("heading", name="Thank you! The next issue comes to you.")).to_be_visible()

    staff = open_window(live, "tablet", java_script_enabled=scripts)
    staff.sign_in("staff")
    desk = staff.go("/newsroom/issues")
    desk.get_by_role("link", name="What this fall brought").click()
    desk.get_by_text("Put words in", exact=True).click()
    desk.get_by_role("button", name="Coming dates").click()
    desk.get_by_label("Words").fill("- December 4: tea")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_role("button", name="Up: Coming dates").click()
    expect(desk.get_by_text("The principal looks at it and sends it.")).to_be_visible()
    path = desk.url.removeprefix(live.url)

    principal = open_window(live, "tablet", java_script_enabled=scripts)
    principal.sign_in("principal")
    desk = principal.go(path)
    desk.get_by_role("button", name="Send it").click()
    expect(desk.get_by_text("0 of one letter is sent.")).to_be_visible()
    desk.get_by_role("button", name="Pause").click()
    expect(desk.get_by_text("It is paused.")).to_be_visible()
    desk.get_by_role("button", name="Go on").click()
    expect(desk.get_by_role("button", name="Pause")).to_be_visible()

    page = family.go(path.replace("/newsroom/issues/", "/stories/newsletters/"))
    expect(page.get_by_text("December 4: tea")).to_be_visible()
    page = family.go(link_of(live, "way_out"))
    page.get_by_role("button", name="No more, please").click()
    expect(page.get_by_role("heading", name="Done. No more newsletters come to you.")).to_be_visible()
