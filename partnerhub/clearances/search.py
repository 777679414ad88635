"""What the search of the whole house finds among the clearances."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from sqlalchemy import Select, or_

from partnerhub.clearances.model import Clearance, State
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Hit
from partnerhub.partners.model import Contact, Partner


def search(words: str, user: Any) -> Iterable[Hit]:
    """Clearances by owner, organization, title or number."""
    for clearance in db.session.scalars(found_by(words, user)).unique():
        yield Hit(
            f"{clearance.label}: {clearance.owner}",
            f"{clearance.partner.name} · {clearance.state_label}",
            url_for("clearances.show_clearance", key=clearance.id),
            "shield-check",
        )


def found_by(words: str, user: Any) -> Select[Clearance]:
    """Those whose owner, title or number these words are in; the number only for those who may read it."""
    fields = [Contact.name, Partner.name, Clearance.title]
    if user.is_staff or user.is_partner:
        fields.append(Clearance.number)
    return (
        Clearance.visible_to(user)
        .join(Partner, Partner.id == Clearance.partner_id)
        .outerjoin(Contact, Contact.id == Clearance.contact_id)
        .where(or_(*(field.icontains(words, autoescape=True) for field in fields)), Clearance.state != State.REPLACED)
        .order_by(Partner.name, Clearance.id.desc())
        .limit(20)
    )
