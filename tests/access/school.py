"""What each person is answered by the pages of the school."""

from typing import Any

from tests.access import Row, everyone

PRINCIPAL: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403, "staff": 403}
SETTINGS = {
    "name": "Sample Hill School",
    "country": "US",
    "timezone": "America/Chicago",
    "year_begins": "8",
    "language": "en",
    "languages": ["en"],
    "threshold": "5",
}
ROWS = {
    "GET school.show_settings": Row("/school", **PRINCIPAL, principal=200),
    "POST school.save_settings": Row("/school", **PRINCIPAL, principal=303, data=SETTINGS),
    "POST school.save_logo": Row("/school/logo", **PRINCIPAL, principal=422),
    "POST school.remove_logo": Row("/school/logo/removal", **PRINCIPAL, principal=303),
    "GET school.show_logo": Row("/logo", **everyone(404)),
}
