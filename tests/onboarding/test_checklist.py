"""Checklists: the rules, without pages."""

from typing import Any

import pytest
from sqlalchemy import select

from partnerhub.foundation import audit
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house as the_house
from partnerhub.onboarding import today
from partnerhub.onboarding.checklist import Item, ItemState, NotNow, begin
from partnerhub.onboarding.defaults import SITUATIONS, brought
from partnerhub.onboarding.lists import OwnList, asked
from partnerhub.onboarding.progress import NotReady, Progress, activate
from partnerhub.partners.model import Partner
from partnerhub.people.model import User


def user(short: str) -> User:
    return db.session.query(User).filter_by(email=f"{short}@demo.example").one()


@pytest.fixture
def partner(house: Any) -> Partner:
    """A partner that has just begun."""
    partner = Partner(name="Aster Center", state="applying")
    db.session.add(partner)
    db.session.flush()
    begin(partner, "whole", "US", by=user("staff"))
    return partner


@pytest.mark.parametrize("country", ["US", "GB", "other", "FR"])
@pytest.mark.parametrize("situation", list(SITUATIONS))
def test_every_country_and_situation_has_a_list(house: Any, country: str, situation: str) -> None:
    entries = brought(country, situation)
    assert entries
    assert all(str(entry.title) and str(entry.help) for entry in entries)


def test_beginning_copies_the_list_and_begins_onboarding(partner: Partner) -> None:
    assert partner.state == "onboarding"
    assert [item.title for item in Item.of(partner)] == [str(entry.title) for entry in brought("US", "whole")]


def test_it_begins_once(partner: Partner) -> None:
    with pytest.raises(NotNow):
        begin(partner, "visitor", "US", by=user("staff"))


def test_a_changed_list_changes_nothing_that_has_begun(partner: Partner) -> None:
    before = [item.title for item in Item.of(partner)]
    own = OwnList.make("US", "whole", by=user("staff"))
    own.entries[0].title = "Something else"
    own.entries[1].throw_away(by=user("staff"))
    db.session.flush()
    assert [item.title for item in Item.of(partner)] == before
    assert len(asked("US", "whole")) == len(before) - 1


def test_moving_an_entry_changes_places_and_stops_at_the_end(house: Any) -> None:
    own = OwnList.make("US", "visitor", by=user("staff"))
    first, second, last = own.entries
    first.move(up=True)
    last.move(up=False)
    second.move(up=True)
    db.session.flush()
    db.session.expire_all()
    assert [entry.id for entry in own.entries] == [second.id, first.id, last.id]


def theirs(partner: Partner) -> Item:
    return next(item for item in Item.of(partner) if item.by_partner)


def test_an_item_goes_its_way_and_back(partner: Partner) -> None:
    item, staff = theirs(partner), user("staff")
    item.send_in("Here it is.", None, by=staff)
    item.give_back("The date is missing.", by=staff)
    assert (item.state, item.why) == (ItemState.RETURNED, "The date is missing.")
    item.send_in("Here, with the date.", None, by=staff)
    assert item.why == ""
    item.accept(by=staff)
    for act in (lambda: item.accept(by=staff), lambda: item.send_in("x", None, by=staff)):
        with pytest.raises(NotNow):
            act()
    item.reopen(by=staff)
    assert item.state == ItemState.SENT_IN


def test_nobody_else_sends_in(partner: Partner) -> None:
    for short in ("partner", "viewer"):
        with pytest.raises(NotNow):
            theirs(partner).send_in("x", None, by=user(short))


def test_what_the_school_does_cannot_be_sent_in(partner: Partner) -> None:
    ours = next(item for item in Item.of(partner) if not item.by_partner)
    assert not ours.answerable_by(user("staff"))


def test_a_partner_becomes_active_only_when_all_that_is_required_is_done(partner: Partner) -> None:
    staff = user("staff")
    with pytest.raises(NotReady):
        activate(partner, by=staff)
    required = [item for item in Item.of(partner) if item.is_required]
    for item in required[1:]:
        item.accept(by=staff)
    with pytest.raises(NotReady):
        activate(partner, by=staff)
    required[0].waive("It is a public body.", by=staff)
    activate(partner, by=staff)
    assert partner.state == "active"


def test_an_empty_checklist_is_not_a_finished_one(house: Any) -> None:
    assert not Progress([]).is_ready


def test_leaving_out_is_in_the_trail_with_its_reason(partner: Partner) -> None:
    item = theirs(partner)
    item.waive("It is a public body.", by=user("staff"))
    db.session.flush()
    event = db.session.scalars(audit.Event.around(partner)).first()
    assert (event.kind, event.by) == ("item.waived", user("staff"))
    assert "It is a public body." in event.sentence


def test_todays_things_follow_the_checklist(partner: Partner) -> None:
    staff = user("staff")
    mine = lambda: [due for due in today.due(staff) if "Aster" in due.title]  # noqa: E731
    assert mine() == []
    theirs(partner).send_in("Here.", None, by=staff)
    assert [due.action for due in mine()] == ["Look at it"]
    for item in Item.of(partner):
        item.accept(by=staff)
    assert [due.action for due in mine()] == ["Make it active"]


def test_a_partner_is_told_of_returned_things_first(partner: Partner) -> None:
    own, staff = user("partner"), user("staff")
    own.partner_id = partner.id
    items = [item for item in Item.of(partner) if item.by_partner]
    items[2].send_in("Here.", None, by=own)
    items[2].give_back("No date.", by=staff)
    due = list(today.due(own))
    assert due[0].text == "No date."
    assert items[0].title in due[1].title
    assert len(due) == 2


def test_merging_takes_the_checklist_along(partner: Partner) -> None:
    kept = Partner(name="Aster Centre", state="onboarding")
    db.session.add(kept)
    db.session.flush()
    number = len(Item.of(partner))
    the_house().merge(partner.id, kept.id, user("staff"))
    db.session.expire_all()
    assert (len(Item.of(kept)), len(Item.of(partner))) == (number, 0)


def test_the_demonstration_has_every_state(house: Any) -> None:
    assert set(db.session.scalars(select(Item.state))) == set(ItemState)
