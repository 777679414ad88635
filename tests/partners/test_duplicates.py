"""Two records of one organization are proposed, compared and made one."""

from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Contact, Liaison, Partner
from partnerhub.people.model import User


def twin(app: Any, cast_ids: dict[str, int]) -> int:
    """A second record of the clinic."""
    with app.app_context(), transaction():
        made = Partner(name="North side Counseling LLC", phone="+1 (555) 010-0100", notes="From the old list")
        made.contacts = [Contact(name="Una Twin")]
        made.liaisons = [Liaison(user_id=cast_ids["user_principal"]), Liaison(user_id=cast_ids["user_staff"])]
        db.session.add(made)
        db.session.flush()
        return made.id


def test_likely_ones_are_proposed_with_reasons(app: Any, as_staff: Any, cast_ids: dict[str, int]) -> None:
    assert "No duplicates" in as_staff.get("/partners/duplicates").text
    twin(app, cast_ids)
    page = as_staff.get("/partners/duplicates").text
    assert "North side Counseling LLC" in page
    assert "same telephone" in page


def test_merging_keeps_what_was_chosen_and_moves_the_rest(app: Any, as_staff: Any, cast_ids: dict[str, int]) -> None:
    clinic, other = cast_ids["clinic"], twin(app, cast_ids)
    assert "cannot be taken back" in as_staff.get(f"/partners/{clinic}/merge/{other}").text
    as_staff.post(f"/partners/{clinic}/merge/{other}", {"take-phone": "other", "take-name": "this"})
    with app.app_context():
        kept = db.session.get_one(Partner, clinic)
        assert (kept.name, kept.phone) == ("Northside Counseling", "+1 (555) 010-0100")
        assert "Una Twin" in {person.name for person in kept.contacts}
        assert len(kept.liaisons) == 2
        assert "From the old list" in kept.notes
    assert "North side Counseling LLC" not in as_staff.get("/partners").text.split('id="list"')[1]
    assert as_staff.get(f"/partners/{other}").location == f"/partners/{clinic}"
    assert "merged North side" in as_staff.get(f"/partners/{clinic}").text


def test_accounts_move_with_their_organization(app: Any, as_staff: Any, cast_ids: dict[str, int]) -> None:
    other = twin(app, cast_ids)
    as_staff.post(f"/partners/{other}/merge/{cast_ids['clinic']}", {})
    with app.app_context():
        coordinator = db.session.scalars(select(User).where(User.email == "partner@demo.example")).one()
        assert coordinator.partner_id == other


def test_a_stranger_learns_nothing_of_a_merged_one(
    app: Any, as_staff: Any, as_other_partner: Any, cast_ids: dict[str, int]
) -> None:
    other = twin(app, cast_ids)
    as_staff.post(f"/partners/{cast_ids['clinic']}/merge/{other}", {})
    assert as_other_partner.get(f"/partners/{other}").status_code == 404
    assert as_staff.post(f"/partners/{other}/merge/{other}").status_code == 404
