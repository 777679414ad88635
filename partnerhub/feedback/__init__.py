"""Feedback: a minute for a parent, an honest picture for the school."""

from flask_babel import lazy_gettext as _l

from partnerhub.feedback import answers, contact, demo, keeping, kept, panels, releases, replies, rules, today
from partnerhub.feedback.routes import routes
from partnerhub.foundation import audit
from partnerhub.foundation.feature import Feature, Nav

__all__ = ["feature", "replies"]
audit.describe(
    {
        "pulse.begun": _l("began the pulse “%(title)s”"),
        "pulse.changed": _l("changed the pulse “%(title)s”"),
        "pulse_round.published": _l("asked “%(title)s”, round %(number)s"),
        "pulse_round.changed": _l("asks “%(title)s”, round %(number)s, with its newest questions"),
        "pulse_round.rescheduled": _l("changed the days of “%(title)s”, round %(number)s"),
        "pulse_round.closed": _l("closed “%(title)s”, round %(number)s"),
        "pulse_round.reopened": _l("opened “%(title)s”, round %(number)s, again"),
        "pulse_round.replied": _l("published the reply to “%(title)s”, round %(number)s"),
        "pulse_round.reply_withdrawn": _l("withdrew the reply to “%(title)s”, round %(number)s"),
        "comment.hidden": _l("hid a comment to “%(title)s”: %(why)s"),
        "comment.shown": _l("showed a hidden comment to “%(title)s” again"),
        "pulse_round.aside_counted": _l("counted %(answers)s put-aside answers to “%(title)s”, round %(number)s"),
        "pulse_round.aside_left": _l("left out %(answers)s put-aside answers to “%(title)s”, round %(number)s"),
        "pulse_round.aside_again": _l("put %(answers)s answers to “%(title)s”, round %(number)s, aside again"),
        "feedback_rules.changed": _l("changed how feedback is treated"),
    },
    about={
        "comment": _l("Comments"),
        "pulse": _l("Feedback"),
        "pulse_round": _l("Rounds of feedback"),
        "feedback_rules": _l("Rules of feedback"),
    },
)
feature = Feature(
    routes=routes,
    nav=Nav(_l("Feedback"), "feedback.index", icon="message-circle", place=3),
    panels={"partner": panels.of_partner, "home": panels.of_home, "school": panels.of_school},
    today=today.due,
    search=panels.search,
    nightly=[releases.release_more, rules.forget_old, contact.forget_old],
    keeps=keeping.KEEPS,
    minutely=[answers.forget_receipts, releases.release_closed],
    demo=demo.fill,
    init=kept.init,
)
