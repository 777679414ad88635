"""What each person is answered by the newsletter's pages."""

import secrets
from collections.abc import Callable
from typing import Any

from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import User
from partnerhub.stories.model import State
from partnerhub.stories.newsletter import sending
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests.access import Row, everyone
from tests.access.stories import BY_STAFF, for_staff
from tests.stories.making import begin


def subscriber() -> Subscriber:
    """Somebody who gets the newsletter."""
    made = Subscriber(email=f"{secrets.token_hex(6)}@home.example", language="en")
    db.session.add(made)
    made.confirm()
    db.session.flush()
    return made


def issue(rest: str = "", *, is_sent: bool = False, where: str = "/newsroom/issues") -> Callable[[], str]:
    """The address of an issue with a few words in it."""

    def path() -> str:
        with transaction():
            subscriber()
            made = Issue(title="November", language="en")
            made.begin(by=User.by_email("staff@demo.example"))
            made.add(heading="Hello", text="It is cold.")
            if is_sent:
                sending.send(made, by=User.by_email("principal@demo.example"))
            return f"{where}/{made.id}{rest}"

    return path


def piece(rest: str = "") -> Callable[[], str]:
    """The address of a few words in an issue."""

    def path() -> str:
        with transaction():
            made = Issue(title="November", language="en")
            made.begin(by=User.by_email("staff@demo.example"))
            return f"/newsroom/pieces/{made.add(heading='Hello', text='It is cold.').id}{rest}"

    return path


def link(way: str) -> Callable[[], str]:
    """The address of a subscriber's own link."""

    def path() -> str:
        with transaction():
            return str(getattr(subscriber(), way)).replace("http://localhost", "")

    return path


def listed(rest: str) -> Callable[[], str]:
    """The address of something that staff do with a subscriber."""

    def path() -> str:
        with transaction():
            return f"/newsroom/subscribers/{subscriber().id}{rest}"

    return path


def a_story() -> dict[str, str]:
    """A story that may go out."""
    with transaction():
        return {"story": str(begin(state=State.PUBLISHED).id)}


READERS: dict[str, Any] = {"anyone": 401, "partner": 403, "other": 403, "staff": 200, "principal": 200}
BY_LINK: dict[str, Any] = {"stranger": None, "why": "Whoever has the link, without an account"}
WORDS = {"heading": "Hello", "text": "It is cold."}
PUBLIC = "/stories/newsletters"
ROWS = {
    "GET stories.list_issues": Row("/newsroom/issues", **READERS, viewer=200),
    "POST stories.begin_issue": for_staff("/newsroom/issues", 303, {"title": "November", "language": "en"}),
    "GET stories.show_issue": Row(issue(), **READERS, viewer=404),
    "GET stories.show_issue that was sent": Row(issue(is_sent=True), **READERS, viewer=200),
    "POST stories.add_story": for_staff(issue("/stories"), 303, a_story),
    "POST stories.add_words": for_staff(issue("/words"), 303, WORDS),
    "GET stories.edit_piece": for_staff(piece(), 200),
    "POST stories.change_piece": for_staff(piece(), 303, WORDS),
    "POST stories.reorder_piece": for_staff(piece("/rise"), 303),
    "POST stories.remove_piece": for_staff(piece("/removal"), 303),
    "GET stories.show_paste": for_staff(issue("/paste"), 200),
    "POST stories.send_issue": Row(issue("/sending"), **BY_STAFF, staff=403, principal=303),
    "POST stories.hold_issue": for_staff(issue("/pause", is_sent=True), 303),
    "GET stories.list_subscribers": for_staff("/newsroom/subscribers", 200),
    "POST stories.remove_subscriber": for_staff(listed("/removal"), 303),
    "POST stories.note_bounce": for_staff(listed("/bounce"), 303),
    "POST stories.ask_subscriber_again": for_staff(listed("/question"), 303),
    "GET stories.read_issue": Row(issue(is_sent=True, where=PUBLIC), **everyone(200), **BY_LINK),
    "GET stories.read_issue before it is sent": Row(
        issue(where=PUBLIC), **{**everyone(404), "staff": 200, "principal": 200}
    ),
    "GET stories.show_subscription": Row(f"{PUBLIC}/subscription", **everyone(200)),
    "POST stories.ask_for_newsletter": Row(
        f"{PUBLIC}/subscription", **everyone(200), data={"email": "ada@home.example"}
    ),
    "GET stories.show_confirmation": Row(link("confirmation"), **everyone(200), **BY_LINK),
    "POST stories.confirm_subscription": Row(link("confirmation"), **everyone(200), **BY_LINK),
    "GET stories.show_leaving": Row(link("way_out"), **everyone(200), **BY_LINK),
    "POST stories.end_subscription": Row(link("way_out"), **everyone(200), **BY_LINK),
}
