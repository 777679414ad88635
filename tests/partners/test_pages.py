"""The partners' pages: the directory, one partner, its people and who holds the thread."""

from typing import Any

import pytest
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Contact, Partner
from tests.conftest import queries

BAD_NAMES = ["", "   ", "x" * 201, "a\x00b", "two\nlines"]
ODD_NAMES = ["مركز النور", "🌱 Garden", "<script>alert(1)</script>", "O'Neil & Sons"]


@pytest.fixture
def clinic(app: Any, cast_ids: dict[str, int]) -> int:
    return cast_ids["clinic"]


def partner(app: Any, key: int) -> Partner:
    with app.app_context():
        return db.session.get_one(Partner, key)


def test_the_directory_lists_partners_with_state_and_liaison(as_staff: Any) -> None:
    page = as_staff.get("/partners").text
    assert "Northside Counseling" in page
    assert "Marcus Webb" in page
    assert "<html" in page


def test_the_directory_answers_htmx_with_the_list_only(as_staff: Any) -> None:
    part = as_staff.htmx.get("/partners?q=north").text
    assert "<html" not in part
    assert "Northside Counseling" in part
    assert "Mentors at Lunch" not in part
    assert 'role="status"' in part


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("state=paused", "Casa de la Comunidad", "Northside Counseling"),
        ("kind=faith", "Grace Street Family Table", "Northside Counseling"),
        ("q=halima", "Eastfield Food Bank", "Northside Counseling"),
        ("q=vietnamese", "Clearview Telehealth", "Northside Counseling"),
        ("state=nonsense&liaison=x&shown=-4", "Northside Counseling", "no such"),
    ],
)
def test_each_filter_has_an_address(as_staff: Any, query: str, found: str, left_out: str) -> None:
    page = as_staff.get(f"/partners?{query}").text
    assert found in page
    assert left_out not in page


def test_the_directory_of_one_liaison(as_staff: Any, cast_ids: dict[str, int]) -> None:
    page = as_staff.get(f"/partners?liaison={cast_ids['user_principal']}").text
    assert "Eastfield Food Bank" in page
    assert "Northside Counseling" not in page
    assert "selected" in page.split('name="liaison"')[1].split("</select>")[0]


def test_nothing_found_says_so_and_offers_all(as_staff: Any) -> None:
    assert "No partner fits" in as_staff.get("/partners?q=%25").text


def test_many_partners_take_no_more_queries_and_come_in_pages(app: Any, as_staff: Any) -> None:
    few = queries(app, lambda: as_staff.get("/partners"))
    with app.app_context(), transaction():
        db.session.add_all(Partner(name=f"Partner {number:03d}") for number in range(60))
    assert queries(app, lambda: as_staff.get("/partners?shown=100")) == few
    first = as_staff.get("/partners?q=Partner+0").text
    assert "Partner 024" in first
    assert "Partner 025" not in first
    assert "shown=50" in first
    assert "Partner 049" in as_staff.get("/partners?q=Partner+0&shown=50").text


def test_staff_add_a_partner_with_a_short_form(app: Any, as_staff: Any) -> None:
    typed = {"name": "New Friends", "kind": "youth", "state": "active", "contact": "Ada", "contact_email": "ADA@x.org"}
    answer = as_staff.post("/partners", {**typed, "liaison": ""})
    page = as_staff.get(answer.location).text
    assert "New Friends" in page
    assert "Ada" in page
    assert "Nobody at the school yet" in page


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused_beside_its_field(as_staff: Any, name: str) -> None:
    answer = as_staff.post("/partners", {"name": name, "kind": "youth", "state": "active", "offers": "typed before"})
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert "typed before" in answer.text


@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_script_and_sign_is_text(as_staff: Any, name: str) -> None:
    answer = as_staff.post("/partners", {"name": name, "kind": "youth", "state": "active", "liaison": ""})
    page = as_staff.get(answer.location).text
    assert "<script>alert" not in page
    assert answer.status_code == 303


def test_an_unknown_kind_and_a_person_without_a_name_are_refused(as_staff: Any) -> None:
    wrong = {"name": "A", "kind": "circus", "state": "active", "contact_email": "a@b.org", "liaison": "999"}
    assert as_staff.post("/partners", wrong).status_code == 422
    right_but_one = {"name": "A", "kind": "youth", "state": "active", "contact_email": "a@b.org", "liaison": ""}
    assert "Enter the name of the person" in as_staff.post("/partners", right_but_one).text


def test_details_are_changed_and_noted(app: Any, as_staff: Any, clinic: int) -> None:
    answer = as_staff.post(f"/partners/{clinic}", {"name": "Northside", "kind": "youth", "website": "n.example"})
    page = as_staff.get(answer.location).text
    assert "changed details" in page
    assert partner(app, clinic).website == "https://n.example"


def test_the_second_of_two_who_edit_sees_both(app: Any, as_staff: Any, as_principal: Any, clinic: int) -> None:
    was = as_principal.get(f"/partners/{clinic}/edit").text.split('name="was" value="')[1].split('"')[0]
    as_staff.post(f"/partners/{clinic}", {"name": "Northside of Marcus", "kind": "youth"})
    answer = as_principal.post(f"/partners/{clinic}", {"name": "Northside of Rosa", "kind": "youth", "was": was})
    assert answer.status_code == 409
    assert "Northside of Marcus" in answer.text
    assert "Northside of Rosa" in answer.text
    assert partner(app, clinic).name == "Northside of Marcus"


def test_a_pause_needs_a_reason_and_ends(app: Any, as_staff: Any, clinic: int) -> None:
    assert as_staff.post(f"/partners/{clinic}/pause", {"reason": " "}).status_code == 422
    as_staff.post(f"/partners/{clinic}/pause", {"reason": "Over the summer"})
    assert partner(app, clinic).state == "paused"
    assert "Over the summer" in as_staff.get(f"/partners/{clinic}").text
    as_staff.post(f"/partners/{clinic}/resumption", {"reason": "Back"})
    assert partner(app, clinic).state == "active"
    assert as_staff.post(f"/partners/{clinic}/return", {"reason": "Oops"}).status_code == 409


def test_nobody_becomes_active_past_the_checklist(app: Any, as_staff: Any, cast_ids: dict[str, int]) -> None:
    answer = as_staff.post(f"/partners/{cast_ids['riverbend']}/resumption", {"reason": "In a hurry"})
    assert answer.status_code == 409
    assert partner(app, cast_ids["riverbend"]).state == "onboarding"


def test_a_partner_keeps_its_own_people(app: Any, as_partner: Any, clinic: int) -> None:
    as_partner.post(f"/partners/{clinic}/people", {"name": "Kim Park", "email": "kim@northside.example"})
    with app.app_context():
        kim = db.session.scalars(select(Contact.id).where(Contact.name == "Kim Park")).one()
    assert "Kim Park" in as_partner.get(f"/partners/{clinic}").text
    assert as_partner.post(f"/contacts/{kim}", {"name": "", "email": "kim@"}).status_code == 422
    as_partner.post(f"/contacts/{kim}/leaving")
    assert "One person has left" in as_partner.get(f"/partners/{clinic}").text
    as_partner.post(f"/contacts/{kim}/return")
    assert "One person has left" not in as_partner.get(f"/partners/{clinic}").text


def test_liaisons_come_and_go(as_staff: Any, clinic: int, cast_ids: dict[str, int]) -> None:
    principal = cast_ids["user_principal"]
    as_staff.post(f"/partners/{clinic}/liaisons", {"user": str(principal)})
    assert "Rosa Delgado" in as_staff.get(f"/partners/{clinic}").text
    as_staff.post(f"/partners/{clinic}/liaisons/{principal}/removal")
    assert "took Rosa Delgado off" in as_staff.get(f"/partners/{clinic}").text
    assert as_staff.post(f"/partners/{clinic}/liaisons", {"user": "999"}).status_code == 422


def test_a_partner_reads_no_notes_and_no_history(app: Any, as_staff: Any, as_partner: Any, clinic: int) -> None:
    as_staff.post(f"/partners/{clinic}", {"name": "Northside", "kind": "youth", "notes": "Late twice"})
    page = as_partner.get(f"/partners/{clinic}").text
    assert "Late twice" not in page
    assert 'id="history"' not in page
    assert "Late twice" in as_staff.get(f"/partners/{clinic}").text


def test_a_partner_finds_only_itself(as_partner: Any) -> None:
    assert as_partner.get("/organization").status_code == 303
    assert "Mentors" not in as_partner.get("/search?q=mentors").text.split('role="status"')[-1]
    assert "Dana Okafor" in as_partner.get("/search?q=dana").text


def test_a_viewer_sees_no_buttons(as_viewer: Any, clinic: int) -> None:
    page = as_viewer.get(f"/partners/{clinic}").text
    assert "Change details" not in page
    assert "Looked through today" not in page


def test_no_kind_of_thing_crowds_the_short_history(as_staff: Any, clinic: int) -> None:
    for turn in range(12):
        as_staff.post(f"/partners/{clinic}/people", {"name": f"Somebody {turn}"})
    short = as_staff.get(f"/partners/{clinic}").text.split('id="history"')[1]
    assert "added Somebody 11" in short
    assert "added Somebody 3" not in short
    assert "handed in" in short
    assert "added Somebody 3" in as_staff.get(f"/partners/{clinic}?history=all").text.split('id="history"')[1]
