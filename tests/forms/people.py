"""The forms about accounts."""

from tests.forms import Case

NAME = 100
SETTINGS = {"name": "N", "country": "US", "timezone": "America/Chicago", "year_begins": "8", "language": "en"}
FORMS = {
    "sign-in": Case(
        "/login",
        {"email": "staff@demo.example", "password": "partnerhub-demo"},
        {},
        ("email", "password"),
        emails=("email",),
        who="anyone",
    ),
    "sign-in by mail": Case(
        "/login/link", {"email": "staff@demo.example"}, {}, ("email",), emails=("email",), who="anyone"
    ),
    "forgotten password": Case(
        "/login/new-password", {"email": "staff@demo.example"}, {}, ("email",), emails=("email",), who="anyone"
    ),
    "changed password": Case(
        "/account/password",
        {"old_password": "partnerhub-demo", "password": "four words in a row"},
        {},
        ("old_password", "password"),
        ("password",),
    ),
    "coming in": Case(
        "/invitation/{invitation}",
        {"name": "N", "email": "new@school.example", "password": "four words in a row"},
        {"name": NAME},
        ("name", "email", "password"),
        ("password",),
        emails=("email",),
        who="anyone",
    ),
    "settings": Case(
        "/school",
        {**SETTINGS, "languages": "en", "crisis_lines": "", "threshold": "5", "correction_days": "14"},
        {"name": 120, "crisis_lines": 500},
        ("name", "country", "timezone", "year_begins", "threshold", "correction_days"),
        ("country", "timezone", "year_begins", "language", "languages", "threshold", "correction_days"),
        who="principal",
    ),
    "role": Case("/people/{user_staff}/role", {"role": "viewer"}, {}, ("role",), ("role",), who="principal"),
    "handing over": Case(
        "/people/{user_staff}/handover", {"taker": "{user_principal}"}, {}, ("taker",), ("taker",), who="principal"
    ),
    "a kind of document": Case(
        "/clearances/kinds",
        {"title": "T", "whose": "person"},
        {"title": 100},
        ("title", "whose"),
        ("whose",),
        who="principal",
    ),
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
