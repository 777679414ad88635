"""Where a clearance can stand, and what cannot be done with one."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class State(StrEnum):
    """Where a clearance stands. Whether it has expired is a matter of its dates."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLACED = "replaced"


STATES = {
    State.WAITING: _l("Waiting to be looked at"),
    State.ACCEPTED: _l("Accepted"),
    State.RETURNED: _l("Returned"),
    State.REPLACED: _l("Replaced by a newer one"),
}


class NotNow(Exception):
    """It cannot be done with a clearance in that state."""


class NotSeen(Exception):
    """There is neither a document nor a note of who saw it."""
