"""Sections that clearances offer to other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from partnerhub.clearances.board import Requirement, groups_of, is_expected, required, slots_of
from partnerhub.clearances.kinds import ClearanceKind
from partnerhub.clearances.model import Clearance, State
from partnerhub.clearances.standing import SOON, Standing, together
from partnerhub.foundation import clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.partners.model import Contact, Partner


@dataclass(frozen=True)
class Section:
    """An organization (no contact) or one of its people, with what was given and what is missing."""

    contact: Contact | None
    standing: Standing | None
    missing: list[Requirement]
    given: list[Clearance]

    @property
    def needs_a_look(self) -> bool:
        """Whether something is missing, waits, came back or runs out; what is in order may stay folded."""
        ends = (c.days_left for c in self.given if c.days_left is not None)
        return (
            bool(self.missing)
            or any(c.state != State.ACCEPTED for c in self.given)
            or any(d <= SOON.days for d in ends)
        )


def of_partner(partner: Partner, user: Any) -> Markup | None:
    """What an organization and its people have handed in, and what is missing."""
    sections = list(sections_of(partner))
    may_add = user.is_staff or (user.is_partner and user.partner_id == partner.id)
    return Markup(  # noqa: S704 - a template's own output
        render_template("clearances/_of_partner.html", partner=partner, sections=sections, may_add=may_add)
    )


def sections_of(partner: Partner) -> Iterable[Section]:
    """The organization first, then everybody who works there."""
    group = next(iter(groups_of([partner])))
    given = [c for c in Clearance.of(partner) if c.state != State.REPLACED]
    slots, today = slots_of([partner])[partner.id], clock.today()
    kinds = [kind for kind in db.session.scalars(ClearanceKind.in_order()) if kind.is_required]
    stands = {person.contact.id: person.standing for person in group.people}
    own = together(*(r.finding for r in group.requirements))
    yield Section(None, own, missing(group.requirements), [c for c in given if c.contact_id is None])
    for contact in partner.contacts:
        if contact.left_on is None or contact.left_on >= today:
            asked = required(kinds, slots, contact, today) if is_expected(contact, today) else ()
            mine = [c for c in given if c.contact_id == contact.id]
            yield Section(contact, stands.get(contact.id), missing(asked), mine)


def missing(requirements: Iterable[Requirement]) -> list[Requirement]:
    """What nothing at all was given for."""
    return [r for r in requirements if not r.given]


def of_school(school: Any, user: Any) -> Markup | None:
    """The way to the list of what the school asks for."""
    if user.role != Role.PRINCIPAL:
        return None
    return Markup(render_template("clearances/_of_school.html"))  # noqa: S704
