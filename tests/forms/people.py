"""The forms about accounts."""

from tests.forms import Case

NAME = 100
FORMS = {
    "account": Case(
        "/account",
        {"name": "N", "language": "en", "theme": "", "digest": "weekly"},
        {"name": NAME},
        ("name", "digest"),
        ("theme", "digest"),
    ),
    "invitation": Case(
        "/people/invitations",
        {"name": "N", "email": "", "role": "staff"},
        {"name": NAME},
        ("name", "role"),
        ("role",),
        emails=("email",),
        who="principal",
    ),
    "somebody's account": Case(
        "/people/{user_staff}",
        {"name": "N", "email": "new@school.example"},
        {"name": NAME},
        ("name", "email"),
        emails=("email",),
        who="principal",
    ),
    "holiday": Case(
        "/school/calendar/holidays",
        {"name": "N", "first": "2027-02-08", "last": ""},
        {"name": 80},
        ("name", "first"),
        days=("first", "last"),
    ),
    "hours that are taken": Case(
        "/school/calendar/blocks",
        {"what": "W", "weekday": "1", "begins": "09:00", "ends": "10:00"},
        {"what": 80},
        ("what", "weekday", "begins", "ends"),
        ("weekday",),
        hours=("begins", "ends"),
    ),
}
