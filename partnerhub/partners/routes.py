"""The partners' pages."""

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, school_side, signed_in
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import show
from partnerhub.partners.model import Partner

routes = Blueprint("partners", __name__)
audit.describe(
    {
        "partner.added": _l("added %(name)s"),
        "partner.onboarding": _l("began onboarding"),
        "partner.active": _l("made the partner active. %(reason)s"),
        "partner.paused": _l("paused the partnership. %(reason)s"),
        "partner.ended": _l("ended the partnership. %(reason)s"),
    }
)


@routes.get("/partners")
@allow(school_side)
def index() -> Response:
    """The directory."""
    return show("partners/index.html", partners=db.session.scalars(Partner.visible_to(current_user)).all())


@routes.get("/partners/<int:key>")
@allow(signed_in)
def show_partner(key: int) -> Response:
    """A partner's page, with the sections that upper floors offer."""
    partner = find(Partner, key)
    return show("partners/show.html", partner=partner, panels=house().panels("partner", partner, for_=current_user))
