"""Action items on their page and on the landing page: mine, late, of a partner, and from one person to another."""

from datetime import timedelta

import pytest
from flask import Flask

from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser

TEXTS = {
    "late": "Late for the clinic",
    "soon": "Soon for the mentors",
    "other": "Of somebody else",
    "done": "Done long ago",
}


@pytest.fixture
def items(app: Flask, cast_ids: dict[str, int]) -> None:
    """One that is late, one that is due tomorrow, one of the principal, one that is done."""
    with app.test_request_context(), transaction():
        staff, principal = (User.by_email(f"{name}@demo.example") for name in ("staff", "principal"))
        for name, user, partner, days in (
            ("late", staff, "clinic", -1),
            ("soon", staff, "mentors", 1),
            ("other", principal, "clinic", 30),
            ("done", staff, "clinic", -9),
        ):
            due = clock.today() + timedelta(days=days)
            item = ActionItem(text=TEXTS[name], due_on=due, partner_id=cast_ids[partner])
            item.be(Somebody(user=user))
            item.begin(by=staff)
            if name == "done":
                item.finish(by=staff)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["late", "soon"]),
        ("?which=late", ["late"]),
        ("?which=open", ["late", "soon", "other"]),
        ("?which=open&partner={mentors}", ["soon"]),
        ("?which=closed", ["done"]),
        ("?which=nonsense&partner=x", ["late", "soon"]),
    ],
)
def test_each_list_has_its_address(
    items: None, as_staff: Browser, cast_ids: dict[str, int], query: str, shown: list[str]
) -> None:
    page = as_staff.get("/actions" + query.format(**cast_ids)).text
    assert [name for name, text in TEXTS.items() if text in page] == shown


def test_all_that_is_open_goes_from_one_person_to_another(items: None, app: Flask, as_staff: Browser) -> None:
    with app.app_context():
        giver, taker = (User.by_email(f"{name}@demo.example").id for name in ("staff", "principal"))
        open_before = db.session.query(ActionItem).filter_by(user_id=giver, state="open").count()
        of_taker = db.session.query(ActionItem).filter_by(user_id=taker, state="open").count()
    as_staff.post("/actions/reassignment", {"giver": str(giver), "taker": str(taker)})
    with app.app_context():
        assert db.session.query(ActionItem).filter_by(user_id=giver, state="open").count() == 0
        assert db.session.query(ActionItem).filter_by(user_id=taker, state="open").count() == of_taker + open_before
        assert db.session.query(ActionItem).filter_by(text=TEXTS["done"]).one().user_id == giver


def test_the_landing_page_names_what_is_late_or_due_and_nobody_elses(items: None, as_staff: Browser) -> None:
    page = as_staff.get("/").text
    assert [name for name, text in TEXTS.items() if text in page] == ["late", "soon"]


def test_the_landing_page_names_todays_meeting_and_the_notes_to_write(
    app: Flask, as_staff: Browser, cast_ids: dict[str, int]
) -> None:
    with app.test_request_context(), transaction():
        clinic, staff = db.session.get_one(Partner, cast_ids["clinic"]), User.by_email("staff@demo.example")
        for title, days in (("Talk of tomorrow", 1), ("Talk of last week", -7), ("Talk of next week", 7)):
            day = clock.today() + timedelta(days=days)
            Meeting(title=title, day=day, begins=clock.at_school().time(), partners=[clinic]).plan(by=staff)
    page = as_staff.get("/").text
    assert "Talk of tomorrow" in page
    assert "Talk of last week" in page
    assert "Talk of next week" not in page
