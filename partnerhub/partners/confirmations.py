""" "Still right?": once a year an active partner is asked whether what the school knows of it is right."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from partnerhub.foundation import audit, clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due
from partnerhub.foundation.links import link_to
from partnerhub.partners.model import Liaison, Partner, State
from partnerhub.people.model import User
from partnerhub.school.context import current_school

A_YEAR = timedelta(days=365)
PATIENCE = timedelta(days=30)


def ask_yearly() -> None:
    """Nightly: ask the partners whose details nobody has confirmed for a year."""
    since = clock.now() - A_YEAR
    known = func.coalesce(Partner.confirmed_at, Partner.made_at)
    due = select(Partner).where(
        Partner.state == State.ACTIVE,
        Partner.merged_into_id.is_(None),
        known < since,
        func.coalesce(Partner.asked_at, Partner.made_at) < since,
    )
    for partner in db.session.scalars(due.options(selectinload(Partner.contacts))):
        ask(partner)


def ask(partner: Partner) -> None:
    """Write to whoever holds the thread there and to its people with an account, each in their language."""
    partner.asked_at = clock.now()
    audit.record(None, "partner.asked", partner, partner_id=partner.id)
    link = link_to("partners.show_partner", key=partner.id)
    for address, language in sorted(readers(partner).items()):
        with force_locale(language):
            mail.write(
                address,
                _("Is what we know of %(partner)s still right?", partner=partner.name),
                letter(partner, link),
                link=link,
                once=f"still-right-{partner.id}-{clock.today().isoformat()}-{address}",
            )


def letter(partner: Partner, link: str) -> str:
    """The question."""
    return _(
        "Hello,\n\nonce a year we ask our partners whether what we know of them is still right.\n"
        "Please look through the details of %(partner)s and tell us with one tap:\n\n%(link)s\n\nThank you.",
        partner=partner.name,
        link=link,
    )


def readers(partner: Partner) -> dict[str, str]:
    """Who is asked, and in which language: their own, or else the school's."""
    school = current_school()
    language = school.language if school else "en"
    found = {person.email.lower(): language for person in partner.people_here if person.is_liaison and person.email}
    accounts = select(User).where(User.partner_id == partner.id, User.turned_off_at.is_(None))
    return found | {user.email: user.language or language for user in db.session.scalars(accounts)}


def due_of_partner(user: Any) -> Iterable[Due]:
    """A partner's person is asked on their landing page, too."""
    partner = db.session.get(Partner, user.partner_id) if user.partner_id else None
    if partner and partner.waits_for_confirmation:
        yield Due(
            _("Is what the school knows of you still right?"),
            _("Look through your details. One tap is enough when all is right."),
            url_for("partners.show_partner", key=partner.id),
            _("Look through"),
            "refresh-cw",
            "sun",
            2,
        )


def due_of_liaison(user: Any) -> Iterable[Due]:
    """A liaison hears of a partner that was asked and did not answer."""
    silent = (
        select(Partner)
        .join(Liaison)
        .where(
            Liaison.user_id == user.id,
            Partner.merged_into_id.is_(None),
            Partner.asked_at < clock.now() - PATIENCE,
            func.coalesce(Partner.confirmed_at, Partner.made_at) < Partner.asked_at,
        )
        .order_by(Partner.name)
    )
    for partner in db.session.scalars(silent):
        yield Due(
            _("%(partner)s has not said whether its details are right", partner=partner.name),
            _("They were asked more than a month ago. A call may be quicker."),
            url_for("partners.show_partner", key=partner.id),
            _("Look at it"),
            "phone",
        )
