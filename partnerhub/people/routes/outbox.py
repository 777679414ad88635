"""The outbox: what the house has written to whom."""

from flask import Response, current_app, request
from sqlalchemy import select

from partnerhub.foundation.access import allow, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.mail import Mail
from partnerhub.foundation.numbers import whole
from partnerhub.people.routes import routes

A_PAGE = 30


@routes.get("/outbox")
@allow(principal)
def show_outbox() -> Response:
    """Each letter and what became of it.

    With a mail server set, letters with a link are not shown: the link is for whoever it was sent to.
    """
    before = request.args.get("before", type=whole)
    letters = select(Mail).order_by(Mail.id.desc()).limit(A_PAGE + 1)
    if before:
        letters = letters.where(Mail.id < before)
    found = db.session.scalars(letters).all()
    more = found[A_PAGE - 1].id if len(found) > A_PAGE else None
    sends = bool(current_app.config["SMTP_URL"])
    return show("people/outbox.html", letters=found[:A_PAGE], more=more, sends=sends)
