"""The form is the page that many open at once, at the gate or after a letter: it is made once in two seconds.

What the house has answered is answered again, before Flask begins, to whoever asks for the same address in the same
languages. What differs from reader to reader, the signed ticket and the random id, is filled in each time. Two seconds
are nothing to a reader, and a closed round takes no answers however old its page is. Nothing here knows who reads.
"""

import gzip
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, make_response, request
from itsdangerous import URLSafeSerializer

from partnerhub.feedback.doors import TICKETS, Ticket
from partnerhub.foundation.links import signer

MOST_PAGES = 200
TICKET, ID = "%ticket%", "%id%"
# What an answer depends on: nothing else may be looked at by a route whose answer is kept.
ASKED_BY = ("HTTP_HOST", "wsgi.url_scheme", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_LANGUAGE")
OF_THE_BODY = ("content-length", "content-encoding")
SLOT = "partnerhub.feedback.page"


def new_id() -> str:
    """The random id of a form."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True)
class Page:
    """A form as it was made, in the three parts around the ticket and the id.

    Args:
        start: what stands before the ticket; `middle` between it and the id, `end` after that.
        ticket: what the ticket says; `sign` makes it the word that goes into the form.
        headers: those of the answer that are not about its body.
        until: how long it is answered again, on the monotonic clock.
    """

    start: str
    middle: str
    end: str
    ticket: Ticket
    sign: URLSafeSerializer
    headers: tuple[tuple[str, str], ...] = ()
    until: float = 0.0

    def filled(self) -> bytes:
        """The HTML for one more reader."""
        return f"{self.start}{self.ticket.stamped(self.sign)}{self.middle}{new_id()}{self.end}".encode()


def answer(html: str, ticket: Ticket) -> Response:
    """A form whose HTML has TICKET and ID in it: for this reader, and kept for the next ones."""
    start, rest = html.split(TICKET, 1)
    middle, end = rest.split(ID, 1)
    page = request.environ[SLOT] = Page(start, middle, end, ticket, signer(TICKETS))
    return make_response(page.filled())


class Kept:
    """Stands before the app and answers what was answered a moment ago."""

    def __init__(self, app: Flask) -> None:
        self.config, self.inner, self.pages = app.config, app.wsgi_app, dict[tuple[Any, ...], Page]()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        key = tuple(environ.get(name) for name in ASKED_BY)
        page = self.pages.get(key) if environ["REQUEST_METHOD"] == "GET" else None
        if page is not None and page.until > time.monotonic():
            return again(page, environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            made: Page | None = environ.get(SLOT)
            if made and status.startswith("200") and self.config["FORM_KEPT"]:
                self.keep(key, made, headers)
            return start_response(status, headers, *more)

        return self.inner(environ, start)

    def keep(self, key: tuple[Any, ...], made: Page, headers: list[tuple[str, str]]) -> None:
        """Keep an answer for a moment."""
        if len(self.pages) >= MOST_PAGES:
            self.pages.clear()
        same = tuple(pair for pair in headers if pair[0].lower() not in OF_THE_BODY)
        self.pages[key] = replace(made, headers=same, until=time.monotonic() + self.config["FORM_KEPT"])


def again(page: Page, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer what was answered a moment ago."""
    body, headers = page.filled(), list(page.headers)
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        body = gzip.compress(body, 4)
        headers.append(("Content-Encoding", "gzip"))
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]


def init(app: Flask) -> None:
    """Let the form be answered before Flask begins."""
    app.wsgi_app = Kept(app)  # type: ignore[method-assign]
