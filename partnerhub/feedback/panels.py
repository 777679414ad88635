"""Feedback on pages of lower floors: what was found about an organization, on its own page."""

from typing import Any

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.releases import Release
from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner


def of_partner(partner: Partner, user: Any) -> Markup | None:
    """The newest results of each pulse that is about this organization."""
    pulses = Pulse.visible_to(user).where(Pulse.partners.any(Partner.id == partner.id))
    newest = dict[int, Round]()
    released = select(Round).join(Release).where(Round.pulse_id.in_(pulses.order_by(None).with_only_columns(Pulse.id)))
    for asked in db.session.scalars(released.order_by(Round.number)):
        newest[asked.pulse_id] = asked
    if not newest:
        return None
    return Markup(render_template("feedback/results/_of_partner.html", rounds=list(newest.values())))  # noqa: S704
