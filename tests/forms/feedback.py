"""The forms of feedback that the school's side fills in, but for the pulses' own."""

from tests.forms import Case

SENTENCES = {"said-en": "S", "did-en": "D", "theme": "", "behind": ""}
RULES = {
    "safeguarding_id": "",
    "contact_days": "30",
    "answers_months": "24",
    "public_threshold": "10",
    "reply_days": "14",
}
NUMBERS = ("contact_days", "answers_months", "public_threshold", "reply_days")
FORMS = {
    "reply": Case(
        "/feedback/rounds/{round}/replies",
        SENTENCES,
        {"said-en": 500, "did-en": 500, "said-es": 500, "theme": 60},
        ("said-en", "did-en"),
        ("behind",),
    ),
    "changed reply": Case(
        "/feedback/replies/{reply}",
        SENTENCES,
        {"said-en": 500, "did-ar": 500, "theme": 60},
        ("said-en", "did-en"),
        ("behind",),
    ),
    "rules of feedback": Case("/feedback/rules", RULES, {}, NUMBERS, ("safeguarding_id", *NUMBERS), who="principal"),
}
