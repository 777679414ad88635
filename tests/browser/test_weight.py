"""How much a page weighs on a phone's data plan: the first visit, and each one after it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Live, Open

FIRST, AGAIN = 60 * 1024, 15 * 1024
PAGES = ["/", "/partners", "/cleared", "/onboarding", "/meetings", "/actions"]


def weight(page: Page, url: str) -> int:
    """How many bytes come over the network for one visit."""
    session, seen = page.context.new_cdp_session(page), list[Any]()
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: seen.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    session.detach()
    return int(sum(seen))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_at_first_and_lighter_again(live: Live, open_window: Open, path: str) -> None:
    signed_in = open_window(live, "phone")
    signed_in.sign_in("staff")
    kept = signed_in.context.storage_state()
    window = open_window(live, "phone", storage_state=kept)
    first, again = weight(window.page, live.url + path), weight(window.page, live.url + path)
    assert 0 < first <= FIRST
    assert 0 < again <= AGAIN
