"""What each person is answered by the pages that reach people and that reply to them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Round
from partnerhub.feedback.replies import Reply
from partnerhub.foundation.db import db, transaction
from tests.access import Row
from tests.access.feedback import families

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}


def for_staff(path: Any, status: int = 200, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def for_reader(rest: str, status: int = 200) -> Row:
    """A route of the named safeguarding person, who is the cast's staff member. For the principal it is not there."""
    return Row(rest_of_wish(rest), **BY_STAFF, staff=status, principal=404)


def for_principal(status: int, data: Any = None) -> Row:
    """The rules."""
    return Row("/feedback/rules", **BY_STAFF, staff=403, principal=status, data=data)


def round_now(rest: str) -> Callable[[], str]:
    """The address of something of the sample school's round for families that goes on."""
    return lambda: f"/feedback/rounds/{families().rounds[-1].id}{rest}"


def answered_round(rest: str) -> Callable[[], str]:
    """The address of something of the round whose reply is published."""
    return lambda: f"/feedback/rounds/{families().rounds[0].id}{rest}"


def reply(rest: str = "") -> Callable[[], str]:
    """The address of something of a published reply."""
    first = select(Reply).join(Reply.round).order_by(Reply.id)
    return lambda: f"/feedback/replies/{db.session.scalars(first).first().id}{rest}"  # type: ignore[union-attr]


def rest_of_wish(rest: str) -> Callable[[], str]:
    """The address of something of a wish to be contacted; of all of them where it is empty."""

    def path() -> str:
        wish = db.session.scalars(select(ContactRequest).order_by(ContactRequest.key)).first()
        return f"/feedback/contact-requests/{wish.key}{rest}" if rest and wish else "/feedback/contact-requests"

    return path


def sheet() -> dict[str, str]:
    """A sheet with one answer."""
    version = families().latest
    question = next(question for question in version.questions if question.scale)
    return {"ticket": Ticket.of(version, "paper").stamped(), "sent_as": "once", question.key: "5", "language": "en"}


def unanswered() -> str:
    """The address that publishes a reply which is ready."""
    with transaction():
        asked = db.session.get_one(Round, families().rounds[0].id)
        asked.replied_at = None
        return f"/feedback/rounds/{asked.id}/publication"


SENTENCES = {"said-en": "S", "did-en": "D", "theme": "", "behind": ""}
EVERYWHERE = SENTENCES | {f"{part}-{code}": "X" for part in ("said", "did") for code in ("ar", "es")}
RULES = {"safeguarding_id": "", "contact_days": 30, "answers_months": 24, "public_threshold": 10, "reply_days": 14}
ROWS = {
    "GET feedback.show_reach": for_staff(round_now("/reach")),
    "GET feedback.show_poster": for_staff(round_now("/poster")),
    "GET feedback.show_reply_poster": for_staff(answered_round("/reply/poster")),
    "GET feedback.show_reply_poster before there is one": for_staff(round_now("/reply/poster"), 404),
    "GET feedback.show_paper": for_staff(round_now("/paper")),
    "GET feedback.show_sheets": for_staff(round_now("/sheets")),
    "POST feedback.enter_sheet": for_staff(round_now("/sheets"), data=sheet),
    "POST feedback.take_sheet_back": for_staff(round_now("/sheets/return"), data={"last": "x"}),
    "GET feedback.show_reply": for_staff(round_now("/reply")),
    "GET feedback.new_reply": for_staff(round_now("/replies/new")),
    "POST feedback.add_reply": for_staff(round_now("/replies"), 303, SENTENCES),
    "GET feedback.edit_reply": for_staff(reply()),
    "POST feedback.change_reply": for_staff(reply(), 303, EVERYWHERE),
    "POST feedback.reorder_reply": for_staff(reply("/descent"), 303),
    "POST feedback.throw_reply_away": for_staff(reply("/deletion"), 303),
    "POST feedback.make_action": for_staff(reply("/action"), 303),
    "POST feedback.publish_reply": for_staff(unanswered, 303),
    "POST feedback.publish_reply without a sentence": for_staff(round_now("/publication"), 422),
    "POST feedback.withdraw_reply": for_staff(answered_round("/withdrawal"), 303),
    "GET feedback.show_aside": for_staff(round_now("/aside")),
    "POST feedback.count_aside": for_staff(round_now("/aside/flood/acceptance"), 303),
    "POST feedback.leave_aside_out": for_staff(round_now("/aside/trap/rejection"), 303),
    "POST feedback.put_aside_again": for_staff(round_now("/aside/trap/return"), 303),
    "GET feedback.list_contact_requests": for_reader(""),
    "POST feedback.answer_contact_request": for_reader("/answer", 303),
    "POST feedback.reopen_contact_request": for_reader("/reopening", 303),
    "POST feedback.accept_contact_request": for_reader("/acceptance", 303),
    "GET feedback.show_rules": for_principal(200),
    "POST feedback.save_rules": for_principal(303, RULES),
}
