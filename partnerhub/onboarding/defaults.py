"""The lists that PartnerHub brings, by country and situation. None is legal advice; each school makes them its own.

What schools in the United States and the United Kingdom commonly ask of partners, in our words. A school elsewhere
gets a plain list to start from.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


class Situation(StrEnum):
    """How a partner works with the school, as far as it decides what is asked of them."""

    WHOLE = "whole"
    VISITOR = "visitor"
    NO_CONTACT = "no_contact"
    VOLUNTEER = "volunteer"
    TELEHEALTH = "telehealth"


SITUATIONS = {
    Situation.WHOLE: _l("The whole list"),
    Situation.VISITOR: _l("A one-off visitor"),
    Situation.NO_CONTACT: _l("Never meets students"),
    Situation.VOLUNTEER: _l("A single volunteer"),
    Situation.TELEHEALTH: _l("Telehealth only"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that is asked.

    Args:
        by_partner: whether the partner does it; otherwise the school.
        clearance: the kind of clearance that proves it, by the code that clearances know it under.
    """

    title: Any
    help: Any
    by_partner: bool = True
    is_required: bool = True
    clearance: str | None = None


AGREEMENT = Entry(
    _l("Agreement in force"),
    _l("Purpose, period and roles on paper, signed by both sides."),
    by_partner=False,
)
LIAISONS = Entry(
    _l("A liaison named on both sides"),
    _l("One person at the school and one at the partner who hold the thread."),
    by_partner=False,
)
ORIENTATION = Entry(
    _l("Orientation visit"),
    _l("See the building, meet the office, learn how to sign in and whom to call."),
    by_partner=False,
)
WORKSPACE = Entry(
    _l("Private place to work from"),
    _l("Tell us how calls are kept private on your side and what happens if the line breaks."),
)
LICENSE = Entry(
    _l("Professional licenses"),
    _l("For each clinician: number, state and expiry date. If you have none, say so."),
    clearance="license",
)

US = {
    "agreement": AGREEMENT,
    "liability": Entry(
        _l("General liability insurance"),
        _l("Commonly 1 million US$ per occurrence, naming the school or district as additional insured."),
        clearance="liability",
    ),
    "workers": Entry(
        _l("Workers' compensation"), _l("If you have employees."), is_required=False, clearance="workers_compensation"
    ),
    "background": Entry(
        _l("Background checks"),
        _l("A fingerprint or background check letter for everyone who comes to the school."),
        clearance="background_check",
    ),
    "tb": Entry(_l("TB clearance"), _l("Where your state asks for it."), is_required=False, clearance="tuberculosis"),
    "license": LICENSE,
    "reporter": Entry(
        _l("Mandated-reporter training"),
        _l("The date of the training of everyone who meets students."),
        clearance="mandated_reporter",
    ),
    "confidentiality": Entry(
        _l("Confidentiality agreement"),
        _l("How student information is protected (FERPA). Read it, sign it, upload it."),
    ),
    "subcontractors": Entry(
        _l("Subcontractors declared"),
        _l("Name the organizations that work for you here, or write that there are none."),
    ),
    "facility": Entry(
        _l("Facility-use permit"), _l("For rooms and times at the school."), by_partner=False, is_required=False
    ),
    "liaisons": LIAISONS,
    "orientation": ORIENTATION,
    "identity": Entry(_l("Photo identity seen at the office"), _l("On arrival, each time."), by_partner=False),
    "workspace": WORKSPACE,
}
GB = {
    "agreement": AGREEMENT,
    "background": Entry(
        _l("Enhanced DBS checks"),
        _l(
            "With the barred list where it is regulated activity. The school records that it was seen; no copy is kept."
        ),
        clearance="dbs",
    ),
    "assurance": Entry(
        _l("Letter of assurance from the employer"),
        _l("That everyone who comes has been checked, and by whom."),
        clearance="assurance",
    ),
    "identity": Entry(_l("Identity check on arrival"), _l("Photo identity, seen at the office."), by_partner=False),
    "liability": Entry(
        _l("Public liability insurance"), _l("Commonly 5 million \u00a3."), clearance="public_liability"
    ),
    "safeguarding": Entry(
        _l("Safeguarding policy"),
        _l("Upload yours, or write that you follow the school's."),
        clearance="safeguarding_policy",
    ),
    "data": Entry(_l("Data-sharing agreement"), _l("What is shared, why, and for how long. Signed by both sides.")),
    "supervision": Entry(_l("Supervision arrangements"), _l("Who supervises your practitioners, and how often.")),
    "license": LICENSE,
    "risk": Entry(_l("Risk assessment"), _l("For the activity and the place."), by_partner=False),
    "lone": Entry(_l("Lone-working procedure"), _l("What you do when one of you works alone with a student.")),
    "liaisons": LIAISONS,
    "orientation": ORIENTATION,
    "workspace": WORKSPACE,
}
OTHER = {
    "agreement": AGREEMENT,
    "liability": Entry(_l("Liability insurance"), _l("A certificate that is valid now."), clearance="liability"),
    "background": Entry(
        _l("Background checks"),
        _l("What your country asks of people who work with children."),
        clearance="background_check",
    ),
    "license": LICENSE,
    "safeguarding": Entry(_l("Child protection policy"), _l("Upload yours, or write that you follow the school's.")),
    "confidentiality": Entry(_l("Confidentiality agreement"), _l("Read it, sign it, upload it.")),
    "identity": Entry(_l("Identity check on arrival"), _l("Photo identity, seen at the office."), by_partner=False),
    "liaisons": LIAISONS,
    "orientation": ORIENTATION,
    "workspace": WORKSPACE,
}
NAMES: dict[str, dict[Situation, tuple[str, ...]]] = {
    "US": {
        Situation.WHOLE: (
            *("agreement", "liability", "workers", "background", "tb", "license", "reporter"),
            *("confidentiality", "subcontractors", "facility", "liaisons", "orientation"),
        ),
        Situation.VISITOR: ("identity", "liaisons", "orientation"),
        Situation.NO_CONTACT: ("agreement", "liability", "liaisons"),
        Situation.VOLUNTEER: ("background", "tb", "reporter", "confidentiality", "liaisons", "orientation"),
        Situation.TELEHEALTH: (
            *("agreement", "liability", "background", "license", "reporter"),
            *("confidentiality", "workspace", "liaisons"),
        ),
    },
    "GB": {
        Situation.WHOLE: (
            *("agreement", "background", "assurance", "identity", "liability", "safeguarding", "data"),
            *("supervision", "license", "risk", "lone", "liaisons", "orientation"),
        ),
        Situation.VISITOR: ("identity", "risk", "liaisons"),
        Situation.NO_CONTACT: ("agreement", "liability", "liaisons"),
        Situation.VOLUNTEER: ("background", "identity", "safeguarding", "liaisons", "orientation"),
        Situation.TELEHEALTH: (
            *("agreement", "background", "liability", "safeguarding", "data"),
            *("supervision", "license", "workspace", "liaisons"),
        ),
    },
    "other": {
        Situation.WHOLE: (
            *("agreement", "liability", "background", "license", "safeguarding"),
            *("confidentiality", "identity", "liaisons", "orientation"),
        ),
        Situation.VISITOR: ("identity", "liaisons"),
        Situation.NO_CONTACT: ("agreement", "liability", "liaisons"),
        Situation.VOLUNTEER: ("background", "safeguarding", "identity", "liaisons", "orientation"),
        Situation.TELEHEALTH: (
            *("agreement", "liability", "background", "license", "confidentiality"),
            *("workspace", "liaisons"),
        ),
    },
}
ENTRIES = {"US": US, "GB": GB, "other": OTHER}


def brought(country: str, situation: str) -> list[Entry]:
    """The list that comes with PartnerHub.

    Args:
        country: the school's; one that we bring nothing for gets the plain list.
        situation: one of Situation.
    """
    known = country if country in ENTRIES else "other"
    return [ENTRIES[known][name] for name in NAMES[known][Situation(situation)]]
