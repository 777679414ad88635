"""What each person is answered by the public pages of feedback: all the same, and nobody is asked who they are."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.routes.kiosk import kiosk_word
from partnerhub.foundation.db import db
from tests.access import Row, everyone

WHY = "Whoever knows the address answers, without an account"


def families() -> Pulse:
    """The sample school's pulse for families, which takes answers."""
    for_families = select(Pulse).where(Pulse.audience == Audience.FAMILIES).order_by(Pulse.id)
    return db.session.scalars(for_families.limit(1)).one()  # other rows begin pulses of their own


def public(rest: str = "", status: int = 200, data: Any = None) -> Row:
    """A page of everybody's."""
    return Row(lambda: f"/f/{families().code}{rest}", **everyone(status), data=data, stranger=None, why=WHY)


def kiosk(rest: str = "", status: int = 200, data: Any = None) -> Row:
    """A page of the tablet at the door."""
    path: Callable[[], str] = lambda: f"/f/{families().code}/kiosk/{kiosk_word(families())}{rest}"  # noqa: E731
    return Row(path, **everyone(status), data=data, stranger=None, why=WHY)


def answers() -> dict[str, str]:
    """A form with one answer in it."""
    version = families().latest
    question = next(question for question in version.questions if question.scale)
    return {"ticket": Ticket.of(version, "link").stamped(), "sent_as": "once", question.key: "5"}


ROWS = {
    "GET feedback.show_form": public(),
    "POST feedback.send_answers": public(status=303, data=answers),
    "GET feedback.show_thanks": public("/thanks"),
    "GET feedback.show_privacy": public("/privacy"),
    "GET feedback.show_questions": public("/questions"),
    "GET feedback.show_contact": public("/contact"),
    "POST feedback.send_contact": public("/contact", 303, {"name": "Ana Cruz", "reach": "555 0100"}),
    "GET feedback.show_contact_thanks": public("/contact/thanks"),
    "GET feedback.show_kiosk": kiosk(),
    "POST feedback.send_at_kiosk": kiosk(status=303, data=answers),
    "GET feedback.thank_at_kiosk": kiosk("/thanks"),
}
