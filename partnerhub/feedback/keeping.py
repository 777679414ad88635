"""How long what families answer is kept. The numbers are set with the other rules of feedback."""

from flask_babel import lazy_gettext as _l

from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation.keeping import About, Kept, Unit

RULES = "feedback.show_rules"
KEEPS = (
    Kept(
        "answers",
        About.FAMILIES,
        _l("Single answers and comments, without any name"),
        _l("From the last day of the questions."),
        _l("To compare one year with the next. After that only the totals stay."),
        24,
        own=lambda: FeedbackRules.of_school().answers_months,
        page=RULES,
    ),
    Kept(
        "contact_requests",
        About.FAMILIES,
        _l("A wish to be contacted"),
        _l("From the day when it was answered."),
        _l("One named person reads it, nobody else. It is needed until you were called."),
        30,
        Unit.DAYS,
        own=lambda: FeedbackRules.of_school().contact_days,
        page=RULES,
    ),
)
