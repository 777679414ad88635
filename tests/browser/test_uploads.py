"""A partner hands something in with scripts off."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding import checklist
from partnerhub.onboarding.checklist import Item
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests import papers
from tests.browser.conftest import SIZES, Live, Open

TITLE = "Confidentiality agreement"


def step_of_clinic(live: Live) -> int:
    """A step that waits for the clinic's person."""
    with live.app.app_context(), transaction():
        user = User.by_email("partner@demo.example")
        partner = db.session.get(Partner, user.partner_id)
        items = Item.of(partner) or checklist.begin(partner, "whole", "US", by=user) or Item.of(partner)
        item = next(item for item in items if item.title == TITLE)
        item.state = "open"
        return item.id


@pytest.mark.parametrize("size", SIZES)
def test_a_partner_uploads_with_scripts_off(live: Live, open_window: Open, tmp_path: Path, size: str) -> None:
    good, bad = tmp_path / "signed.pdf", tmp_path / "drawing.pdf"
    good.write_bytes(papers.PDF)
    bad.write_bytes(papers.SVG)
    key = step_of_clinic(live)
    window = open_window(live, size, java_script_enabled=False)
    window.sign_in("partner")
    page = window.go(f"/onboarding/items/{key}")
    page.get_by_label("Your answer").fill("Signed by both of us.")
    page.get_by_label("File").set_input_files(bad)
    page.get_by_role("button", name="Send in").click()
    expect(page.get_by_role("alert").filter(has_text="File")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_have_value("Signed by both of us.")
    page.get_by_label("File").set_input_files(good)
    page.get_by_role("button", name="Send in").click()
    window.go(f"/onboarding/items/{key}")
    with page.expect_download() as download:
        page.get_by_role("link", name="signed.pdf").click()
    assert Path(download.value.path()).read_bytes() == papers.PDF
