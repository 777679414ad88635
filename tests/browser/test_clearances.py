"""From an expired check to cleared: sent from a phone, accepted at school, seen at the front desk, and on paper."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Contact, Partner
from tests import papers
from tests.browser.conftest import Live, Window

Open = Callable[..., Window]


def sheets(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_renewed_check_clears_somebody_at_the_door(
    live: Live, open_window: Open, tmp_path: Path, scripts: bool
) -> None:
    photo = tmp_path / "check.jpg"
    photo.write_bytes(papers.picture("JPEG", size=(900, 600)))
    with live.app.app_context():
        today = clock.today()

    coordinator = open_window(live, "phone", java_script_enabled=scripts)
    page = coordinator.sign_in("other-partner")
    row = page.locator(".row", has_text="Amir Haddad").filter(has_text="Background check expired")
    row.get_by_role("link", name="Renew").click()
    page.get_by_label("Document").set_input_files(photo)
    page.get_by_label("Issued on").fill((today - timedelta(days=3)).isoformat())
    page.get_by_label("Valid until").fill((today + timedelta(days=700)).isoformat())
    page.get_by_role("button", name="Send to the school").click()
    page.wait_for_url(re.compile(r"/clearances/\d+$"))
    assert page.get_by_text("Waiting to be looked at").first.is_visible()

    office = open_window(live, "tablet", java_script_enabled=scripts)
    office.sign_in("staff")
    office.page.clock.install()
    desk = office.go("/cleared?q=haddad")
    assert desk.get_by_text("Not cleared", exact=True).is_visible()

    decision = office.new_page()
    decision.goto(page.url)
    decision.get_by_role("button", name="Accept").click()
    decision.get_by_text("Accepted", exact=True).first.wait_for()

    if scripts:
        desk.clock.fast_forward(61_000)
    else:
        desk.get_by_role("link", name="Look again").click()
    desk.get_by_text("Cleared, expires soon", exact=True).wait_for()
    assert "Background check" not in desk.locator(".board").inner_text()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("more", [0, 45])
def test_the_front_desks_sheet_is_one_page(live: Live, open_window: Open, paper: str, more: int) -> None:
    with live.app.app_context(), transaction():
        many = Partner(name="Volunteers of the Sample Hill Community Association", state="active")
        many.contacts = [Contact(name=f"Volunteer Number {n}", is_on_site=True) for n in range(more)]
        db.session.add(many)
    window = open_window(live, "tablet")
    window.sign_in("staff")
    assert sheets(window.go("/cleared/sheet").pdf(format=paper)) == 1


def test_a_board_without_a_connection_says_how_old_it_is(live: Live, open_window: Open) -> None:
    office = open_window(live, "tablet")
    office.sign_in("staff")
    office.page.clock.install()
    desk = office.go("/cleared?desk=1")
    warning = desk.get_by_text("No connection. This is how it stood at")
    assert not warning.is_visible()
    desk.context.set_offline(True)
    desk.clock.fast_forward(61_000)
    warning.wait_for()
    desk.context.set_offline(False)
    desk.clock.fast_forward(61_000)
    warning.wait_for(state="hidden")
    office.wrong.clear()  # the browser itself reports the lost request
