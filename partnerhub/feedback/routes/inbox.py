"""The inbox of the named safeguarding person. For everybody else, the principal too, it is not there.

Nothing of it goes into the trail, the search or a kept answer: each tap leads back to the page.
"""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.routes import routes
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation.access import allow, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show


def rules_of_reader() -> FeedbackRules:
    """The rules, for whoever reads these wishes; 404 for everybody else."""
    rules = FeedbackRules.of_school()
    return rules if rules.reader and rules.reader.id == current_user.id else abort(404)


def wish(key: str) -> ContactRequest:
    """A wish, for whoever may read it."""
    seen = ContactRequest.visible_to(current_user).where(ContactRequest.key == key)
    return db.session.scalars(seen).one_or_none() or abort(404)


@routes.get("/feedback/contact-requests")
@allow(staff)
def list_contact_requests() -> Response:
    """Who would like to be contacted, the longest wait first."""
    rules = rules_of_reader()
    every = db.session.scalars(ContactRequest.visible_to(current_user)).all()
    return show(
        "feedback/inbox/index.html",
        waiting=[one for one in every if not one.answered_on and not one.aside],
        answered=[one for one in every if one.answered_on],
        caught=[one for one in every if one.aside and not one.answered_on],
        rules=rules,
        name_of=name_of,
    )


@routes.post("/feedback/contact-requests/<string:key>/answer")
@allow(staff)
def answer_contact_request(key: str) -> Response:
    """They were contacted."""
    wish(key).answer()
    return back(_("Noted as answered."), undo=url_for("feedback.reopen_contact_request", key=key))


@routes.post("/feedback/contact-requests/<string:key>/reopening")
@allow(staff)
def reopen_contact_request(key: str) -> Response:
    """They were not, after all."""
    wish(key).open_again()
    return back(None)


@routes.post("/feedback/contact-requests/<string:key>/acceptance")
@allow(staff)
def accept_contact_request(key: str) -> Response:
    """The trap was wrong."""
    wish(key).take_seriously()
    return back(_("It is on your list now."))


def back(said: str | None, undo: str | None = None) -> Response:
    """To the inbox."""
    return done(url_for("feedback.list_contact_requests"), said, undo=undo)
