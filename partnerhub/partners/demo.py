"""The demonstration's chapter: the organizations, their people, and their coordinators' accounts."""

from typing import Any

from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.partners.model import Contact, Kind, Liaison, Partner, State
from partnerhub.people.demo import account


def fill(cast: Any) -> None:
    """Bring in the partners."""
    cast.partners["clinic"] = Partner(name="Northside Counseling", kind=Kind.MENTAL_HEALTH, state=State.ACTIVE)
    cast.partners["mentors"] = Partner(name="Mentors at Lunch", kind=Kind.YOUTH, state=State.ACTIVE)
    db.session.add_all(cast.partners.values())
    db.session.flush()
    cast.users["partner"] = account("partner", "Dana Okafor", Role.PARTNER, cast.partners["clinic"].id)
    cast.users["other-partner"] = account("other-partner", "Luis Ferreira", Role.PARTNER, cast.partners["mentors"].id)
    for partner in cast.partners.values():
        partner.contacts.append(Contact(name=f"Sam of {partner.name}", is_liaison=True, is_on_site=True))
        partner.liaisons.append(Liaison(user=cast.users["staff"]))
    db.session.flush()
