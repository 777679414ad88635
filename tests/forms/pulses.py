"""The forms of pulses, their questions and their rounds."""

from tests.forms import Case

SCALE = {"title": "Is it easy?", "scale": "ease", "help": "", "choices": ""}
DAYS = {"opens_on": "2099-03-02", "closes_on": "2099-03-16"}
FORMS = {
    "new pulse": Case(
        "/feedback", {"title": "T", "audience": "families"}, {"title": 120}, ("title", "audience"), ("audience",)
    ),
    "pulse": Case(
        "/feedback/{pulse}",
        {"title": "T", "intro": "", "audience": "families", "languages": "en"},
        {"title": 120, "intro": 500},
        ("title", "languages"),
        ("about", "languages", "audience"),
    ),
    "new question": Case(
        "/feedback/{pulse}/questions/new/scale",
        SCALE,
        {"title": 200, "help": 500, "choices": 2000},
        ("title", "scale"),
        ("scale", "shown_if"),
    ),
    "new question of our own answers": Case(
        "/feedback/{pulse}/questions/new/one",
        {"title": "Which day?", "choices": "Monday\nFriday", "help": ""},
        {"title": 200},
        ("title", "choices"),
        ("choices", "shown_if"),
    ),
    "question": Case(
        "/feedback/{pulse}/questions/{question}", SCALE, {"title": 200, "help": 500}, ("title", "scale"), ("scale",)
    ),
    "new round": Case(
        "/feedback/{pulse}/rounds",
        {**DAYS, "languages": "en", "asked": "40"},
        {},
        ("opens_on", "closes_on", "languages"),
        ("languages", "asked"),
        ("opens_on", "closes_on"),
    ),
    "new round of students": Case(
        "/feedback/{students}/rounds",
        {**DAYS, "languages": "en", "asked": "40", "notice_on": "2026-01-15", "opt_out": "Call us"},
        {"opt_out": 500},
        ("opens_on", "notice_on", "opt_out"),
        ("languages",),
        ("notice_on",),
    ),
    "days of a round": Case(
        "/feedback/rounds/{planned}", {**DAYS, "asked": ""}, {}, ("opens_on", "closes_on"), ("asked",), ("closes_on",)
    ),
}
