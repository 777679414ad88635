"""The forms about partners and their people."""

from tests.forms import Case

LINE, REASON, LONG = 200, 500, 2000
DETAILS = {"name": "N", "kind": "youth"}
TEXTS = {"name": LINE, "serves": LINE, "times": LINE, "place": LINE, "languages": LINE, "address": 500, "offers": LONG}
PERSON = {"name": "N", "role": "", "email": "", "phone": ""}
FORMS = {
    "new partner": Case(
        "/partners",
        {**DETAILS, "state": "active", "offers": "", "contact": "C", "contact_email": "", "liaison": ""},
        {"name": LINE, "contact": LINE, "offers": LONG},
        ("name", "kind", "state"),
        ("kind", "state", "liaison"),
        emails=("contact_email",),
    ),
    "details": Case(
        "/partners/{clinic}",
        DETAILS,
        {**TEXTS, "notes": 5000},
        ("name", "kind"),
        ("kind",),
        links=("website",),
        emails=("email",),
        phones=("phone",),
    ),
    "proposed details": Case(
        "/partners/{clinic}/proposal",
        DETAILS,
        TEXTS,
        ("name", "kind"),
        ("kind",),
        links=("website",),
        emails=("email",),
        phones=("phone",),
        who="partner",
    ),
    "returned details": Case("/proposals/{proposal}/return", {"answer": "A"}, {"answer": REASON}, ("answer",)),
    "pause": Case("/partners/{clinic}/pause", {"reason": "R"}, {"reason": REASON}, ("reason",)),
    "end": Case("/partners/{clinic}/end", {"reason": "R"}, {"reason": REASON}, ("reason",)),
    "person": Case(
        "/partners/{clinic}/people",
        PERSON,
        {"name": LINE, "role": LINE},
        ("name",),
        emails=("email",),
        phones=("phone",),
        who="partner",
    ),
    "changed person": Case(
        "/contacts/{contact}", PERSON, {"name": LINE, "role": LINE}, ("name",), emails=("email",), phones=("phone",)
    ),
    "liaison": Case("/partners/{clinic}/liaisons", {"user": "{user_principal}"}, {}, ("user",), ("user",)),
}
