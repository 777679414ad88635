"""A messy list comes in: columns are matched, what would happen is shown, and then all of it is in."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partnerhub.partners.model import Contact, Partner
from tests.browser.applying import count
from tests.browser.conftest import SIZES, Live, Open

MESSY = (
    'Who they are,Program,Contact Person,Contact Email,Since,"Colour, of folder",,\r\n'
    '"Riverbend, Inc.",Counseling,Ann Bée,ann@river.example,9/1/2024,red,,\r\n'
    '"RIVERBEND INC","Groups,\nin spring",Bob Cee,bob@river.example,2024-09-01,blue,,\r\n'
    "Birch Choir,Singing,,,31.12.2023,,,\r\n"
    ",,,,,,,\r\n"
)


def choose(page: Page, file: Path, text: str) -> None:
    """Send a list as Excel would have saved it on an old machine."""
    file.write_bytes(text.encode("cp1252"))
    page.get_by_label("File").or_(page.get_by_label("List")).first.set_input_files(file)
    page.get_by_role("button", name="Read the list").click()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_a_messy_list_comes_in(live: Live, open_window: Open, tmp_path: Path, size: str, scripts: bool) -> None:
    before = count(live, Partner)
    window = open_window(live, size, java_script_enabled=scripts)
    window.sign_in("staff")
    window.go("/partners")
    page = window.go("/partners/import")
    choose(page, tmp_path / "our partners.csv", MESSY)
    expect(page.get_by_role("heading", name="What do the headings mean?")).to_be_visible()
    expect(page.get_by_label("Contact Email")).to_have_value("contact.email")
    page.get_by_label("Who they are").select_option("Organization")
    expect(page.get_by_label("Colour, of folder")).to_have_value("")
    page.get_by_role("button", name="Show what would happen").click()

    expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
    expect(page.get_by_text("2 organizations are new.")).to_be_visible()
    expect(page.get_by_text("also written: RIVERBEND INC")).to_be_visible()
    assert count(live, Partner) == before
    page.get_by_role("button", name="Import all of it").click()
    expect(page.get_by_role("heading", name="Your list is in")).to_be_visible()
    assert count(live, Partner) == before + 2
    assert count(live, Contact, name="Ann Bée", email="ann@river.example") == 1

    page = window.go("/partners/import")
    choose(page, tmp_path / "our partners again.csv", MESSY)
    expect(page.get_by_label("Who they are")).to_have_value("name")


@pytest.mark.parametrize("size", SIZES)
def test_a_list_with_a_wrong_cell_saves_nothing_and_names_the_cell(
    live: Live, open_window: Open, tmp_path: Path, size: str
) -> None:
    before = count(live, Partner)
    window = open_window(live, size)
    window.sign_in("staff")
    page = window.go("/partners/import")
    choose(page, tmp_path / "list.csv", "Organization,Since\r\nBirch Choir,2024-02-01\r\nElm Club,31 February\r\n")
    page.get_by_role("button", name="Show what would happen").click()
    row = page.get_by_role("row").filter(has_text="31 February")
    expect(row).to_contain_text("Row 3")
    expect(row).to_contain_text("is not a date")
    expect(page.get_by_role("button", name="Import all of it")).to_have_count(0)
    assert count(live, Partner) == before
