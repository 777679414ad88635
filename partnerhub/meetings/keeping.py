"""How long the names of guests are kept, and what becomes of a person's when they are erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.keeping import About, Kept
from partnerhub.foundation.personal import NAME, Person, Trace
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.contributions import Contribution
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.polls.voters import Voter
from partnerhub.meetings.subscription import Subscription
from partnerhub.partners.model import Contact

ALL_THEIRS = {"name": NAME, "email": ""}
SECRET = frozenset({"word"})


def of_somebody(model: Any) -> Callable[[Person], ColumnElement[bool]]:
    """The rows of somebody who is known by an account, at a partner, or as a guest."""

    def theirs(person: Person) -> ColumnElement[bool]:
        contacts = select(Contact.id).where(person.has(Contact.email))
        found: ColumnElement[bool] = person.has(model.email, model.user_id) | model.contact_id.in_(contacts)
        return found

    return theirs


def guests(before: datetime) -> ColumnElement[bool]:
    """Those who came to a meeting before an instant and left an address."""
    past = select(Meeting.id).where(Meeting.day < clock.day_of(before))
    return (Attendee.email != "") & Attendee.meeting_id.in_(past)


def drop_addresses(before: datetime) -> None:
    """Let the addresses go; the names stay in the minutes."""
    db.session.execute(
        update(Attendee).where(guests(before)).values(email=""), execution_options={"synchronize_session": False}
    )


KEEPS = (
    Kept(
        "guests",
        About.ORGANIZATIONS,
        _l("The addresses of guests of a meeting"),
        _l("From the day of the meeting."),
        _l("To send them the minutes and a correction. Their names stay in the minutes."),
        6,
        least=1,
        most=60,
        model=Attendee,
        old=guests,
        forget=drop_addresses,
    ),
    Kept(
        "polls",
        About.ORGANIZATIONS,
        _l("Who could meet when"),
        _l("From the day when it was asked."),
        _l("It is used up as soon as the meeting has taken place."),
        12,
        least=3,
        most=60,
        model=Poll,
        old=lambda before: Poll.made_at < before,
    ),
)
TRACES = (
    Trace(
        Attendee,
        _l("Meetings that they were asked to"),
        of_somebody(Attendee),
        becomes=ALL_THEIRS,
        name="name",
        secret=SECRET,
    ),
    Trace(ActionItem, _l("Action items of theirs"), of_somebody(ActionItem), becomes=ALL_THEIRS, name="name"),
    Trace(
        Contribution,
        _l("Notes and corrections that they proposed"),
        of_somebody(Contribution),
        becomes=ALL_THEIRS,
        name="name",
    ),
    Trace(
        Voter,
        _l("Times that they said they could meet"),
        of_somebody(Voter),
        becomes=ALL_THEIRS,
        name="name",
        secret=SECRET,
    ),
    Trace(Subscription, _l("Their private calendar address"), lambda p: p.has(Subscription.user_id), secret=SECRET),
)
