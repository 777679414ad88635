"""Static files under names that change with their content, so that a browser keeps them for a year."""

import base64
import hashlib
import secrets
from functools import cache
from pathlib import Path

from flask import Flask, current_app, g, url_for
from markupsafe import Markup


def init_assets(app: Flask) -> None:
    """Give templates `asset(name)`, `script(name)` and `carried(name)`."""
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["script"] = script
    app.jinja_env.globals["carried"] = carried


def asset(name: str) -> str:
    """The address of a static file, with the fingerprint of what is in it; a page asks for its icons 280 times."""
    known: dict[str, str] = g.setdefault("assets", {})
    if name not in known:
        known[name] = url_for("static", filename=name, v=fingerprint(Path(str(current_app.static_folder)) / name))
    return known[name]


@cache
def fingerprint(file: Path) -> str:
    """Ten hexadecimal digits that change with the content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]


def script(name: str) -> Markup:
    """A script of ours, to be run when the page is there.

    The page's content security policy knows it by a word that was made for this answer alone
    (https://www.w3.org/TR/CSP3/#security-nonces), so that nothing else runs: not what somebody manages to write into a
    page, and not a file that they sent.
    """
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return Markup('<script src="{}" nonce="{}" defer></script>').format(asset(name), g.nonce)


def carried(name: str) -> Markup:
    """A style sheet inside of the page, for one that is opened once, on a slow network: it saves a whole round trip.

    The page's content security policy names the sheet by its hash, so that no other style in it counts
    (https://www.w3.org/TR/CSP3/#match-element-to-source-list).
    """
    text, digest = sheet(Path(str(current_app.static_folder)) / name)
    g.carried = digest
    return Markup(f"<style>{text}</style>")  # noqa: S704 - a file of ours


@cache
def sheet(file: Path) -> tuple[str, str]:
    """A style sheet's text, and its hash as a content security policy writes it."""
    text = file.read_text("utf-8")
    return text, f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
