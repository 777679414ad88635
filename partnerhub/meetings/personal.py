"""A link for one person and one meeting: without an account they write notes, read the minutes, and correct them."""

import secrets
from datetime import timedelta

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to, seal, unseal
from partnerhub.meetings.model import Attendee

ABOUT = "meeting"
LASTS = timedelta(days=14)  # after the meeting, or after it was made


def make(attendee: Attendee, *, anew: bool = False) -> str:
    """The address for somebody who is invited, good for two weeks more.

    Args:
        anew: whether the one that they had is worth nothing from then on.
    """
    if anew or not attendee.word:
        attendee.word = secrets.token_urlsafe(16)
    attendee.link_until = max(clock.now(), attendee.meeting.ends_at) + LASTS
    db.session.flush()
    return address(attendee)


def address(attendee: Attendee) -> str:
    """Their address as it is."""
    return link_to("meetings.show_by_link", token=seal(ABOUT, attendee.id, attendee.word))


def end(attendee: Attendee) -> None:
    """Let their address lead nowhere."""
    attendee.word, attendee.link_until = "", None


def whose(token: str) -> Attendee | None:
    """Whose address this is; None where it was made up, ended, or is of a meeting that was cancelled."""
    key, word = unseal(ABOUT, token) or (0, "")
    found = db.session.get(Attendee, key)
    if found is None or not found.word or not secrets.compare_digest(found.word, str(word)):
        return None
    return None if found.meeting.is_cancelled else found


def is_over(attendee: Attendee) -> bool:
    """Whether the time of their address has passed."""
    return attendee.link_until is None or clock.now() > attendee.link_until
