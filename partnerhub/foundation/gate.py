"""The gate: what happens to every request between the door and its route, in this order.

May this person enter? Are the files that they bring what they say? Only then does the writing begin, so that slow
work never holds the database. And what was sent twice is answered as it was the first time.
"""

from typing import Any

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from partnerhub.foundation import checks, files, submissions
from partnerhub.foundation.access import anyone, role_of
from partnerhub.foundation.db import SAFE_METHODS, begin_writing
from partnerhub.foundation.feature import house


def init_gate(app: Flask) -> None:
    """Let every request pass the gate."""
    app.before_request(pass_gate)
    app.after_request(submissions.remember)


def pass_gate() -> ResponseReturnValue | None:
    """Turn away who may not enter, prepare uploads, begin to write, replay what was sent before."""
    if request.endpoint is None:
        return None
    if (answer := house().door()) is not None:
        return answer
    view: Any = current_app.view_functions[request.endpoint]
    if view.allowed != anyone:
        turn_away(view)
    if request.method in SAFE_METHODS:
        return None
    if view.upload:
        g.uploads = files.prepare_all(request)
    if view.late or checks.is_asked():
        return None
    begin_writing()
    if view.allowed != anyone:
        turn_away(view)  # once more: while this request waited, somebody may have been turned off
    return submissions.replay()


def turn_away(view: Any) -> None:
    """401 for somebody who could enter after signing in, 403 for somebody who never may."""
    role = role_of(current_user)
    if role not in view.allowed:
        abort(401 if role is None else 403)
