"""The onboarding's pages."""

from flask import Blueprint, Response

from partnerhub.foundation.access import allow, anyone, school_side
from partnerhub.foundation.hypermedia import show

routes = Blueprint("onboarding", __name__)


@routes.get("/onboarding")
@allow(school_side)
def index() -> Response:
    """Applications that wait, and partners on their way in."""
    return show("onboarding/index.html")


@routes.get("/apply")
@allow(anyone)
def begin() -> Response:
    """What an application needs, before it begins."""
    return show("onboarding/apply/begin.html")
