"""The forms of the meetings."""

from tests.forms import Case

WHEN = {"day": "2099-03-09", "begins": "15:30", "minutes": "60"}
TIMES = {"day-1": "2099-03-09", "begins-1": "15:30", "day-2": "2099-03-10", "begins-2": "09:00", "minutes": "60"}
FORMS = {
    "new meeting": Case(
        "/meetings",
        {**WHEN, "title": "T", "partner": "{clinic}", "repeats": "once", "place": "", "video_link": "", "last": ""},
        {"title": 120, "place": 200},
        ("day", "begins", "partner", "repeats", "minutes"),
        ("partner", "repeats", "minutes", "others"),
        ("day", "last"),
        ("begins",),
        ("video_link",),
    ),
    "meeting": Case(
        "/meetings/{meeting}",
        {**WHEN, "title": "T", "place": "", "video_link": ""},
        {"title": 120, "place": 200},
        ("title", "day", "begins", "minutes"),
        ("minutes",),
        ("day",),
        ("begins",),
        ("video_link",),
    ),
    "cancellation": Case("/meetings/{meeting}/cancellation", {"why": "W"}, {"why": 500}),
    "topic": Case("/meetings/{meeting}/topics", {"title": "T"}, {"title": 200}, ("title",)),
    "proposed topic": Case("/meetings/{meeting}/topics", {"title": "T"}, {"title": 200}, ("title",), who="partner"),
    "dropped topic": Case("/topics/{topic}/dropping", {"why": "W"}, {"why": 500}, ("why",)),
    "guest": Case("/meetings/{meeting}/attendees", {"name": "N", "email": ""}, {"name": 120}, (), ("person",)),
    "action": Case(
        "/actions",
        {"text": "T", "name": "", "due_on": ""},
        {"text": 500, "name": 120},
        ("text",),
        ("who",),
        ("due_on",),
    ),
    "changed action": Case(
        "/actions/{action}", {"text": "T", "name": ""}, {"text": 500, "name": 120}, ("text",), ("who",), ("due_on",)
    ),
    "dropped action": Case("/actions/{action}/dropping", {"why": "W"}, {"why": 500}, ("why",)),
    "reassignment": Case(
        "/actions/reassignment", {"giver": "{user_staff}", "taker": "{user_principal}"}, {}, (), ("giver", "taker")
    ),
    "new poll": Case(
        "/polls",
        {**TIMES, "title": "T", "partner": "{clinic}", "place": "", "video_link": ""},
        {"title": 120, "place": 200},
        ("partner", "minutes"),
        ("partner", "minutes", "others"),
        ("day-1", "day-2"),
        ("begins-1",),
        ("video_link",),
    ),
    "one more time": Case(
        "/polls/{poll}/slots",
        {"day": "2099-03-12", "begins": "10:00"},
        {},
        ("day", "begins"),
        (),
        ("day",),
        ("begins",),
    ),
    "one more who is asked": Case("/polls/{poll}/voters", {"name": "N", "email": ""}, {"name": 120}, (), ("person",)),
    "notes by link": Case("/notes/{link}", {"other": "O"}, {"other": 5000}, who="anyone"),
    "correction by link": Case(
        "/notes/{link_out}/corrections", {"text": "T", "topic": ""}, {"text": 5000}, ("text",), ("topic",), who="anyone"
    ),
    "correction": Case(
        "/meetings/{out}/minutes/1/corrections",
        {"text": "T", "topic": ""},
        {"text": 5000},
        ("text",),
        ("topic",),
        who="partner",
    ),
    "acceptance": Case("/contributions/{contribution}/acceptance", {"notes": "N", "was": "{was}"}, {"notes": 20_000}),
    "refusal": Case("/contributions/{contribution}/refusal", {"answer": "A"}, {"answer": 500}, ("answer",)),
}
