"""What goes out of one school's list comes into another's, or back into its own, as it was."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from partnerhub.foundation import tables
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.fields import tidy
from partnerhub.partners import imported, list_routes, plan, sheets
from partnerhub.partners.columns import COLUMNS
from partnerhub.partners.imported import ImportedList
from partnerhub.partners.model import Contact, Liaison, Partner, State
from partnerhub.people.model import User
from tests.partners.test_lists import bring_in, named, send

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf"))
LINES = st.text(LETTERS, min_size=1, max_size=20).map(tidy).filter(bool)
TEXTS = st.one_of(st.just(""), LINES, st.tuples(LINES, LINES).map("\n".join), st.sampled_from(["=1+1", "-7", "@x"]))
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
ADDRESSES = st.sampled_from(["", "office@same.example", "ann@x.example"])
PEOPLE = st.builds(
    dict, name=LINES, role=st.one_of(st.just(""), LINES), email=ADDRESSES, left_on=DAYS,
    is_liaison=st.booleans(), is_on_site=st.booleans(),
)  # fmt: skip
PARTNERS = st.builds(
    dict, name=LINES, offers=TEXTS, notes=TEXTS, began_on=DAYS, state=st.sampled_from(State), ended_on=DAYS,
    is_telehealth=st.booleans(), meets_students_alone=st.booleans(), liaisons=st.sets(st.sampled_from([0, 1])),
    people=st.lists(PEOPLE, max_size=3, unique_by=lambda person: person["name"].casefold()),
)  # fmt: skip


def everything() -> list[Any]:
    """All that the columns hold, as it stands in the database."""
    found = [[list_routes.value_of(c.key, p, None) for c in COLUMNS if "." not in c.key] for p in all_partners()]
    people = [
        sorted((q.name, q.role, q.email, q.is_liaison, q.is_on_site, str(q.left_on)) for q in p.contacts)
        for p in all_partners()
    ]
    return [found, people]


def all_partners() -> list[Partner]:
    return list(db.session.scalars(select(Partner).where(Partner.merged_into_id.is_(None)).order_by(Partner.name)))


def take_in(rows: list[list[str]], by: User) -> dict[str, int]:
    """Bring a list in whose columns are all ours."""
    columns = [column.key for column in COLUMNS]
    found = ImportedList(by_id=by.id, by=by, name="list.csv", rows=rows, columns=columns)
    db.session.add(found)
    db.session.flush()
    found.plan, found.apart = found.work_out(columns), []
    assert found.plan["problems"] == []
    found.take_over()
    db.session.flush()
    db.session.expire_all()
    return found.result


def empty() -> None:
    """A school without partners."""
    for model in (ImportedList, Liaison, Contact):
        db.session.query(model).delete()
    db.session.query(Partner).delete()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTNERS, min_size=1, max_size=4, unique_by=lambda one: one["name"].casefold()))
def test_every_column_goes_round_into_the_same_and_into_an_empty_school(new_app: Any, stories: list[Any]) -> None:
    with new_app.test_request_context(), transaction():
        empty()
        users = [
            User.by_email(f"u{n}@x.example") or User(email=f"u{n}@x.example", name="Same", role="staff") for n in (0, 1)
        ]
        db.session.add_all(users)
        db.session.flush()
        for story in stories:
            told = dict(story)
            people, held = told.pop("people"), told.pop("liaisons")
            partner = Partner(**told, contacts=[Contact(**person) for person in people])
            partner.liaisons = [Liaison(user=users[n]) for n in held]
            db.session.add(partner)
        db.session.flush()
        before = everything()
        table = list_routes.table(users[0])
        rows = sheets.read(tables.write_csv(table), "text/plain")
        assert rows == sheets.read(tables.write_xlsx(table), tables.XLSX)
        assert take_in(rows, users[0])["changed"] == 0
        assert everything() == before
        if no_two_are_alike(stories):
            empty()
            assert take_in(rows, users[0])["new"] == len(stories)
            assert everything() == before
        db.session.rollback()


def no_two_are_alike(stories: list[Any]) -> bool:
    """Names that differ in spelling only would be joined in a school that knows neither."""
    rows = [[story["name"]] for story in stories]
    items = plan.make(rows, ["name"], [])["items"]
    return len(items) == len(rows) and all(item["how"] == "new" for item in items)


def test_both_sides_liaisons_and_those_who_left_go_out_and_come_in(app: Any, as_staff: Any) -> None:
    with app.app_context(), transaction():
        clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
        clinic.contacts[-1].left_on = date(2026, 10, 1)
        gone = clinic.contacts[-1].name
    out = as_staff.get("/partners/export.csv").get_data()
    text = out.decode("utf-8-sig")
    assert "Marcus Webb <staff@demo.example>" in text
    line = next(line for line in text.splitlines() if gone in line)
    assert line.endswith("2026-10-01")
    renamed = out.replace(b"Northside Counseling,", b"Somewhere Else Entirely,")
    bring_in(as_staff, renamed)
    with app.app_context():
        other = db.session.scalars(select(Partner).where(Partner.name == "Somewhere Else Entirely")).one()
        assert [liaison.user.name for liaison in other.liaisons] == ["Marcus Webb"]
        assert {person.name: person.left_on for person in other.contacts}[gone] == date(2026, 10, 1)
        assert any(person.is_liaison for person in other.contacts)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("rosa delgado", ["Rosa Delgado"]),
        ("Marcus Webb; principal@demo.example", ["Marcus Webb", "Rosa Delgado"]),
    ],
)
def test_a_liaison_is_named_in_any_way(app: Any, as_staff: Any, cell: str, names: list[str]) -> None:
    bring_in(as_staff, f"Organization,School liaison\nA New Place,{cell}".encode())
    with app.app_context():
        found = db.session.scalars(select(Partner).where(Partner.name == "A New Place")).one()
        assert sorted(liaison.user.name for liaison in found.liaisons) == names


def test_a_liaison_whom_the_school_has_not_is_wrong_in_its_row_and_column(as_staff: Any) -> None:
    columns = send(as_staff, b"Organization,School liaison\nA New Place,Dana Okafor").location
    page = as_staff.get(as_staff.post(columns, {"column-0": "name", "column-1": "liaisons"}).location).text
    assert "Row 2" in page
    assert "names nobody at the school who could be liaison: Dana Okafor" in page


def test_two_people_with_one_address_stay_two(app: Any, as_staff: Any) -> None:
    rows = "A New Place,Ann,office@x.example\nA New Place,Bob,office@x.example\n"
    for _turn in (1, 2):
        bring_in(as_staff, f"Organization,Contact,Contact email\n{rows}".encode())
    assert [person.name for person in named(app, "A New Place").contacts] == ["Ann", "Bob"]


def test_somebody_who_is_called_otherwise_now_is_found_by_the_address(app: Any, as_staff: Any) -> None:
    for name in ("Ann Bee", "Ann Cee"):
        bring_in(as_staff, f"Organization,Contact,Contact email\nA New Place,{name},ann@x.example\n".encode())
    assert [person.name for person in named(app, "A New Place").contacts] == ["Ann Cee"]


def test_two_records_that_differ_in_spelling_only_are_told_apart(app: Any, as_staff: Any) -> None:
    with app.app_context(), transaction():
        db.session.add_all(
            [Partner(name="Hope Center", offers="One"), Partner(name="The Hope Center, Inc.", offers="Two")]
        )
    out = as_staff.get("/partners/export.csv").get_data()
    assert "0 have changed" in as_staff.get(bring_in(as_staff, out).location).text
    assert (named(app, "Hope Center").offers, named(app, "The Hope Center, Inc.").offers) == ("One", "Two")


def test_a_list_that_fails_halfway_writes_nothing_and_says_so(app: Any, as_staff: Any) -> None:
    lines = "".join(f"Organization {n * 7919 % 10007}\n" for n in range(600))
    done = bring_in(as_staff, f"Organization\n{lines}".encode())
    waiting = as_staff.get(done.location).text
    assert "<progress" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    with app.test_request_context():
        with transaction():
            found = db.session.scalars(select(ImportedList)).one()
            found.plan = {**found.plan, "items": [*found.plan["items"], {"item": 10**6, "partner": None}]}
        imported.take_over_waiting()
        assert not db.session.scalars(select(Partner).where(Partner.name.startswith("Organization "))).all()
    page = as_staff.get(done.location).text
    assert "could not be taken over" in page
    assert "nothing of it was saved" in page
    assert as_staff.get(f"{done.location}/columns").status_code == 200


def test_a_partner_that_was_merged_meanwhile_gets_what_was_meant_for_it(
    app: Any, as_staff: Any, cast_ids: dict[str, int]
) -> None:
    columns = send(as_staff, b"Organization,Telephone\nMentors at Lunch,555 0777").location
    preview = as_staff.post(columns, {"column-0": "name", "column-1": "phone"}).location
    as_staff.post(f"/partners/{cast_ids['clinic']}/merge/{cast_ids['mentors']}", {})
    as_staff.post(preview)
    assert named(app, "Northside Counseling").phone == "555 0777"


def test_what_was_sent_is_kept_no_longer_than_it_is_needed(app: Any, as_staff: Any) -> None:
    bring_in(as_staff, b"Organization\nNew Friends\n")
    with app.app_context():
        kept = db.session.query(ImportedList).order_by(ImportedList.id.desc()).first()
        assert (kept.state, kept.rows, kept.plan) == ("done", [], {})
        assert kept.result["new"] == 1
