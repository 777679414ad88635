"""Where a story can stand, and where it can go from there."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class State(StrEnum):
    """Where a story stands."""

    PROPOSED = "proposed"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


STATES = {
    State.PROPOSED: _l("Proposed"),
    State.REVIEW: _l("In review"),
    State.APPROVED: _l("Approved"),
    State.PUBLISHED: _l("Published"),
    State.WITHDRAWN: _l("Withdrawn"),
    State.ARCHIVED: _l("Archived"),
}
# From where to where a story may go. Nothing is lost: what was withdrawn or archived can be looked at anew.
NEXT_STATES = {
    State.PROPOSED: {State.REVIEW, State.APPROVED, State.ARCHIVED},
    State.REVIEW: {State.APPROVED, State.ARCHIVED},
    State.APPROVED: {State.APPROVED, State.PUBLISHED, State.REVIEW, State.ARCHIVED},
    State.PUBLISHED: {State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED},
    State.WITHDRAWN: {State.REVIEW},
    State.ARCHIVED: {State.REVIEW},
}
WRITTEN = (State.PROPOSED, State.REVIEW, State.APPROVED, State.PUBLISHED)


class NotNow(Exception):
    """The story is not where this could be done."""
