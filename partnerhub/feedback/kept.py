"""The form is the page that many open at once, at the gate or after a letter: it is made once in two seconds.

Two seconds are nothing to whoever reads it, and a closed round takes no answers however old the page is. What differs
from reader to reader, the ticket and the random id, is filled in each time. Nothing here knows who reads.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, make_response, request

from partnerhub.feedback.doors import Ticket

MOST_PAGES = 200
TICKET, ID = "%ticket%", "%id%"


@dataclass(frozen=True)
class Page:
    """A form as it was made: its HTML in the three parts around the ticket and the id, and what its ticket says."""

    parts: tuple[str, str, str]
    ticket: Ticket
    until: float

    def filled(self) -> Response:
        """The page for one more reader."""
        start, middle, end = self.parts
        return make_response(f"{start}{self.ticket.stamped()}{middle}{new_id()}{end}")


def new_id() -> str:
    """The random id of a form."""
    return secrets.token_urlsafe(12)


def kept_page(make: Callable[[], tuple[str, Ticket] | Response]) -> Response:
    """The page that was made for this address and language a moment ago, or one that is made now.

    Args:
        make: gives a form's HTML, with TICKET and ID in their places, and its ticket; or another answer, not kept.
    """
    pages: dict[tuple[str, str, str], Page] = current_app.extensions.setdefault("feedback-pages", {})
    key = (request.path, request.args.get("lang", ""), request.headers.get("Accept-Language", "")[:100])
    page = pages.get(key)
    if page is None or page.until < time.monotonic():
        made = make()
        if isinstance(made, Response):
            return made
        if len(pages) >= MOST_PAGES:
            pages.clear()
        html, ticket = made
        start, rest = html.split(TICKET, 1)
        page = pages[key] = Page((start, *split(rest)), ticket, time.monotonic() + current_app.config["FORM_KEPT"])
    return page.filled()


def split(rest: str) -> tuple[str, str]:
    """What stands before and after the id."""
    middle, end = rest.split(ID, 1)
    return middle, end
