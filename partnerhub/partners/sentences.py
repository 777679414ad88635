"""What can happen to a partner, in words, for the audit trail, and what that is about."""

from flask_babel import lazy_gettext as _l

from partnerhub.partners.details import DETAILS

SENTENCES = {
    "partner.added": _l("added %(name)s"),
    "partner.changed": _l("changed details: %(details)s"),
    "partner.onboarding": _l("began onboarding. %(reason)s"),
    "partner.active": _l("made the partner active. %(reason)s"),
    "partner.paused": _l("paused the partnership. %(reason)s"),
    "partner.ended": _l("ended the partnership. %(reason)s"),
    "partner.looked_through": _l("looked through the details"),
    "partner.confirmed": _l("confirmed that all details are right"),
    "partner.asked": _l("asked whether the details are still right"),
    "partner.merged": _l("merged %(name)s into this partner"),
    "partner.was_merged": _l("merged this partner into %(name)s"),
    "partner.imported": _l("imported %(name)s from a list"),
    "partners.imported": _l("imported the list %(name)s: %(new)s new, %(changed)s changed"),
    "partners.import_failed": _l("could not import the list %(name)s; nothing of it was saved"),
    "contact.added": _l("added %(name)s"),
    "contact.changed": _l("changed the details of %(name)s"),
    "contact.left": _l("noted that %(name)s has left"),
    "contact.returned": _l("noted that %(name)s is back"),
    "liaison.added": _l("made %(name)s liaison"),
    "liaison.removed": _l("took %(name)s off as liaison"),
    "proposal.made": _l("proposed new details"),
    "proposal.accepted": _l("accepted the proposed details"),
    "proposal.returned": _l("returned the proposed details. %(answer)s"),
}
ABOUT = {
    "partner": _l("Partners"),
    "partners": _l("Import of partners"),
    "contact": _l("Partners' people"),
    "liaison": _l("Liaisons"),
    "proposal": _l("Proposed changes"),
}
NAMES = {**DETAILS, "notes": _l("Notes for the school")}


def named(details: str) -> str:
    """The details that changed, by the names that people know them by."""
    return ", ".join(str(NAMES.get(name, name)) for name in details.split(", "))


READINGS = {"partner.changed": named}
