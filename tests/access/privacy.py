"""What each person is answered by the pages of privacy."""

from typing import Any

from partnerhub.privacy.people import token_of
from tests.access import Row, everyone

PRINCIPAL: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403, "staff": 403}


def person(what: str = "") -> str:
    """The page of what is held of the reader."""
    return f"/privacy/person/{token_of('viewer@demo.example')}{what}"


ROWS = {
    "GET privacy.show_page": Row("/privacy", **everyone(200)),
    "GET privacy.show_rules": Row("/privacy/rules", **PRINCIPAL, principal=200),
    "POST privacy.save_rules": Row("/privacy/rules", **PRINCIPAL, principal=422),
    "GET privacy.ask_for_person": Row("/privacy/person", **PRINCIPAL, principal=200),
    "POST privacy.look_up_person": Row(
        "/privacy/person", **PRINCIPAL, principal=303, data={"email": "nobody@x.example"}
    ),
    "GET privacy.show_person": Row(person, **PRINCIPAL, principal=200),
    "POST privacy.export_person": Row(lambda: person("/export"), **PRINCIPAL, principal=200),
    "POST privacy.erase_person": Row(lambda: person("/erasure"), **PRINCIPAL, principal=303, data={"is_sure": "y"}),
}
