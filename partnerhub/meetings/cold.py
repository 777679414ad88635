"""Partners that are going cold: active ones that nobody has met for long, with no meeting to come soon."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Sign
from partnerhub.meetings.model import Meeting, MeetingPartner, State
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as Partnership

COLD_AFTER = timedelta(days=45)


def days_without(partners: Sequence[Partner]) -> dict[int, int]:
    """How many days each of these has been without a meeting, where that is so long that it goes cold.

    A partner that was never met is counted from its beginning.
    """
    today, active = clock.today(), [partner for partner in partners if partner.state == Partnership.ACTIVE]
    latest = latest_with([partner.id for partner in active]) if active else {}
    since = {partner.id: latest.get(partner.id) or partner.began_on for partner in active}
    return {key: (today - day).days for key, day in since.items() if day and today - day > COLD_AFTER}


def latest_with(keys: list[int]) -> dict[int, date]:
    """The day of the last meeting with each of these organizations; one to come counts where it comes soon."""
    held = select(MeetingPartner.partner_id, func.max(Meeting.day)).join(
        Meeting, Meeting.id == MeetingPartner.meeting_id
    )
    held = held.where(MeetingPartner.partner_id.in_(keys), Meeting.state == State.PLANNED)
    held = held.where(Meeting.day <= clock.today() + COLD_AFTER)
    found: dict[int, date] = dict(db.session.execute(held.group_by(MeetingPartner.partner_id)).all())
    return found


def signs(partners: Sequence[Partner], user: Any) -> dict[int, Sign]:
    """What the directory says to staff of those that go cold."""
    if not user.is_staff:
        return {}
    found = days_without(partners)
    return {
        key: Sign("warn", "triangle-alert", _("No meeting for %(days)d days", days=days)) for key, days in found.items()
    }
