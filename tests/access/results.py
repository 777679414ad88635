"""What each person is answered by the results of a round, and by the comments apart from them."""

from typing import Any

from sqlalchemy import select

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.comments import Note
from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from tests.access import Row
from tests.access.feedback import families

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
READ: dict[str, Any] = {"anyone": 401, "viewer": 200, "staff": 200, "principal": 200}


def about_the_clinic(rest: str) -> Any:
    """The address of a released round of a pulse that is about the clinic alone."""

    def path() -> str:
        with transaction():
            for_staff = select(Pulse).where(Pulse.audience == Audience.STAFF).order_by(Pulse.id)
            pulse = db.session.scalars(for_staff.limit(1)).one()
            pulse.partners = list(db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")))
            return f"/feedback/rounds/{pulse.rounds[0].id}/{rest}"

    return path


def released(rest: str) -> Any:
    """The address of something of the families' first round."""
    return lambda: f"/feedback/rounds/{families().rounds[0].id}/{rest}"


def comment(rest: str = "") -> Any:
    """The address of a comment that was let out."""
    return lambda: f"/feedback/comments/{db.session.scalars(select(Note.key).limit(1)).one()}{rest}"


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data, stranger=None, why="Staff alone read it")


ROWS = {
    "GET feedback.show_results": Row(about_the_clinic("results"), **READ, partner=200, other=404),
    "GET feedback.show_results of several partners": Row(released("results"), **READ, partner=404, other=404),
    "GET feedback.show_results of no round": Row(
        "/feedback/rounds/99/results", anyone=401, viewer=404, partner=404, other=404, staff=404, principal=404
    ),
    "GET feedback.export_results": Row(about_the_clinic("results.csv"), **READ, partner=200, other=404),
    "GET feedback.export_results of a round that goes on": Row(
        lambda: f"/feedback/rounds/{families().rounds[-1].id}/results.csv",
        anyone=401,
        viewer=404,
        partner=404,
        other=404,
        staff=404,
        principal=404,
    ),
    "GET feedback.show_comments": for_staff(released("comments"), 200),
    "GET feedback.show_comment": for_staff(comment(), 200),
    "POST feedback.mark_comment": for_staff(comment("/mark"), 303, {"marked": "yes"}),
    "POST feedback.give_theme": for_staff(comment("/theme"), 303, {"theme": "Waiting"}),
    "POST feedback.hide_comment": for_staff(comment("/hiding"), 303, {"reason": "It names a child."}),
    "POST feedback.show_comment_again": for_staff(comment("/showing"), 303),
}
