"""An organization proposes new details of itself; the school accepts or returns them."""

from typing import Any

import pytest
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner
from partnerhub.partners.proposal import Proposal

NEW = {"name": "Northside Counseling", "kind": "mental_health", "phone": "+1 555 010 0177", "is_on_site": "y"}


@pytest.fixture
def proposed(app: Any, as_partner: Any, cast_ids: dict[str, int]) -> int:
    as_partner.post(f"/partners/{cast_ids['clinic']}/proposal", NEW)
    with app.app_context():
        return db.session.scalars(select(Proposal.id)).one()


def phone(app: Any, key: int) -> str:
    with app.app_context():
        return db.session.get_one(Partner, key).phone


def test_staff_see_old_and_new_and_accept(app: Any, as_staff: Any, proposed: int, cast_ids: dict[str, int]) -> None:
    assert "Northside Counseling proposes new details" in as_staff.get("/").text
    page = as_staff.get(f"/proposals/{proposed}").text
    assert "+1 555 010 0100" in page
    assert "+1 555 010 0177" in page
    assert phone(app, cast_ids["clinic"]) == "+1 555 010 0100"
    as_staff.post(f"/proposals/{proposed}/acceptance")
    assert phone(app, cast_ids["clinic"]) == "+1 555 010 0177"


def test_a_return_needs_a_word_and_reaches_the_partner(as_staff: Any, as_partner: Any, proposed: int) -> None:
    assert as_staff.post(f"/proposals/{proposed}/return", {"answer": ""}).status_code == 422
    as_staff.post(f"/proposals/{proposed}/return", {"answer": "Please give the office number"})
    assert "Please give the office number" in as_partner.get("/").text


def test_the_second_to_decide_hears_of_the_first(as_staff: Any, as_principal: Any, proposed: int) -> None:
    as_staff.post(f"/proposals/{proposed}/acceptance")
    answer = as_principal.post(f"/proposals/{proposed}/return", {"answer": "No"})
    assert answer.status_code == 409
    assert "Marcus Webb has answered" in answer.text


def test_a_bad_proposal_keeps_what_was_typed(as_partner: Any, cast_ids: dict[str, int]) -> None:
    answer = as_partner.post(f"/partners/{cast_ids['clinic']}/proposal", NEW | {"email": "nobody", "website": "x y"})
    assert answer.status_code == 422
    assert "nobody" in answer.text


def test_a_second_proposal_takes_the_place_of_the_one_that_waits(
    app: Any, as_partner: Any, proposed: int, cast_ids: dict[str, int]
) -> None:
    as_partner.post(f"/partners/{cast_ids['clinic']}/proposal", {**NEW, "phone": "+1 555 010 0188"})
    with app.app_context():
        assert [one.changes["phone"][1] for one in db.session.scalars(select(Proposal))] == ["+1 555 010 0188"]
