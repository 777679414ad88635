"""The school's checklists: brought, made its own, changed, given back."""

from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.onboarding.lists import OwnEntry, OwnList
from tests.onboarding.answers import text_of

LIST = "/onboarding/lists/visitor"
ENTRY = {"title": "Key list", "help": "Sign for the key.", "by_partner": "no", "is_required": "y", "clearance": ""}


def entries(app: Flask) -> dict[str, int]:
    """The school's own, in order."""
    with app.app_context():
        shown = db.session.query(OwnEntry).order_by(OwnEntry.position)
        return {entry.title: entry.id for entry in shown}


@pytest.fixture
def own(app: Flask, as_staff: Any) -> dict[str, int]:
    """A list that the school has made its own."""
    assert as_staff.post(f"{LIST}/own").status_code == 303
    return entries(app)


def test_an_unknown_list_is_not_there(as_staff: Any) -> None:
    assert as_staff.get("/onboarding/lists/zoo").status_code == 404
    assert as_staff.post("/onboarding/lists/zoo/own").status_code == 404


def test_made_its_own_twice_it_is_there_once(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    as_staff.post(f"{LIST}/own")
    assert entries(app) == own


def test_a_step_is_added_and_changed(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    assert as_staff.post(f"{LIST}/entries", ENTRY).status_code == 303
    key = entries(app)["Key list"]
    assert 'value="Key list"' in as_staff.get(f"/onboarding/entries/{key}").text
    assert as_staff.post(f"/onboarding/entries/{key}", {**ENTRY, "title": "Badge"}).status_code == 303
    assert "Badge" in text_of(as_staff.get(LIST))


@pytest.mark.parametrize(
    "bad", [{"title": ""}, {"title": "x" * 201}, {"title": "a\nb"}, {"by_partner": "nobody"}, {"clearance": "zoo"}]
)
def test_bad_input_is_named(app: Flask, as_staff: Any, own: dict[str, int], bad: dict[str, str]) -> None:
    key = next(iter(own.values()))
    for path in (f"{LIST}/entries", f"/onboarding/entries/{key}"):
        answer = as_staff.post(path, {**ENTRY, **bad})
        assert answer.status_code == 422
        assert 'id="error-summary"' in answer.text
    assert entries(app) == own


def test_up_and_down_by_buttons(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    first, second, *_rest = own
    assert as_staff.post(f"/onboarding/entries/{own[first]}/position", {"direction": "down"}).status_code == 303
    assert list(entries(app))[:2] == [second, first]
    part = as_staff.htmx.post(f"/onboarding/entries/{own[first]}/position", {"direction": "up"})
    assert part.text.index(first) < part.text.index(second)
    assert "<html" not in part.text


def test_removing_offers_undo(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    title, key = next(iter(own.items()))
    part = as_staff.htmx.post(f"/onboarding/entries/{key}/removal")
    assert f"/bin/own-entry/{key}/return" in part.text
    assert title not in entries(app)
    as_staff.post(f"/bin/own-entry/{key}/return")
    assert list(entries(app)) == list(own)


def test_going_back_brings_the_brought_list(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    as_staff.post(f"{LIST}/entries", ENTRY)
    assert as_staff.post(f"{LIST}/brought").status_code == 303
    as_staff.get(LIST)  # its messages
    assert "Key list" not in as_staff.get(LIST).text
    with app.app_context():
        assert db.session.query(OwnList).count() == 0


def test_going_back_can_be_undone_also_after_a_new_one_was_made(app: Flask, as_staff: Any, own: dict[str, int]) -> None:
    as_staff.post(f"{LIST}/entries", ENTRY)
    with app.app_context():
        key = db.session.query(OwnList).one().id
    as_staff.post(f"{LIST}/brought")
    assert f"/bin/own-list/{key}/return" in as_staff.get(LIST).text
    as_staff.post(f"{LIST}/own")
    assert as_staff.post(f"/bin/own-list/{key}/return").status_code == 303
    assert "Key list" in text_of(as_staff.get(LIST))
    with app.app_context():
        assert db.session.query(OwnList).one().id == key


def test_a_step_of_a_list_in_the_bin_is_not_there(as_staff: Any, own: dict[str, int]) -> None:
    as_staff.post(f"{LIST}/brought")
    assert as_staff.get(f"/onboarding/entries/{next(iter(own.values()))}").status_code == 404


def test_a_viewer_reads_and_is_offered_no_button(as_viewer: Any, own: dict[str, int]) -> None:
    page = as_viewer.get(LIST).text
    assert next(iter(own)) in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
