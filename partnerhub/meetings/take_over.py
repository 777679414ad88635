"""Two records were the same organization: its meetings, series, polls and action items go to the one that stays."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from partnerhub.foundation.db import db
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.model import MeetingPartner
from partnerhub.meetings.polls.model import PollPartner
from partnerhub.meetings.series import SeriesPartner

LINKS: tuple[tuple[Any, str], ...] = (
    (MeetingPartner, "meeting_id"),
    (SeriesPartner, "series_id"),
    (PollPartner, "poll_id"),
)


def take_over(from_id: int, into_id: int, by: Any) -> None:
    """Take all that hangs on one organization over to another; what was with both is with the one that stays."""
    for link, name in LINKS:
        move_links(link, name, from_id, into_id)
    write(update(ActionItem).where(ActionItem.partner_id == from_id).values(partner_id=into_id))
    db.session.expire_all()


def move_links(link: Any, name: str, from_id: int, into_id: int) -> None:
    """Take one organization's rows of a table of links over to another, each thing once.

    Args:
        link: the table's model, with a `partner_id`.
        name: its other column, which says what is linked.
        from_id: whose rows they are.
        into_id: whose rows they become.
    """
    other = aliased(link)
    with_both = getattr(link, name).in_(select(getattr(other, name)).where(other.partner_id == into_id))
    write(delete(link).where(link.partner_id == from_id, with_both))
    write(update(link).where(link.partner_id == from_id).values(partner_id=into_id))


def write(statement: Any) -> None:
    """Change rows without looking for them among those that were read."""
    db.session.execute(statement, execution_options={"synchronize_session": False})
