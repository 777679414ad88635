"""The forms of stories."""

from tests.forms import Case

TEXTS = {"title": "T", "text": "T", "outcome": ""}
LENGTHS = {"title": 120, "text": 20_000, "outcome": 1_000}
SAID = {"giver": "self", "uses": "words", "channels": "website"}
SIGNED = {"until": "2099-01-01", "given_on": "2026-01-01", "signed_by": "S", "how": "tablet"}
FORMS = {
    "new issue": Case(
        "/newsroom/issues",
        {"title": "T", "language": "en"},
        {"title": 120},
        ("title", "language"),
        ("language",),
    ),
    "words in an issue": Case(
        "/newsroom/issues/{issue}/words",
        {"heading": "H", "text": "T"},
        {"heading": 120, "text": 5000},
        ("heading", "text"),
    ),
    "thanks": Case(
        "/newsroom/thanks", {"partner": "{clinic}", "words": "W"}, {"words": 600}, ("partner", "words"), ("partner",)
    ),
    "somebody in a story": Case(
        "/newsroom/stories/{story}/people", {"label": "L", "age": "adult"}, {"label": 120}, ("label", "age"), ("age",)
    ),
    "consent": Case(
        "/newsroom/people/{portrayed}/consents",
        {**SAID, **SIGNED},
        {"signed_by": 120},
        ("giver", "uses", "channels", "until", "given_on", "signed_by", "how"),
        ("giver", "uses", "channels", "how"),
        ("until", "given_on"),
    ),
    "withdrawal": Case(
        "/newsroom/people/{portrayed}/withdrawals",
        {**SAID, "word": "W"},
        {"word": 500},
        ("giver", "uses", "channels"),
        ("giver", "uses", "channels"),
    ),
    "new story": Case("/newsroom/stories", TEXTS, LENGTHS, ("title", "text"), ("partners",)),
    "proposed story": Case("/newsroom/stories", TEXTS, LENGTHS, ("title", "text"), who="partner"),
    "changed story": Case(
        "/newsroom/stories/{story}", {**TEXTS, "version": "1"}, {"text": 20_000}, ("title", "text"), ("partners",)
    ),
    "remark": Case("/newsroom/stories/{story}/remarks", {"text": "T"}, {"text": 2_000, "suggested": 20_000}),
    "archiving": Case("/newsroom/stories/{story}/archiving", {"why": "W"}, {"why": 500}, ("why",)),
}
