"""What can be done with a clearance, and what follows for who may enter."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from partnerhub.clearances.board import board
from partnerhub.clearances.model import Clearance, ClearanceKind, NotNow, NotSeen, State
from partnerhub.clearances.standing import Cause, Color
from partnerhub.foundation import clock, files
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from partnerhub.partners.model import Contact, Partner
from partnerhub.people.model import User
from partnerhub.school.model import School


def user(short: str) -> User:
    """One of the cast."""
    found = User.by_email(f"{short}@demo.example")
    assert found
    return found


def partner(name: str = "Northside Counseling") -> Partner:
    """One of the cast's organizations."""
    return db.session.scalars(select(Partner).where(Partner.name == name)).one()


def kind(code: str) -> ClearanceKind:
    return db.session.scalars(select(ClearanceKind).where(ClearanceKind.code == code)).one()


def insurance(by: str = "partner", *, days: int | None = 400, since: int = 10, **more: Any) -> Clearance:
    """A liability insurance of the clinic, handed in."""
    today = clock.today()
    made = Clearance(
        partner=partner(),
        kind=kind("liability"),
        issued_on=today - timedelta(days=since),
        expires_on=None if days is None else today + timedelta(days=days),
        document=files.store(files.Prepared("a.pdf", b"%PDF-1.4 x", files.PDF)),
    )
    for name, value in more.items():
        setattr(made, name, value)
    made.hand_in(by=user(by))
    return made


def accepted_of_the_clinic() -> list[Clearance]:
    return [
        c for c in Clearance.of(partner()) if c.kind.code == "liability" and c.contact is None and c.state == "accepted"
    ]


def test_what_the_organization_sends_waits(house: Flask) -> None:
    assert insurance().state == State.WAITING


def test_what_staff_bring_in_is_accepted(house: Flask) -> None:
    assert insurance("staff").state == State.ACCEPTED


def test_an_accepted_one_replaces_the_one_before(house: Flask) -> None:
    before = accepted_of_the_clinic()[0]
    newer = insurance()
    newer.accept(by=user("staff"))
    assert (before.state, accepted_of_the_clinic()) == (State.REPLACED, [newer])


def test_a_shorter_one_does_not_replace_a_longer_one(house: Flask) -> None:
    before = accepted_of_the_clinic()[0]
    insurance(days=3).accept(by=user("staff"))
    assert before.state == State.ACCEPTED


def test_one_that_begins_later_leaves_the_one_before_in_force(house: Flask) -> None:
    before = accepted_of_the_clinic()[0]
    insurance(since=-20).accept(by=user("staff"))
    assert before.state == State.ACCEPTED


def test_one_of_another_person_is_left_alone(house: Flask) -> None:
    first, second = partner().contacts[:2]
    mine = insurance("staff", kind=kind("license"), contact=first)
    insurance("staff", kind=kind("license"), contact=second)
    assert mine.state == State.ACCEPTED


def test_taking_an_acceptance_back_brings_the_one_before_back(house: Flask) -> None:
    before = accepted_of_the_clinic()[0]
    newer = insurance("staff")
    newer.reopen(by=user("staff"))
    assert (before.state, newer.state) == (State.ACCEPTED, State.WAITING)


def test_a_returned_one_says_why_and_waits_again_once_mended(house: Flask) -> None:
    sent = insurance()
    sent.give_back(by=user("staff"), word="Page 2 is missing.")
    assert (sent.state, sent.word) == (State.RETURNED, "Page 2 is missing.")
    assert sent.editable_by(user("partner"))
    sent.amend(by=user("partner"))
    assert (sent.state, sent.word) == (State.WAITING, "")


@pytest.mark.parametrize("state", [State.ACCEPTED, State.RETURNED, State.REPLACED])
def test_what_was_decided_cannot_be_decided_again(house: Flask, state: State) -> None:
    sent = insurance()
    sent.state = state
    with pytest.raises(NotNow):
        sent.accept(by=user("staff"))
    with pytest.raises(NotNow):
        sent.give_back(by=user("staff"), word="No.")


def test_without_a_document_somebody_must_have_seen_it(house: Flask) -> None:
    sent = insurance(document=None)
    with pytest.raises(NotSeen):
        sent.accept(by=user("staff"))
    sent.accept(by=user("staff"), seen_on=clock.today(), number="7")
    assert (sent.state, sent.seen_by, sent.number) == (State.ACCEPTED, "Marcus Webb", "7")


def test_the_organization_may_not_change_what_was_accepted(house: Flask) -> None:
    sent = insurance("staff")
    assert not sent.editable_by(user("partner"))
    assert sent.editable_by(user("staff"))
    assert not sent.editable_by(user("viewer"))


def test_another_organization_does_not_see_it(house: Flask) -> None:
    sent = insurance()
    keys = {c.id for c in db.session.scalars(Clearance.visible_to(user("other-partner"))).unique()}
    assert keys
    assert sent.id not in keys


def test_everything_is_in_the_trail(house: Flask) -> None:
    sent = insurance()
    sent.accept(by=user("staff"))
    happened = [e.kind for e in db.session.scalars(Event.of(sent))]
    assert happened == ["clearance.accepted", "clearance.handed_in"]


def test_it_goes_with_its_organization_when_two_are_merged(house: Flask) -> None:
    sent, into = insurance(), partner("Mentors at Lunch")
    Clearance.take_over(sent.partner_id, into.id, user("staff"))
    db.session.refresh(sent)
    assert sent.partner_id == into.id


def test_a_person_who_is_removed_takes_theirs_along(house: Flask) -> None:
    contact = Contact(partner=partner(), name="Ann")
    db.session.add(contact)
    db.session.flush()
    key = insurance(contact=contact, kind=kind("license")).id
    db.session.expire_all()
    db.session.delete(contact)
    db.session.flush()
    assert db.session.get(Clearance, key) is None


@pytest.mark.parametrize(("country", "code"), [("US", "background_check"), ("GB", "dbs"), ("other", "liability")])
def test_a_school_begins_with_the_list_of_its_country(new_app: Flask, country: str, code: str) -> None:
    with new_app.test_request_context():
        School.open(name="New", country=country, timezone="UTC")
        assert kind(code).is_required
        assert kind("other_of_person").is_other


def test_no_copy_of_a_dbs_certificate_is_kept(new_app: Flask) -> None:
    with new_app.test_request_context():
        School.open(name="New", country="GB", timezone="UTC")
        assert not kind("dbs").is_kept


def colors(name: str) -> dict[str, Color]:
    """How everybody of an organization stands."""
    groups = {g.partner.name: g for g in board(user("staff")).groups}
    return {p.contact.name: p.standing.color for p in groups[name].people}


def test_the_demonstration_shows_all_three_colors(house: Flask) -> None:
    everyone = board(user("staff"))
    assert all(everyone.count(color) for color in Color)


def test_who_is_missing_a_required_kind_is_not_cleared(house: Flask) -> None:
    db.session.add(Contact(partner=partner(), name="Ann Newcomer", is_on_site=True))
    db.session.flush()
    db.session.expire_all()
    assert colors("Northside Counseling")["Ann Newcomer"] == Color.RED


def test_a_kind_that_is_no_longer_required_holds_nobody_up(house: Flask) -> None:
    db.session.add(Contact(partner=partner(), name="Ann Newcomer", is_on_site=True))
    db.session.flush()
    db.session.expire_all()
    ClearanceKind.require({kind("liability").id}, by=user("principal"))
    assert colors("Northside Counseling")["Ann Newcomer"] == Color.GREEN


def test_somebody_who_has_left_is_not_on_the_board(house: Flask) -> None:
    partner().contacts[0].left_on = clock.today() - timedelta(days=1)
    name = partner().contacts[0].name
    db.session.flush()
    assert name not in colors("Northside Counseling")


def test_a_paused_partnership_is_red_with_its_reason(house: Flask) -> None:
    groups = {g.partner.name: g for g in board(user("staff")).groups}
    casa = groups["Casa de la Comunidad"]
    assert casa.people[0].standing.color == Color.RED
    assert casa.people[0].standing.reasons[0].cause == Cause.PARTNERSHIP


def test_the_whole_board_takes_the_same_few_queries_however_long_it_is(house: Flask) -> None:
    def count() -> int:
        db.session.expunge_all()
        staff, asked = user("staff"), []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            for group in board(staff).groups:
                for person in group.people:
                    assert person.standing.word
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    count()  # the school itself is looked up once in a request
    before = count()
    for number in range(30):
        more = Partner(name=f"More {number}", state="active")
        more.contacts = [Contact(name=f"Person {n}", is_on_site=True) for n in range(5)]
        db.session.add(more)
    db.session.flush()
    assert count() == before <= 6
