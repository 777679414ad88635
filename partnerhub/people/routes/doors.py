"""The doors of people: before the first day, and before a second factor is set up that the school asks for."""

from typing import Any

from flask import current_app, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from partnerhub.foundation.access import anyone
from partnerhub.foundation.hypermedia import done
from partnerhub.people.routes.setup import not_yet
from partnerhub.people.sessions import OPEN_TO_LIMITED

ENTRANCES = {"home.index", "people.show_sign_in"}


def door() -> ResponseReturnValue | None:
    """The answer to whoever may not go further; None for everybody else."""
    return not_yet() or set_up_first()


def set_up_first() -> ResponseReturnValue | None:
    """Lead whoever must set a second factor up to where they do that. What is open to anyone is open to them, too."""
    endpoint = request.endpoint or ""
    view: Any = current_app.view_functions[endpoint]
    if endpoint in OPEN_TO_LIMITED or (view.allowed == anyone and endpoint not in ENTRANCES):
        return None
    if not current_user.is_authenticated and g.get("is_limited"):
        return done(url_for("people.show_second_factor"))
    return None
