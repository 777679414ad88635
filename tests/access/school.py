"""What each person is answered by the pages of the school."""

from datetime import date, time
from typing import Any

from partnerhub.foundation.db import transaction
from partnerhub.people.model import User
from partnerhub.school.calendar import Holiday, TimetableBlock
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
    "correction_days": "14",
}
BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}


def holiday() -> str:
    """The address at which a new holiday is removed."""
    with transaction():
        made = Holiday.add("Carnival", date(2027, 2, 8), date(2027, 2, 9), by=User.by_email("staff@demo.example"))
        return f"/school/calendar/holidays/{made.id}/removal"


def block() -> str:
    """The address at which new hours are removed."""
    with transaction():
        made = TimetableBlock.add("Choir", 1, time(9), time(10), by=User.by_email("staff@demo.example"))
        return f"/school/calendar/blocks/{made.id}/removal"


ROWS = {
    "GET school.show_calendar": Row("/school/calendar", **BY_STAFF, staff=200, principal=200),
    "POST school.add_holiday": Row(
        "/school/calendar/holidays", **BY_STAFF, staff=303, principal=303, data={"name": "Fair", "first": "2027-05-03"}
    ),
    "POST school.remove_holiday": Row(holiday, **BY_STAFF, staff=303, principal=303),
    "POST school.add_block": Row(
        "/school/calendar/blocks",
        **BY_STAFF,
        staff=303,
        principal=303,
        data={"what": "Choir", "weekday": "1", "begins": "09:00", "ends": "10:00"},
    ),
    "POST school.remove_block": Row(block, **BY_STAFF, staff=303, principal=303),
    "GET school.show_settings": Row("/school", **PRINCIPAL, principal=200),
    "POST school.save_settings": Row("/school", **PRINCIPAL, principal=303, data=SETTINGS),
    "POST school.save_logo": Row("/school/logo", **PRINCIPAL, principal=422),
    "POST school.remove_logo": Row("/school/logo/removal", **PRINCIPAL, principal=303),
    "GET school.show_logo": Row("/logo", **everyone(404)),
}
