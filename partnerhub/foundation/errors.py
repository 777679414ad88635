"""The plain pages for what was refused and for what broke."""

import logging
import secrets
from typing import Any

from flask import Flask, Response, current_app, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from partnerhub.foundation.db import SAFE_METHODS, db
from partnerhub.foundation.formats import direction, languages, locale_tag

log = logging.getLogger("partnerhub")
REFUSALS = frozenset({400, 401, 403, 413, 429})
MESSAGES = {
    400: (_l("We could not read that"), _l("Please go back, reload the page and try again.")),
    401: (_l("Please sign in again"), _l("You were signed out. What you typed is kept below.")),
    403: (_l("This page is not open to you"), _l("Ask the school if you think that it should be.")),
    404: (_l("We cannot find that page"), _l("It may have moved, or the link may be cut off.")),
    405: (_l("That does not work here"), _l("Please go back and try again.")),
    409: (_l("Somebody else was faster"), _l("Please reload the page to see what they did.")),
    410: (_l("This link has been used or has run out"), _l("Ask whoever sent it for a new one.")),
    413: (_l("That is too much at once"), _l("A file may have up to 10 MB. Please send a smaller one.")),
    422: (_l("Something needs mending"), _l("Please go back and look at what you typed.")),
    429: (
        _l("Please wait a minute"),
        _l("There were many tries in a short time. Nothing is lost; try again soon."),
    ),
    500: (_l("Something went wrong on our side"), _l("It has been noted. Nothing was half saved.")),
    503: (_l("We cannot save right now"), _l("Reading still works. Please try again in a few minutes.")),
}


def init_errors(app: Flask) -> None:
    """Answer what is refused and what breaks with a page of our own."""
    app.register_error_handler(HTTPException, answer_refusal)
    app.register_error_handler(Exception, answer_failure)


def answer_refusal(error: HTTPException) -> Response:
    """A plain page for what was refused."""
    if error.response is not None and error.code and error.code < 400:
        return error.response  # type: ignore[return-value]
    if broke := getattr(error, "original_exception", None):  # after the route was done: the commit failed
        return answer_failure(broke)
    if error.code == 401 and wants_to_read():
        here = request.full_path if request.query_string else request.path
        return redirect(url_for("people.show_sign_in", next=here), 303)  # type: ignore[return-value]
    if error.code in REFUSALS:
        log.info("refused %d %s %s", error.code, request.method, request.endpoint)
    return error_page(error.code or 500, typed_again=isinstance(error, CSRFError) or error.code in (401, 429))


def wants_to_read() -> bool:
    """Whether a browser asks for a page: it names HTML. Scripts and htmx are told 401, and can act on it."""
    asks_for_html = "text/html" in request.headers.get("Accept", "")
    return request.method in SAFE_METHODS and asks_for_html and not request.headers.get("HX-Request")


def answer_failure(error: Exception) -> Response:
    """A plain page for what broke, with a short id that the log has too; never a trace."""
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    error_id = secrets.token_hex(4)
    log.error("error %s %s %s", error_id, request.method, request.endpoint, exc_info=error)
    db.session.rollback()
    cannot_write = isinstance(error, OperationalError | OSError) and request.method not in SAFE_METHODS
    return error_page(503 if cannot_write else InternalServerError.code, error_id, typed_again=cannot_write)


def error_page(code: int, error_id: str | None = None, *, typed_again: bool = False) -> Response:
    """The page for an error. Where the typed text would be lost it is kept in a form that can be sent again."""
    title, message = MESSAGES.get(code, MESSAGES[500])
    if typed_again and code == 400:
        title, message = (
            _("Please send this once more"),
            _("This page was open for long. What you typed is kept."),
        )
    typed = kept_fields() if typed_again else []
    page = written(code=code, title=title, message=message, error_id=error_id, typed=typed)
    # htmx says what went wrong in a message of its own: a whole page must not land in a panel.
    return Response(page, code, {"HX-Reswap": "none"}, mimetype="text/html")


def written(**said: Any) -> str:
    """The page; a bare one where the database does not answer, and nobody knows the school, the reader or a session."""
    try:
        return render_template("errors/error.html", **said)
    except DBAPIError:
        with force_locale(request.accept_languages.best_match(languages()) or "en"):
            bare = current_app.jinja_env.get_template("errors/bare.html")
            return bare.render(**said, locale=locale_tag(), text_dir=direction(), request=request)


def kept_fields() -> list[tuple[str, str]]:
    """What was typed, to be sent again; never passwords and files."""
    if request.method in SAFE_METHODS or request.max_content_length == 0:
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]
