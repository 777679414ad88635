"""The clearances' pages, whole and as fragments, and what is typed wrong into their forms."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.clearances.model import Clearance, ClearanceKind, State
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from tests import papers

DATES = {"issued_on": "2026-01-10", "expires_on": "2027-01-09"}


def key_of(app: Flask, code: str) -> int:
    """The key of a kind."""
    with app.app_context():
        return db.session.scalars(select(ClearanceKind.id).where(ClearanceKind.code == code)).one()


def clinic(app: Flask) -> tuple[int, int]:
    """The clinic's key, and that of the first of its people."""
    with app.app_context():
        found = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
        return found.id, found.contacts[0].id


def waiting(app: Flask) -> int:
    """The one that waits in the demonstration."""
    with app.app_context():
        return db.session.scalars(Clearance.waiting()).unique().first().id  # type: ignore[union-attr]


def address(app: Flask, code: str = "liability", *, person: bool = False) -> str:
    """Where the clinic hands something of this kind in."""
    organization, contact = clinic(app)
    whose = f"&person={contact}" if person else ""
    return f"/partners/{organization}/clearances?kind={key_of(app, code)}{whose}"


def paper() -> dict[str, Any]:
    return {"document": (io.BytesIO(papers.PDF), "a.pdf")}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Clearance.id))) or 0


def beside(answer: Any, field: str) -> str:
    """The message beside a field."""
    return answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]


def test_the_board_is_a_page_and_a_fragment(as_staff: Any) -> None:
    page, part = as_staff.get("/cleared").text, as_staff.htmx.get("/cleared").text
    assert "<html" in page
    assert "<html" not in part
    for text in (page, part):
        assert 'id="board"' in text
        assert 'data-hx-trigger="every 60s, refresh"' in text
        assert "Amir Haddad" in text
        assert "Background check expired" in text


def test_the_board_is_searched_by_name(as_viewer: Any) -> None:
    text = as_viewer.get("/cleared?q=haddad").text
    assert "Amir Haddad" in text
    assert "Grace Lindqvist" not in text


def test_the_board_is_filtered_by_color(as_staff: Any) -> None:
    text = as_staff.get("/cleared?color=red").text
    assert "Amir Haddad" in text
    assert "Layla Mansour" not in text


def test_nobody_found_says_that_this_means_not_cleared(as_staff: Any) -> None:
    assert "not on the list is not cleared" in as_staff.get("/cleared?q=zzz").text


def test_what_is_searched_for_is_text(as_staff: Any) -> None:
    assert "<script>x" not in as_staff.get("/cleared?q=<script>x").text


def test_the_sheet_names_everybody_on_the_board(as_staff: Any) -> None:
    text = as_staff.get("/cleared/sheet").text
    for name in ("Amir Haddad", "Layla Mansour", "Otis Freeman"):
        assert name in text


def test_the_partners_page_shows_what_is_missing_to_both_sides(app: Flask, as_staff: Any, as_partner: Any) -> None:
    from partnerhub.clearances.panels import of_partner
    from tests.clearances.test_model import partner, user

    with app.test_request_context(), transaction():
        for short, may_add in (("staff", True), ("partner", True), ("viewer", False)):
            panel = str(of_partner(partner(), user(short)))
            assert "Liability insurance" in panel
            assert ("Add a document" in panel) == may_add


def test_a_new_one_is_sent_looked_at_and_accepted(app: Flask, as_partner: Any, as_staff: Any) -> None:
    where = as_partner.post(address(app), {**DATES, **paper()}).location
    assert "Waiting to be looked at" in as_partner.get(where).text
    assert "Accept" in as_staff.get(where).text
    assert as_staff.post(f"{where}/acceptance").status_code == 303
    assert "Accepted" in as_partner.get(where).text
    assert as_staff.post(f"{where}/acceptance").status_code == 409
    assert as_staff.post(f"{where}/reopening").status_code == 303


def test_a_returned_one_is_mended_and_sent_again(app: Flask, as_partner: Any, as_staff: Any) -> None:
    where = as_partner.post(address(app), {**DATES, **paper()}).location
    assert as_staff.post(f"{where}/return", {"word": " "}).status_code == 422
    as_staff.post(f"{where}/return", {"word": "It is the old one <script>."})
    text = as_partner.get(f"{where}/edit").text
    assert "It is the old one &lt;script&gt;." in text
    version = text.split('name="version"')[1].split('value="')[1].split('"')[0]
    mended = {"issued_on": "2026-02-10", "expires_on": "2027-02-09", "version": version}
    assert as_partner.post(where, mended).status_code == 303
    assert "Waiting to be looked at" in as_partner.get(where).text


def test_the_second_of_two_who_edit_is_told_first(app: Flask, as_partner: Any) -> None:
    key = waiting(app)
    data = {**DATES, "number": "mine", "version": "1"}
    with app.app_context():
        was = db.session.get_one(Clearance, key).version
    data["version"] = str(was)
    assert as_partner.post(f"/clearances/{key}", data).status_code == 303
    again = as_partner.post(f"/clearances/{key}", {**data, "number": "second"})
    assert again.status_code == 422
    assert "Somebody else changed this" in again.text
    assert "second" in again.text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("issued_on", "", "Enter the date of issue"),
        ("issued_on", "2026-02-31", "Enter a date that exists"),
        ("issued_on", "tomorrow", "Enter a date that exists"),
        ("issued_on", "0001-01-01", "Enter a year between"),
        ("expires_on", "2027-02-31", "Enter a date that exists"),
        ("expires_on", "2025-12-31", "cannot expire before it was issued"),
        ("expires_on", "", "Enter the last day"),
        ("number", "7" * 81, "at most 80"),
        ("number", "7\x00\x07", "characters that cannot be shown"),
        ("number", "a\nb", "one line"),
        ("seen_on", "2999-01-01", "Enter a year"),
        ("seen_by", "x" * 121, "at most 120"),
    ],
)
def test_what_is_typed_wrong_is_said_beside_the_field(
    app: Flask, as_staff: Any, field: str, typed: str, message: str
) -> None:
    before = count(app)
    data = {**DATES, "number": "N-17", "seen_on": "2026-01-12", "seen_by": "Rosa", field: typed}
    answer = as_staff.post(address(app), data)
    assert answer.status_code == 422
    assert message in beside(answer, field)
    kept = {k: v for k, v in data.items() if k != field}
    assert all(f'value="{value}"' in answer.text for value in kept.values())
    assert count(app) == before


def test_it_either_expires_or_does_not(app: Flask, as_partner: Any) -> None:
    both = as_partner.post(address(app), {**DATES, "does_not_expire": "y", **paper()})
    assert "Either enter a date" in beside(both, "expires_on")
    endless = as_partner.post(address(app), {"issued_on": "2026-01-10", "does_not_expire": "y", **paper()})
    assert endless.status_code == 303


@pytest.mark.parametrize("text", ["שלום 👋🏽", "<script>alert(1)</script>", "{{ 7*7 }}", "=1+1", "Ünïcödé"])
def test_any_text_comes_back_as_text(app: Flask, as_staff: Any, text: str) -> None:
    from markupsafe import escape

    data = {**DATES, "title": text, "number": text, **paper()}
    where = as_staff.post(address(app, "other_of_organization"), data).location
    page = as_staff.get(where).text
    assert str(escape(text)) in page
    assert "<script>alert" not in page


def test_another_kind_says_what_it_is(app: Flask, as_partner: Any) -> None:
    answer = as_partner.post(address(app, "other_of_organization"), {**DATES, **paper()})
    assert "Say what it is" in beside(answer, "title")


def test_the_organization_sends_a_document_or_is_asked_for_one(app: Flask, as_partner: Any) -> None:
    answer = as_partner.post(address(app), {**DATES, "seen_on": "2026-01-12", "seen_by": "me"})
    assert "Choose the document" in beside(answer, "document")


def test_staff_may_say_instead_that_they_saw_it(app: Flask, as_staff: Any) -> None:
    assert "or say below" in beside(as_staff.post(address(app), DATES), "document")
    half = as_staff.post(address(app), {**DATES, "seen_on": "2026-01-12"})
    assert "Enter who saw it" in beside(half, "seen_by")


def make_dbs(app: Flask) -> str:
    """Let the school ask for a kind of which no copy is kept; where the clinic's first person hands it in."""
    with app.app_context(), transaction():
        db.session.add(ClearanceKind(code="dbs", is_of_person=True, is_kept=False))
    return address(app, "dbs", person=True)


def test_no_copy_is_taken_of_what_may_not_be_kept(app: Flask, as_partner: Any, as_staff: Any) -> None:
    where = make_dbs(app)
    dates = {"issued_on": "2026-01-10", "does_not_expire": "y"}
    refused = as_partner.post(where, {**dates, "number": "001", **paper()})
    assert refused.status_code == 422
    assert "keeps no copy" in beside(refused, "document")
    assert "Enter the number" in beside(as_partner.post(where, dates), "number")
    sent = as_partner.post(where, {**dates, "number": "00123"}).location
    assert "Enter the day when you saw it" in as_staff.post(f"{sent}/acceptance").text
    with app.app_context():
        soon = (clock.today() + timedelta(days=1)).isoformat()
    assert as_staff.post(f"{sent}/acceptance", {"seen_on": soon}).status_code == 422
    assert as_staff.post(f"{sent}/acceptance", {"seen_on": "2026-01-20"}).status_code == 303
    assert "Marcus Webb" in as_staff.get(sent).text


def test_the_number_is_not_for_the_board_member(app: Flask, as_viewer: Any, as_staff: Any) -> None:
    where = f"/clearances/{waiting(app)}"
    assert "SAMPLE-" in as_staff.get(where).text
    assert "SAMPLE-" not in as_viewer.get(where).text


@pytest.mark.parametrize("query", ["?kind=9999", "?kind=x", "?person=9999", "?person=", "?kind=1&person=9999"])
def test_what_does_not_exist_cannot_be_handed_in(app: Flask, as_staff: Any, query: str) -> None:
    organization, _ = clinic(app)
    assert as_staff.get(f"/partners/{organization}/clearances/new{query}").status_code == 404
    assert as_staff.post(f"/partners/{organization}/clearances{query}", DATES).status_code == 404


def test_a_persons_kind_is_not_the_organizations(app: Flask, as_staff: Any) -> None:
    assert as_staff.get(address(app, "license").replace("clearances?", "clearances/new?")).status_code == 404


def test_the_principal_decides_what_is_needed(app: Flask, as_principal: Any, as_staff: Any) -> None:
    keys = [key_of(app, "liability")]
    assert as_principal.post("/clearances/kinds/requirements", {"required": keys}).status_code == 303
    assert "Background check expired" not in as_staff.get("/cleared").text


@pytest.mark.parametrize("sent", ["9999", "x", "1 OR 1=1"])
def test_only_kinds_that_there_are_can_be_needed(as_principal: Any, sent: str) -> None:
    answer = as_principal.post("/clearances/kinds/requirements", {"required": [sent]})
    assert answer.status_code == 422
    assert "Choose one of the answers" in beside(answer, "required")


def test_the_school_can_ask_for_something_of_its_own(app: Flask, as_principal: Any, as_staff: Any) -> None:
    data = {"title": "Volunteer handbook, signed", "whose": "person", "is_required": "y"}
    assert as_principal.post("/clearances/kinds", data).status_code == 303
    assert "Volunteer handbook, signed is missing" in as_staff.get("/cleared").text


def test_a_kind_needs_a_name_and_an_owner(as_principal: Any) -> None:
    answer = as_principal.post("/clearances/kinds", {"title": "", "is_required": "y"})
    assert "Enter what it is called" in beside(answer, "title")
    assert "Choose whose it is" in beside(answer, "whose")


def test_the_search_finds_a_number_for_those_who_may_see_it(as_staff: Any, as_other_partner: Any) -> None:
    assert "Professional license: Dana Okafor" in as_staff.get("/search?q=SAMPLE-001-001").text
    assert "Dana Okafor" not in as_other_partner.get("/search?q=SAMPLE-001-001").text


def test_what_was_returned_needs_the_organization(as_other_partner: Any) -> None:
    text = as_other_partner.get("/").text
    assert "The second page with the signature is missing." in text
    assert "Mend it" in text


def test_the_states_of_the_demonstration(house: Flask) -> None:
    states = set(db.session.scalars(select(Clearance.state)))
    assert {State.WAITING, State.ACCEPTED, State.RETURNED} <= states
