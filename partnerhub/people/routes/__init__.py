"""The people's pages, a file for each noun."""

from flask import Blueprint

routes = Blueprint("people", __name__)

from partnerhub.people.routes import (  # noqa: E402 - they hang themselves on the blueprint
    account,
    activity,
    invitations,
    links,
    outbox,
    people,
    second_factor,
    setup,
    sign_in,
)

__all__ = [
    "account",
    "activity",
    "invitations",
    "links",
    "outbox",
    "people",
    "routes",
    "second_factor",
    "setup",
    "sign_in",
]
