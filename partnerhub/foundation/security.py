"""Security: headers, which hosts are answered, and where a writing request may come from."""

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from partnerhub.foundation import checks
from partnerhub.foundation.access import leaves_no_trace
from partnerhub.foundation.db import SAFE_METHODS

csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
compress = Compress()

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'none'",  # a page that runs some names them: assets.script
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
POLICY_OF_A_FILE = "default-src 'none'; frame-ancestors 'none'"  # a style sheet or a script asks for nothing by itself
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}
A_YEAR = 31536000


class Cookies(SecureCookieSessionInterface):
    """The session's cookie, but for routes that leave no trace."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not leaves_no_trace():
            super().save_session(app, session, response)


def init_security(app: Flask) -> None:
    """Set everything up that is asked of every request."""
    app.session_interface = Cookies()
    app.before_request(check_host)
    app.before_request(check_path)
    app.before_request(check_origin)
    app.before_request(make_room)
    csrf.init_app(app)
    limiter.init_app(app)
    limiter.request_filter(checks.is_asked)
    compress.init_app(app)
    app.after_request(add_headers)


def check_host() -> None:
    """Answer only to our own name: the public address where one is set, else this machine and its own network."""
    host = urlsplit(f"//{request.host}").hostname or ""
    public = current_app.config["PUBLIC_URL"]
    if request.endpoint == "home.healthz" and is_local(host):
        return
    if (public and host != urlsplit(public).hostname) or (not public and not is_local(host)):
        abort(400)


def check_path() -> None:
    """Let an address with a NUL in it lead nowhere: nothing has that name, and PostgreSQL fails when asked for it."""
    if "\x00" in request.path:
        abort(404)


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


def policy_of_page() -> str:
    """The content security policy, with the scripts and the style sheet that this page names."""
    if request.endpoint == "static":
        return POLICY_OF_A_FILE
    policy = CONTENT_SECURITY_POLICY
    if "nonce" in g:
        policy = policy.replace("script-src 'none'", f"script-src 'nonce-{g.nonce}'")
    if "carried" in g:
        policy = policy.replace("style-src 'self'", f"style-src 'self' {g.carried}")
    return policy


def add_headers(response: Response) -> Response:
    """The headers that every answer carries."""
    response.headers.setdefault("Content-Security-Policy", policy_of_page())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
