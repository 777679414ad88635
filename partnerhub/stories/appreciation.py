"""Appreciation events: meetings that are there to say thank you. They are planned where meetings are."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from partnerhub.foundation.db import db
from partnerhub.meetings.model import Kind, Meeting, State
from partnerhub.stories.thanks import year_of


def events(all_of: Select[Meeting]) -> Select[Meeting]:
    """Those among some meetings that take place and say thank you."""
    return all_of.where(Meeting.kind == Kind.APPRECIATION, Meeting.state == State.PLANNED)


def of_year(day: date, user: Any) -> list[Meeting]:
    """The events of the school year that a day lies in, as far as this person may see them."""
    first, following = year_of(day)
    return list(
        db.session.scalars(events(Meeting.visible_to(user)).where(Meeting.day >= first, Meeting.day < following))
    )


def between(first: date, last: date) -> list[Meeting]:
    """All events from one day to another, both included."""
    return list(
        db.session.scalars(events(select(Meeting)).where(Meeting.day.between(first, last)).order_by(Meeting.day))
    )
