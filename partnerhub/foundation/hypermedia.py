"""One piece of markup, two doors: a whole page for a browser, its fragment for htmx.

Only this module speaks with htmx-flask.
"""

import json
from typing import Any

from flask import Flask, Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from htmx_flask import Htmx

from partnerhub.foundation import drafts, submissions

htmx = Htmx()
VARY = "HX-Request, HX-History-Restore-Request, HX-Boosted"
HTMX_CONFIG = {
    "includeIndicatorStyles": False,
    "defaultSettleDelay": 0,  # until then a form that arrived is an ordinary one
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "historyRestoreAsHxRequest": False,
    "timeout": 15000,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "409", "swap": True, "error": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


def init_hypermedia(app: Flask) -> None:
    """Teach the app the two doors."""
    htmx.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["submission_id"] = submissions.new_id
    app.jinja_env.globals["saved_draft"] = lambda form: drafts.saved_for(current_user, form)
    app.context_processor(lambda: {"htmx_config": json.dumps(HTMX_CONFIG)})
    app.after_request(vary)


def vary(response: Response) -> Response:
    """Keep browsers from showing a stored fragment as a page."""
    if response.mimetype == "text/html":
        response.headers["Vary"] = VARY
        response.headers.setdefault("Cache-Control", "no-store, private")
    return response


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page that it shows."""
    asks = request.htmx  # type: ignore[attr-defined]
    return bool(asks) and not asks.boosted and not asks.history_restore_request


def show(page: str, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Answer with a page, or with its fragment where htmx asks for that.

    Args:
        page: the page's template; it includes the fragment's.
        fragment: the template of the part that htmx swaps.
        status: 422 for a form that has to be mended.
    """
    context.setdefault("has_errors", status == 422)
    if fragment and wants_fragment():
        body = render_template(fragment, **context) + render_template("components/_flash.html")
        return make_response(body, status)
    return make_response(render_template(page, **context), status)


def done(
    url: str,
    message: str | None = None,
    *,
    undo: str | None = None,
    fragment: str | None = None,
    **context: Any,
) -> Response:
    """Answer a request that did what it was asked.

    A browser is sent on to the page; htmx gets the fragment, or is told to go to the page where there is none.

    Args:
        url: the page that shows the result.
        message: what was done, in a few words.
        undo: where a POST takes it back.
        fragment: the template that shows the result in place.
    """
    if message:
        flash(message, f"undo:{undo}" if undo else "done")
    if not wants_fragment():
        return make_response(redirect(url, 303))
    if fragment:
        return make_response(render_template(fragment, **context) + render_template("components/_flash.html"))
    response = make_response("", 200)
    response.headers["HX-Redirect"] = url
    return response


def conflict(page: str, *, fragment: str | None = None, **context: Any) -> Response:
    """Answer somebody who was second: what the first did, and what they typed, side by side.

    Args:
        page: the page's template.
        fragment: the template of the part that htmx swaps.
    """
    context.setdefault("error", _("Somebody else changed this while you were writing."))
    return show(page, fragment=fragment, status=409, **context)
