"""The pages of results: what each person reads, takes along, and never finds."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook

from partnerhub.feedback import publishing
from partnerhub.feedback.kinds import Kind
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.releases import Release
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from tests.conftest import Browser, queries
from tests.feedback.asking import ask, words
from tests.feedback.finding import SECRET, Given, fill, found, page, scale


def sheet(browser: Browser, key: int) -> list[list[str]]:
    """What is taken along as CSV."""
    return list(csv.reader(io.StringIO(page(browser, key, "results.csv").removeprefix("\ufeff"))))


def test_the_finding_is_a_sentence(app: Flask, as_staff: Browser) -> None:
    text = page(as_staff, found(app, scale("5" * 20 + "4" * 11 + "3" * 10)))
    assert "Most families: 31 of 41 said “Very easy” or “Easy”." in text
    assert "Mean: 4.2 of 5" in text
    assert "41 of 50 who were asked have answered: 82 %." in text


def test_what_nearly_all_say_is_told_as_at_least_everywhere(app: Flask, as_staff: Browser) -> None:
    key = found(app, scale("5" * 11 + "1"))
    text = page(as_staff, key)
    assert "All or nearly all families: at least 10 of 12 said “Very easy”." in text
    assert "Mean:" not in text
    told = [row for row in sheet(as_staff, key) if row[0] == "About ease?"]
    assert told == [["About ease?", "", "", "Very easy", "10", "yes", "12"]]


def test_barriers_have_no_mean(app: Flask, as_staff: Browser) -> None:
    barrier = {"ease": {"kind": Kind.SCALE, "scale": "ease", "is_barrier": True}}
    assert "Mean:" not in page(as_staff, found(app, scale("5432154321"), kinds=barrier))


def test_the_board_is_shown_less_than_staff_and_no_comment(app: Flask, as_staff: Browser, as_viewer: Browser) -> None:
    key = found(app, scale("54321543"))
    assert "of 8 said" in page(as_staff, key)
    assert "Too few answered it" in page(as_viewer, key)
    assert "Read the comments" not in page(as_viewer, key)
    assert as_viewer.get(f"/feedback/rounds/{key}/comments").status_code == 403
    assert {row[4] for row in sheet(as_viewer, key)[1:]} == {"Too few to show"}


def test_a_partner_reads_what_was_found_about_itself_alone(
    app: Flask, as_partner: Browser, as_other_partner: Browser
) -> None:
    key = found(app, scale("5432154321"), partners=("Northside Counseling",))
    assert "of 10 said" in page(as_partner, key)
    assert as_other_partner.get(f"/feedback/rounds/{key}/results").status_code == 404
    both = found(app, scale("5432154321"), partners=("Northside Counseling", "Mentors at Lunch"))
    assert as_partner.get(f"/feedback/rounds/{both}/results").status_code == 404


def test_a_partners_page_leads_to_its_results(app: Flask, as_partner: Browser, cast_ids: dict[str, int]) -> None:
    key = found(app, scale("5432154321"), partners=("Northside Counseling",))
    assert f"/feedback/rounds/{key}/results" in as_partner.get(f"/partners/{cast_ids['clinic']}").text


def test_while_a_round_goes_on_nobody_sees_an_answer(app: Flask, as_principal: Browser) -> None:
    key = found(app, scale("5432154321"), closed=False)
    assert "Until then nobody sees an answer" in page(as_principal, key)
    assert SECRET not in page(as_principal, key, "comments")
    assert as_principal.get(f"/feedback/rounds/{key}/results.xlsx").status_code == 404


@pytest.fixture
def in_two_languages(app: Flask) -> int:
    """Twenty answers in English, ten in Spanish, two in Arabic."""
    given = scale("54321" * 4) + scale("54321" * 2, language="es") + scale("51", language="ar")
    return found(app, given)


def test_a_small_group_is_on_no_page_and_in_no_table(as_staff: Browser, in_two_languages: int) -> None:
    text = page(as_staff, in_two_languages, "results?by=language")
    assert "English" in text
    assert "español" not in text, "it would give the two away"
    assert "العربية" not in text
    assert {row[2] for row in sheet(as_staff, in_two_languages)[1:]} == {"", "English"}


def test_csv_and_xlsx_say_the_same(as_staff: Browser, in_two_languages: int) -> None:
    book = load_workbook(io.BytesIO(as_staff.get(f"/feedback/rounds/{in_two_languages}/results.xlsx").data))
    rows = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    assert rows == sheet(as_staff, in_two_languages)


def test_a_breakdown_that_there_is_not_is_none(as_staff: Browser, in_two_languages: int) -> None:
    for by in ("channel", "week", "partner", "language&by=partner", "<script>"):
        assert as_staff.get(f"/feedback/rounds/{in_two_languages}/results?by={by}").status_code == 200
    assert 'aria-current="true">All together' in page(as_staff, in_two_languages, "results?by=week")


def test_no_spreadsheet_runs_what_the_school_wrote(app: Flask, as_staff: Browser) -> None:
    with app.test_request_context(), transaction():
        pulse = ask()
        pulse.latest.questions[0].title = words("=HYPERLINK(1)")
        key = fill(pulse.rounds[0], scale("5432154321"))
    assert sheet(as_staff, key)[1][0] == "'=HYPERLINK(1)"


@pytest.fixture
def three_rounds(app: Flask) -> list[int]:
    """Three rounds of a pulse; before the third, one question came to mean something else."""
    with app.test_request_context(), transaction():
        pulse, keys = ask(opens=-60, closes=-50), list[int]()
        keys.append(fill(pulse.rounds[0], scale("5544332211")))
        keys.append(again(pulse, -40, scale("5555443321")))
        version = pulse.version_to_change()
        changed = version.question("knew")
        assert changed
        changed.key = "knew-anew"
        keys.append(again(pulse, -20, scale("5555544321") + scale(["yes"] * 6 + ["no"] * 4, "knew-anew")))
        return keys


def again(pulse: Pulse, day: int, given: Given) -> int:
    """One more round, from a day on."""
    days = [clock.today() + timedelta(days=d) for d in (day, day + 5)]
    staff = User.by_email("staff@demo.example")
    asked = publishing.publish(pulse, by=staff, opens_on=days[0], closes_on=days[1], languages=["en", "es"], asked=50)
    return fill(asked, given)


def test_the_line_over_rounds_is_of_one_question_alone(as_staff: Browser, three_rounds: list[int]) -> None:
    text = page(as_staff, three_rounds[-1])
    assert "Better than at first, by 30 percentage points" in text
    assert "The questions were changed before this round." in text
    assert "Asked like this since round 3." in text
    assert "The questions were changed before this round." not in page(as_staff, three_rounds[1])


def test_the_page_asks_as_little_of_many_answers_as_of_few(app: Flask, as_staff: Browser) -> None:
    few, many = found(app, scale("54321" * 2)), found(app, scale("54321" * 400))
    ask_for: Callable[[int], int] = lambda key: queries(app, lambda: page(as_staff, key))  # noqa: E731
    assert ask_for(few) == ask_for(many)
    with app.app_context():
        assert db.session.get_one(Release, many).picture(0).n == 2000
