"""One that was sent by mistake can be thrown away, and comes back as it was."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from partnerhub.clearances.board import board
from partnerhub.clearances.model import Clearance, State
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from tests.clearances.test_model import insurance, partner, user


def of_clinic(app: Flask, state: State) -> int:
    """One of the clinic's clearances."""
    with app.test_request_context():
        every = select(Clearance).where(Clearance.partner_id == partner().id, Clearance.state == state)
        return db.session.scalars(every).unique().first().id  # type: ignore[union-attr]


def test_the_organization_takes_back_what_it_sent_by_mistake(app: Flask, as_partner: Any, as_staff: Any) -> None:
    key = of_clinic(app, State.WAITING)
    answer = as_partner.htmx.post(f"/clearances/{key}/removal")
    assert answer.status_code in (200, 204)
    assert as_partner.get(f"/clearances/{key}").status_code == 404
    assert as_staff.get(f"/clearances/{key}").status_code == 404
    assert "sent a document" not in as_staff.get("/").text
    assert as_partner.post(f"/bin/clearance/{key}/return").status_code == 303
    assert as_partner.get(f"/clearances/{key}").status_code == 200


def test_the_organization_cannot_take_back_what_was_accepted(app: Flask, as_partner: Any) -> None:
    key = of_clinic(app, State.ACCEPTED)
    assert as_partner.post(f"/clearances/{key}/removal").status_code == 403


def test_a_stranger_neither_throws_it_away_nor_brings_it_back(
    app: Flask, as_staff: Any, as_partner: Any, as_other_partner: Any
) -> None:
    key = of_clinic(app, State.WAITING)
    assert as_other_partner.post(f"/clearances/{key}/removal").status_code == 404
    as_partner.post(f"/clearances/{key}/removal")
    assert as_other_partner.post(f"/bin/clearance/{key}/return").status_code == 404


def test_what_it_replaced_counts_again_and_steps_back_when_it_returns(house: Flask) -> None:
    old = insurance("staff", days=100)
    new = insurance("staff", days=400)
    assert old.state == State.REPLACED
    new.throw_away(by=user("staff"))
    assert old.state == State.ACCEPTED
    assert new not in Clearance.of(partner())
    new.bring_back(by=user("staff"))
    assert (old.state, new.state) == (State.REPLACED, State.ACCEPTED)


def test_nobody_is_cleared_by_what_lies_in_the_bin(house: Flask) -> None:
    clinic, staff = partner(), user("staff")
    for clearance in Clearance.of(clinic):
        clearance.throw_away(by=staff)
    group = next(g for g in board(staff).groups if g.partner.id == clinic.id)
    assert {person.standing.color for person in group.people} == {"red"}


def test_the_demonstration_s_documents_came_over_months(house: Flask) -> None:
    days = {clearance.at.date() for clearance in db.session.scalars(select(Clearance)).unique()}
    assert len(days) > 8
    assert max(days) <= clock.today()


def test_on_its_last_day_it_has_not_expired_and_the_day_after_it_has(house: Flask) -> None:
    assert not insurance("staff", days=0).has_expired
    assert insurance("staff", days=-1).has_expired
