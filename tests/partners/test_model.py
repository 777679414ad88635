"""The rules of partners."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.partners import confirmations
from partnerhub.partners.details import completeness
from partnerhub.partners.model import KINDS, STATES, NotNow, Partner, State
from partnerhub.people.model import User


def named(name: str) -> Partner:
    return db.session.scalars(select(Partner).where(Partner.name == name)).one()


def test_the_sample_school_has_every_kind_and_state(house: Any) -> None:
    partners = db.session.scalars(select(Partner)).all()
    assert {partner.kind for partner in partners} == set(KINDS)
    assert {partner.state for partner in partners} == set(STATES)


def test_an_ended_partnership_cannot_be_paused(house: Any) -> None:
    with pytest.raises(NotNow):
        named("Second Street Drum Circle").move_to(State.PAUSED, by=None)


def test_a_record_says_what_it_lacks(house: Any) -> None:
    assert completeness(named("Northside Counseling")).missing == []
    lacking = completeness(named("Clearview Telehealth"))
    assert "who holds the thread at the school" in [str(name) for name in lacking.missing]
    assert lacking.known + len(lacking.missing) == lacking.total


def letters() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.once.like("still-right-%"))))


def test_partners_are_asked_once_a_year(house: Any) -> None:
    confirmations.ask_yearly()
    first = letters()
    assert any("Eastfield Food Bank" in letter.subject for letter in first)
    assert not any("Northside" in letter.subject for letter in first)
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        confirmations.ask_yearly()
    assert len(letters()) == len(first)


def test_an_answer_ends_the_asking(house: Any) -> None:
    food_bank, principal = named("Eastfield Food Bank"), User.by_email("principal@demo.example")
    confirmations.ask_yearly()
    assert food_bank.waits_for_confirmation
    with clock.stopped_at(clock.now() + timedelta(days=40)):
        assert list(confirmations.due_of_liaison(principal))
        food_bank.confirm(by=principal)
        assert not list(confirmations.due_of_liaison(principal))


def test_the_partner_is_asked_on_its_landing_page(house: Any) -> None:
    coordinator = User.by_email("partner@demo.example")
    assert not list(confirmations.due_of_partner(coordinator))
    confirmations.ask(named("Northside Counseling"))
    assert list(confirmations.due_of_partner(coordinator))


def test_each_is_asked_in_their_own_language(house: Any) -> None:
    coordinator = User.by_email("partner@demo.example")
    assert coordinator
    coordinator.language = "ar"
    clinic = named("Northside Counseling")
    clinic.contacts[-1].is_liaison, clinic.contacts[-1].email = True, "Other@northside.example"
    db.session.flush()
    asked = confirmations.readers(clinic)
    assert (asked["partner@demo.example"], asked["other@northside.example"]) == ("ar", "en")


def test_the_history_names_details_as_people_do(house: Any) -> None:
    clinic, staff = named("Northside Counseling"), User.by_email("staff@demo.example")
    clinic.change({"phone": "555 0100", "meets_students_alone": False}, by=staff)
    db.session.flush()
    latest = db.session.scalars(audit.Event.of(clinic)).first()
    assert latest
    assert "Telephone" in latest.sentence
    assert "meets_students_alone" not in latest.sentence
