"""What needs somebody now because of a partner."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, select

from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due
from partnerhub.partners import confirmations, proposal_routes
from partnerhub.partners.model import Liaison, Partner, State


def due_items(user: Any) -> Iterable[Due]:
    """For partners: their own details. For staff: what partners wait for."""
    yield from proposal_routes.due_items(user)
    if user.is_partner:
        yield from confirmations.due_of_partner(user)
    elif user.is_staff:
        yield from first_partner()
        yield from without_liaison()
        yield from confirmations.due_of_liaison(user)


def first_partner() -> Iterable[Due]:
    """Where there is no partner yet: how the first one comes in."""
    if db.session.scalar(select(exists().where(Partner.id.is_not(None)))):
        return
    yield Due(
        _("Add your first partner"),
        _("A name and a kind are enough to begin with. A whole list can be brought in, too."),
        url_for("partners.new_partner"),
        _("Add a partner"),
        "heart-handshake",
    )


def without_liaison() -> Iterable[Due]:
    """Partners at work with whom nobody at the school holds the thread."""
    alone = select(Partner).where(
        Partner.merged_into_id.is_(None),
        Partner.state.in_([State.ONBOARDING, State.ACTIVE]),
        ~exists().where(Liaison.partner_id == Partner.id),
    )
    for partner in db.session.scalars(alone.order_by(Partner.name).limit(3)):
        yield Due(
            _("Nobody at the school holds the thread with %(partner)s", partner=partner.name),
            _("Every partner has one person here to turn to."),
            url_for("partners.show_partner", key=partner.id, _anchor="people"),
            _("Choose somebody"),
            "users",
        )
