"""The clearances' pages."""

from flask import Blueprint, Response

from partnerhub.foundation.access import allow, school_side
from partnerhub.foundation.hypermedia import show

routes = Blueprint("clearances", __name__)


@routes.get("/cleared")
@allow(school_side)
def show_board() -> Response:
    """Who may be on site today."""
    return show("clearances/board.html")
