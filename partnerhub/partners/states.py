"""Where a partnership can stand, and where it can go from there."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class State(StrEnum):
    """Where the partnership stands."""

    APPLYING = "applying"
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


STATES = {
    State.APPLYING: _l("Applying"),
    State.ONBOARDING: _l("Onboarding"),
    State.ACTIVE: _l("Active"),
    State.PAUSED: _l("Paused"),
    State.ENDED: _l("Ended"),
}
# From where to where a partnership may go. Ended is not for good: organizations come back.
NEXT_STATES = {
    State.APPLYING: {State.ONBOARDING, State.ENDED},
    State.ONBOARDING: {State.ACTIVE, State.ENDED},
    State.ACTIVE: {State.PAUSED, State.ENDED},
    State.PAUSED: {State.ACTIVE, State.ENDED},
    State.ENDED: {State.ONBOARDING},
}


class NotNow(Exception):
    """The partnership cannot go from its state to that one."""
