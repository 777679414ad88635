"""Security: headers, which hosts are answered, where a writing request may come from, and the plain error pages."""

import ipaddress
import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, redirect, render_template, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, InternalServerError

from partnerhub.foundation import checks
from partnerhub.foundation.access import leaves_no_trace
from partnerhub.foundation.db import SAFE_METHODS, db

log = logging.getLogger("partnerhub")
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
compress = Compress()

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}
REFUSALS = frozenset({400, 401, 403, 413, 429})
A_YEAR = 31536000
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


class Cookies(SecureCookieSessionInterface):
    """The session's cookie, but for routes that leave no trace."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not leaves_no_trace():
            super().save_session(app, session, response)


def init_security(app: Flask) -> None:
    """Set everything up that is asked of every request."""
    app.session_interface = Cookies()
    app.before_request(check_host)
    app.before_request(check_origin)
    app.before_request(make_room)
    csrf.init_app(app)
    limiter.init_app(app)
    limiter.request_filter(checks.is_asked)
    compress.init_app(app)
    app.after_request(add_headers)
    app.register_error_handler(HTTPException, answer_refusal)
    app.register_error_handler(Exception, answer_failure)


def check_host() -> None:
    """Answer only to our own name: the public address where one is set, else this machine and its own network."""
    host = urlsplit(f"//{request.host}").hostname or ""
    public = current_app.config["PUBLIC_URL"]
    if request.endpoint == "home.healthz" and is_local(host):
        return
    if (public and host != urlsplit(public).hostname) or (not public and not is_local(host)):
        abort(400)


def is_local(host: str) -> bool:
    """Whether a host name means this machine or a private network."""
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


def check_origin() -> None:
    """Refuse a writing request that another site's page sent."""
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    foreign = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    if foreign or (origin and origin != "null" and urlsplit(origin).netloc != request.host):
        abort(403)


def make_room() -> None:
    """Let a route that takes files or long texts be sent more, before the form's token, as the first, reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "upload", False):
        request.max_content_length = current_app.config["MAX_UPLOAD_LENGTH"]
    if getattr(view, "long", False):
        request.max_content_length = request.max_form_memory_size = current_app.config["MAX_TEXT_LENGTH"]


def add_headers(response: Response) -> Response:
    """The headers that every answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


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
    from sqlalchemy.exc import OperationalError

    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    error_id = secrets.token_hex(4)
    log.error("error %s %s %s", error_id, request.method, request.endpoint, exc_info=error)
    db.session.rollback()
    cannot_write = isinstance(error, OperationalError | OSError)
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
    page = render_template("errors/error.html", code=code, title=title, message=message, error_id=error_id, typed=typed)
    # htmx says what went wrong in a message of its own: a whole page must not land in a panel.
    return Response(page, code, {"HX-Reswap": "none"}, mimetype="text/html")


def kept_fields() -> list[tuple[str, str]]:
    """What was typed, to be sent again; never passwords and files."""
    if request.method in SAFE_METHODS or request.max_content_length == 0:
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    ]
