"""What each person is answered by the pages on which a time is found."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.access import Row, everyone

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
ASKED: dict[str, Any] = {**everyone(200), "stranger": None, "why": "Whoever has the link answers, without an account"}
TIMES = {"day-1": "2099-03-09", "begins-1": "15:30", "day-2": "2099-03-10", "begins-2": "09:00"}


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def made(address: Callable[[Poll], str], **more: Any) -> Callable[[], str]:
    """The address of something of a new poll with the clinic."""

    def path() -> str:
        with transaction():
            clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
            poll = Poll(title="A talk", partners=[clinic])
            times = [(date(2099, 3, 9), time(15, 30)), (date(2099, 3, 10), time(9)), (date(2099, 3, 11), time(9))]
            poll.begin(times, by=User.by_email("staff@demo.example"))
            for name, value in more.items():
                setattr(poll, name, value)
            return address(poll)

    return path


def poll(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of a new poll, or of something below it."""
    return made(lambda poll: f"/polls/{poll.id}{rest}", **more)


def removal_of(kind: str) -> Callable[[], str]:
    """The address that takes the first of a new poll's people or times out."""
    return made(lambda poll: f"/polls/{poll.id}/{kind}/{getattr(poll, kind)[0].id}/removal")


def answering() -> Row:
    """Somebody's answer, sent to their own link."""
    asked: list[Poll] = []

    def path() -> str:
        return made(lambda poll: asked.append(poll) or f"/times/{poll.ask(Somebody(name='Ms. Guest')).token}")()

    def data() -> dict[str, str]:
        return {f"slot-{slot.id}": "yes" for slot in db.session.merge(asked[-1]).slots}

    return Row(path, **{**ASKED, **everyone(303)}, data=data)


ROWS = {
    "GET meetings.new_poll": for_staff("/polls/new", 200),
    "POST meetings.begin_poll": for_staff("/polls", 303, lambda: {**TIMES, "minutes": "60", "partner": "1"}),
    "GET meetings.show_poll": Row(poll(), anyone=401, viewer=403, partner=200, other=404, staff=200, principal=200),
    "POST meetings.add_voter": for_staff(poll("/voters"), 303, {"name": "Ms. Guest"}),
    "POST meetings.remove_voter": for_staff(
        made(lambda poll: f"/polls/{poll.id}/voters/{poll.voters[0].id}/removal"), 303
    ),
    "POST meetings.add_slot": for_staff(poll("/slots"), 303, {"day": "2099-03-12", "begins": "10:00"}),
    "POST meetings.remove_slot": for_staff(removal_of("slots"), 303),
    "POST meetings.send_question": for_staff(poll("/letters"), 303),
    "POST meetings.choose_slot": for_staff(made(lambda poll: f"/polls/{poll.id}/choice/{poll.slots[0].id}"), 303),
    "POST meetings.close_poll": for_staff(poll("/closing"), 303),
    "POST meetings.reopen_poll": for_staff(poll("/reopening", state="closed"), 303),
    "GET meetings.show_answers": Row(made(lambda poll: f"/times/{poll.voters[0].token}"), **ASKED),
    "POST meetings.save_answers": answering(),
}
