"""Whole lists: import of what schools really have, all or nothing, and export that can come in again."""

import io
import time
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import func, select

from partnerhub.foundation import tables
from partnerhub.foundation.db import db
from partnerhub.foundation.fields import tidy
from partnerhub.foundation.tables import guard
from partnerhub.partners import imported, likeness, plan, sheets
from partnerhub.partners.cells import cell_text, unguard
from partnerhub.partners.columns import COLUMNS
from partnerhub.partners.model import Contact, Partner

MESSY = (
    "Agency,Program,Primary Contact,Contact Person,Contact Email,Since,,\r\n"
    '"Hope, Inc.",Counseling,yes,Ann Bee,ann@hope.example,9/1/2024,,\r\n'
    '"HOPE INC","Groups,\nin spring",no,Bob Cee,bob@hope.example,2024-09-01,,\r\n'
    "Höpe Inc.,Counseling,,,,,,\r\n"
    "Northside Counselling,Art,,,,,,\r\n"
    ",,,,,,,\r\n"
)


def send(browser: Any, content: bytes, name: str = "list.csv") -> Any:
    return browser.post("/partners/import", {"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def bring_in(browser: Any, content: bytes, name: str = "list.csv", **choices: str) -> Any:
    """Send a list, take the guessed columns, and import all of it."""
    columns = send(browser, content, name).location
    page = browser.get(columns).text
    chosen = {
        f"column-{place}": (part.split('" selected')[0].rsplit('value="', 1)[-1] if '" selected' in part else "")
        for place, part in enumerate(page.split("<select")[1:])
    }
    preview = browser.post(columns, chosen)
    assert preview.status_code == 303
    return browser.post(preview.location, choices)


def count(app: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Partner)) or 0


def named(app: Any, name: str) -> Partner:
    with app.app_context():
        found = db.session.scalars(select(Partner).where(Partner.name == name)).one()
        assert found.contacts is not None
        return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_messy_list_comes_in_whatever_its_letters(app: Any, as_staff: Any, encoding: str) -> None:
    before = count(app)
    bring_in(as_staff, MESSY.encode(encoding), **{"same-1": "yes"})
    assert count(app) == before + 1
    hope = named(app, "Hope, Inc.")
    assert hope.offers == "Counseling; Groups,\nin spring"
    assert hope.began_on == date(2024, 9, 1)
    assert [(person.name, person.is_liaison) for person in hope.contacts] == [("Ann Bee", True), ("Bob Cee", False)]


def test_likeness_is_only_proposed(app: Any, as_staff: Any) -> None:
    before = count(app)
    bring_in(as_staff, MESSY.encode())
    assert count(app) == before + 2
    assert named(app, "Northside Counselling").offers == "Art"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_seen(app: Any, as_staff: Any, separator: str) -> None:
    bring_in(as_staff, f"Organization{separator}Telephone\nA Place{separator}555 0100".encode())
    assert named(app, "A Place").phone == "555 0100"


def test_excel_dates_and_numbers(app: Any, as_staff: Any) -> None:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Organization", "Start date", "Phone"])
    book.active.append(["From Excel", datetime(2025, 2, 3, 12), 5550100.0])  # noqa: DTZ001
    book.save(out)
    bring_in(as_staff, out.getvalue(), "list.xlsx")
    found = named(app, "From Excel")
    assert (found.began_on, found.phone) == (date(2025, 2, 3), "5550100")


def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_saved(app: Any, as_staff: Any) -> None:
    before = count(app)
    content = b"Organization,E-mail,Partner since\nGood,a@b.org,2026-01-01\nBad,nobody,31 February\n,c@d.org,"
    columns = send(as_staff, content).location
    preview = as_staff.post(columns, {"column-0": "name", "column-1": "email", "column-2": "began_on"}).location
    page = as_staff.get(preview).text
    for words in ("Row 3", "nobody", "is not an e-mail address", "31 February", "Row 4", "is empty"):
        assert words in page
    assert as_staff.post(preview).status_code == 409
    assert count(app) == before


def test_without_a_column_for_the_name_it_says_so(as_staff: Any) -> None:
    columns = send(as_staff, b"Colour,Size\nred,1").location
    answer = as_staff.post(columns, {"column-0": "", "column-1": ""})
    assert answer.status_code == 422
    assert "Say which column holds the name" in answer.text
    answer = as_staff.post(columns, {"column-0": "name", "column-1": "name"})
    assert "Two columns are both" in answer.text


def test_headings_are_remembered(as_staff: Any) -> None:
    columns = send(as_staff, b"Wer,Was\nred,1").location
    as_staff.post(columns, {"column-0": "name", "column-1": "offers"})
    page = as_staff.get(send(as_staff, b"Wer,Was\nblue,2").location).text
    assert 'value="offers" selected' in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Organization\n", "This list is empty"),
        (b"%PDF-1.7", "CSV or XLSX"),
        (b"PK\x03\x04\x00 xl/ broken", "broken"),
        (b"Organization\n\x81\x8d\x90", "letters of this file"),
        (b"Organization\n" + b"A\n" * 10_001, "more than 10000 rows"),
    ],
)
def test_what_is_no_list_is_refused_beside_the_field(as_staff: Any, content: bytes, words: str) -> None:
    answer = send(as_staff, content)
    assert answer.status_code == 422
    assert words in answer.text


def test_formulas_go_out_as_text(app: Any, as_staff: Any) -> None:
    bring_in(as_staff, b"Organization,Telephone\n=1+1,+1 555 0100")
    text = as_staff.get("/partners/export.csv").get_data().decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'+1 555 0100" in text
    assert "\n=1+1" not in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_comes_in_again_and_changes_nothing(app: Any, as_staff: Any, kind: str) -> None:
    out = as_staff.get(f"/partners/export.{kind}").get_data()
    before = count(app)
    page = as_staff.get(bring_in(as_staff, out, f"list.{kind}").location).text
    assert "0 partners are new" in page
    assert "0 have changed" in page
    assert count(app) == before


def test_ten_thousand_rows_are_taken_over_by_the_jobs(app: Any, as_staff: Any) -> None:
    lines = "".join(f"Organization number {n * 7919 % 10007} of {n},person{n}@x.example\n" for n in range(10_000))
    began = time.monotonic()
    done = bring_in(as_staff, f"Organization,E-mail\n{lines}".encode())
    assert "being taken over" in as_staff.get(done.location).text
    with app.test_request_context():
        imported.take_over_waiting()
    assert "10000 partners are new" in as_staff.get(done.location).text.replace(",", "")
    assert time.monotonic() - began < 60


def test_old_lists_are_dropped(house: Any) -> None:
    imported.forget_old()
    assert not db.session.scalars(select(imported.ImportedList)).all()


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30).map(tidy)
CELLS = st.one_of(TEXTS, st.sampled_from("=+-@'").flatmap(lambda sign: TEXTS.map(lambda text: tidy(sign + text))))
NAMES = CELLS.filter(lambda name: name and "\n" not in name)


@given(CELLS)
def test_the_guard_goes_round(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NAMES, CELLS, NAMES), min_size=1, max_size=6, unique_by=lambda row: likeness.key(row[0])))
def test_what_goes_out_comes_in_the_same(rows: list[tuple[str, str, str]]) -> None:
    keys = ["name", "notes", "contact.name"]
    table = [keys, *([guard(cell) for cell in row] for row in rows)]
    for read in (sheets.read_csv(tables.write_csv(table)), sheets.read_xlsx(tables.write_xlsx(table))):
        made = plan.make(read[1:], keys, [])
        assert made["problems"] == []
        came = [(i["name"], i["values"].get("notes", ""), i["people"][0]["name"]) for i in made["items"]]
        assert came == rows


def test_every_column_has_a_place_in_the_model() -> None:
    for column in COLUMNS:
        model = Contact if column.key.startswith("contact.") else Partner
        assert hasattr(model, column.key.removeprefix("contact."))
    assert cell_text(3.0) == "3"
