"""The pages of proposals: an organization proposes, the school compares and answers."""

from collections.abc import Iterable
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation.access import allow, find, partner, school_side, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due
from partnerhub.foundation.forms import Form, Text
from partnerhub.foundation.hypermedia import done, show
from partnerhub.partners.details import DETAILS, in_words, values_of
from partnerhub.partners.forms import DetailsForm
from partnerhub.partners.model import Partner
from partnerhub.partners.proposal import AlreadyAnswered, Proposal
from partnerhub.partners.routes import routes


class ReturnForm(Form):
    """Why not?"""

    answer = Text(_l("What should they change?"), required=_l("Say in a few words what is not right."), most=500)


@routes.get("/partners/<int:key>/proposal/new")
@allow(partner)
def new_proposal(key: int) -> Response:
    """The organization's own details, or what it proposed already, to be changed."""
    found = find(Partner, key)
    waiting = Proposal.waiting_of(found)
    values = values_of(found) | {name: new for name, (_old, new) in (waiting.changes if waiting else {}).items()}
    return show("partners/propose.html", partner=found, form=DetailsForm(data=values), waiting=waiting)


@routes.post("/partners/<int:key>/proposal")
@allow(partner)
def propose(key: int) -> Response:
    """Propose new details."""
    found = find(Partner, key)
    form = DetailsForm()
    if not form.validate():
        return show("partners/propose.html", partner=found, form=form, waiting=None, status=422)
    made = Proposal.make(found, form.values, by=current_user)
    here = url_for(".show_partner", key=key)
    return done(here, _("Thank you. The school looks at it.") if made else _("Nothing differs from what is known."))


@routes.get("/proposals/<int:key>")
@allow(school_side)
def show_proposal(key: int) -> Response:
    """Old and new side by side."""
    return page(find(Proposal, key), ReturnForm(formdata=None))


def page(found: Proposal, form: Form, status: int = 200) -> Response:
    """The page with both."""
    rows = [
        (DETAILS[name], in_words(name, old), in_words(name, new), in_words(name, getattr(found.partner, name)))
        for name, (old, new) in found.changes.items()
    ]
    return show("partners/proposal.html", proposal=found, rows=rows, form=form, status=status)


@routes.post("/proposals/<int:key>/acceptance")
@allow(staff)
def accept_proposal(key: int) -> Response:
    """Take the new details over."""
    found = find(Proposal, key, to_edit=True)
    try:
        found.accept(by=current_user)
    except AlreadyAnswered:
        return page(found, ReturnForm(formdata=None), 409)
    return done(url_for(".show_partner", key=found.partner_id), _("Accepted. The new details are in place."))


@routes.post("/proposals/<int:key>/return")
@allow(staff)
def return_proposal(key: int) -> Response:
    """Return it with a word why."""
    found = find(Proposal, key, to_edit=True)
    form = ReturnForm()
    if not form.validate():
        return page(found, form, 422)
    try:
        found.send_back(form.answer.data or "", by=current_user)
    except AlreadyAnswered:
        return page(found, form, 409)
    return done(url_for(".show_partner", key=found.partner_id), _("Returned. They see what you wrote."))


def due_items(user: Any) -> Iterable[Due]:
    """Staff hear of proposals that wait; the organization hears of one that came back."""
    if user.is_staff:
        for waiting in db.session.scalars(Proposal.waiting()):
            yield Due(
                _("%(partner)s proposes new details", partner=waiting.partner.name),
                _("Sent by %(name)s. Compare old and new.", name=waiting.by.name),
                url_for("partners.show_proposal", key=waiting.id),
                _("Compare"),
                "pencil",
                "sun",
                1,
            )
    found = db.session.get(Partner, user.partner_id) if user.is_partner and user.partner_id else None
    returned = Proposal.last_returned_to(found) if found else None
    if found and returned:
        yield Due(
            _("The school returned the details that you proposed"),
            returned.answer,
            url_for("partners.new_proposal", key=found.id),
            _("Change them"),
            "pencil",
            "sun",
            2,
        )
