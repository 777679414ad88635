"""What each person is answered by the pages about the server."""

from typing import Any

from tests.access import Row

PRINCIPAL: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403, "staff": 403}

ROWS = {
    "GET care.show_status": Row("/status", **PRINCIPAL, principal=200),
    "GET care.show_export": Row("/export", **PRINCIPAL, principal=200),
    "POST care.ask_for_export": Row("/export", **PRINCIPAL, principal=303),
    "GET care.take_export": Row("/export/1/file", **PRINCIPAL, principal=404),
}
