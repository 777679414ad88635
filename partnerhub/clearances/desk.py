"""The front desk's pages: the board that refreshes by itself, and the sheet to print."""

from flask import Response, request
from flask_login import current_user

from partnerhub.clearances.board import board
from partnerhub.clearances.routes import routes
from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, school_side
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.words import sought


@routes.get("/cleared")
@allow(school_side)
def show_board() -> Response:
    """Who may be on site today."""
    words, color = sought(request.args), request.args.get("color", "")
    everyone = board(current_user)
    return show(
        "clearances/board.html",
        fragment="clearances/_board.html",
        everyone=everyone,
        board=everyone.matching(words, color),
        words=words,
        color=color if color in ("green", "amber", "red") else "",
        is_kiosk="desk" in request.args,
        as_of=clock.now(),
    )


@routes.get("/cleared/sheet")
@allow(school_side)
def show_sheet() -> Response:
    """The same on one page of paper, for the front desk."""
    return show("clearances/sheet.html", board=board(current_user), as_of=clock.now())
