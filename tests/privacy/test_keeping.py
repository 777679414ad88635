"""Old things go at night, by the numbers that the school has set; and the page for families says the same numbers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError

from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import audit, clock, keeping
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.keeping import Keeping
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding.model import Application, State
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import User
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests.conftest import Browser

RULES = "/privacy/rules"


def numbers(app: Flask, **other: object) -> dict[str, object]:
    """The form as it is sent: what holds, and what is to be other."""
    with app.app_context():
        return {kept.key: kept.holds() for kept in keeping.everything() if kept.is_changeable} | other


def night(app: Flask, after: timedelta) -> None:
    """The nightly job, so long after now."""
    with app.app_context(), clock.stopped_at(clock.now() + after):
        keeping.forget_old()


def count(app: Flask, model: type[Base], *where: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def test_every_kind_says_what_and_why_and_has_a_name_of_its_own(app: Flask) -> None:
    with app.app_context():
        kinds = keeping.everything()
        assert len({kept.key for kept in kinds}) == len(kinds) > 15
        for kept in kinds:
            assert str(kept.what)
            assert str(kept.why).endswith(".")
            if kept.is_changeable:
                assert kept.least <= kept.number <= kept.most  # type: ignore[operator]
                assert kept.model
                assert kept.old


def test_a_declined_application_goes_after_a_year_and_one_that_waits_stays(app: Flask) -> None:
    with app.app_context(), transaction():
        for state in (State.DECLINED, State.WAITING):
            one = Application(state=state, language="en", name=f"Helpers {state}", decided_at=clock.now())
            db.session.add(one)
    ours = Application.name.startswith("Helpers")
    night(app, timedelta(days=359))
    assert count(app, Application, ours) == 2
    night(app, timedelta(days=361))
    assert count(app, Application, ours, Application.state == State.DECLINED) == 0
    assert count(app, Application, ours) == 1


def test_the_number_that_the_school_chose_is_the_one_that_holds(app: Flask, as_principal: Browser) -> None:
    with app.app_context(), transaction():
        db.session.add(Mail(to="a@x.example", subject="S", text="T"))
    assert as_principal.post(RULES, numbers(app, letters=1)).status_code == 303
    night(app, timedelta(days=29))
    assert count(app, Mail, Mail.to == "a@x.example") == 1
    night(app, timedelta(days=31))
    assert count(app, Mail, Mail.to == "a@x.example") == 0


def test_saving_says_how_much_goes_tonight_and_nothing_goes_before(app: Flask, as_principal: Browser) -> None:
    with app.app_context(), transaction():
        db.session.execute(delete(Mail))
        db.session.add(Mail(to="a@x.example", subject="S", text="T", at=clock.now() - timedelta(days=60)))
    as_principal.post(RULES, numbers(app, letters=1))
    page = as_principal.get(RULES).text
    assert "Saved. Tonight one thing goes for good." in page
    assert count(app, Mail, Mail.to == "a@x.example") == 1
    as_principal.post(RULES, numbers(app, letters=13))
    night(app, timedelta())
    assert count(app, Mail, Mail.to == "a@x.example") == 1, "taken back before the night"


@pytest.mark.parametrize("typed", ["0", "37", "-1", "many", "", "1.5", "99999999999"])
def test_a_number_out_of_bounds_is_refused_and_what_was_typed_stays(
    app: Flask, as_principal: Browser, typed: str
) -> None:
    answer = as_principal.post(RULES, numbers(app, letters=typed, guests=9))
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert count(app, Keeping) == 0, "nothing half saved"


def test_the_page_for_families_says_what_holds(app: Flask, as_principal: Browser, as_anyone: Browser) -> None:
    assert "Letters that were sent from here, without their links: 13 months" in as_anyone.get("/privacy").text
    as_principal.post(RULES, numbers(app, letters=24))
    with app.app_context(), transaction():
        FeedbackRules.of_school().change(by=db.session.query(User).first(), contact_days=5)
    page = as_anyone.get("/privacy").text
    assert "Letters that were sent from here, without their links: 2 years" in page
    assert "A wish to be contacted: 5 days" in page
    assert "Ask Rosa Delgado" in page


def test_a_change_stands_in_the_trail(app: Flask, as_principal: Browser) -> None:
    as_principal.post(RULES, numbers(app, letters=24))
    assert count(app, Event, Event.kind == "keeping.changed") == 1
    as_principal.post(RULES, numbers(app, letters=24))
    assert count(app, Event, Event.kind == "keeping.changed") == 1, "the same once more is no change"


def test_what_cannot_go_does_not_hold_up_the_rest(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context(), transaction():
        db.session.add(Subscriber(email="old@x.example", language="en", asked_at=clock.now() - timedelta(days=99)))
        broken = next(kept for kept in keeping.everything() if kept.key == "accounts")
    object.__setattr__(broken, "forget", lambda before: db.session.execute(text("DELETE FROM nowhere")))
    try:
        with pytest.raises(keeping.NotAllWent, match="accounts"):
            night(app, timedelta())
    finally:
        from partnerhub.people.keeping import erase_who_left

        object.__setattr__(broken, "forget", erase_who_left)
    assert count(app, Subscriber, Subscriber.email == "old@x.example") == 0


def test_invitations_that_ran_out_go(app: Flask) -> None:
    assert count(app, Invitation) == 1
    night(app, timedelta(days=14 + 89))
    assert count(app, Invitation) == 1
    night(app, timedelta(days=14 + 91))
    assert count(app, Invitation) == 0


def event(app: Flask, at: datetime) -> int:
    """A row of the trail of that time."""
    with app.app_context(), transaction(), clock.stopped_at(at):
        school = db.session.query(User).first()
        row = audit.record(None, "user.password", school)
        db.session.flush()
        return row.id


def test_the_trail_loses_what_is_five_years_old(app: Flask) -> None:
    old, young = (event(app, clock.now() - timedelta(days=days)) for days in (1801, 1799))
    night(app, timedelta())
    assert count(app, Event, Event.id == old) == 0
    assert count(app, Event, Event.id == young) == 1


def test_the_database_lets_nothing_younger_than_a_year_go(app: Flask) -> None:
    young = event(app, clock.now() - timedelta(days=364))
    with app.app_context(), pytest.raises(DBAPIError, match="cannot be changed"), transaction():
        db.session.execute(delete(Event).where(Event.id == young))


def test_the_database_lets_only_names_become_others_and_only_where_the_row_says_so(app: Flask) -> None:
    row = event(app, clock.now())
    for change in (
        "details = '{}'",
        "redacted_at = '2026-01-01 00:00:00', kind = 'user.role'",
        "redacted_at = '2026-01-01 00:00:00', by_id = 1",
        "redacted_at = '2026-01-01 00:00:00', at = '2020-01-01 00:00:00'",
    ):
        with app.app_context(), pytest.raises(DBAPIError, match="cannot be changed"), transaction():
            db.session.execute(text(f"UPDATE event SET {change} WHERE id = {row}"))
