"""What is known of a partner: the names of its details, how complete they are, and which are missing."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.partners.model import KINDS, Kind, Partner

DETAILS = {
    "name": _l("Name"),
    "kind": _l("Kind"),
    "offers": _l("What they offer"),
    "serves": _l("For whom"),
    "times": _l("When"),
    "place": _l("Where"),
    "languages": _l("Languages"),
    "email": _l("E-mail"),
    "phone": _l("Telephone"),
    "website": _l("Website"),
    "address": _l("Address"),
    "is_on_site": _l("Comes to the school"),
    "is_telehealth": _l("Meets by video"),
    "meets_students_alone": _l("Meets students alone"),
}
YES_OR_NO = frozenset({"is_on_site", "is_telehealth", "meets_students_alone"})
# Without these a partner cannot be reached or explained to a family; a website is a nicety.
ASKED = ("offers", "serves", "times", "place", "languages", "email", "phone", "address")


@dataclass(frozen=True)
class Completeness:
    """How many of the details that count are known, and what the others are called."""

    known: int
    total: int
    missing: list[Any]


def completeness(partner: Partner) -> Completeness:
    """How complete a partner's record is."""
    missing: list[Any] = [DETAILS[name] for name in ASKED if not getattr(partner, name)]
    if not any(person.is_liaison for person in partner.people_here):
        missing.append(_l("who holds the thread there"))
    if not partner.liaisons:
        missing.append(_l("who holds the thread at the school"))
    total = len(ASKED) + 2
    return Completeness(total - len(missing), total, missing)


def in_words(name: str, value: Any) -> str:
    """A detail's value as people read it."""
    if name in YES_OR_NO:
        return str(_l("Yes") if value else _l("No"))
    return str(KINDS[Kind(value)]) if name == "kind" else str(value or "")


def values_of(partner: Partner) -> dict[str, Any]:
    """All details as they are now."""
    return {name: getattr(partner, name) for name in DETAILS}
