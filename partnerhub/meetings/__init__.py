"""Meetings: a log that nobody dreads and nothing falls out of."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.meetings import (
    actions,
    agenda,
    carrying,
    cold,
    demo,
    keeping,
    minutes,
    model,
    panels,
    reminders,
    series,
    subscription,
    take_over,
)
from partnerhub.meetings.routes import routes

__all__ = ["agenda", "feature", "minutes", "model", "series", "subscription"]
feature = Feature(
    routes=routes,
    nav=Nav(_l("Meetings"), "meetings.index", icon="calendar", place=2),
    panels={"partner": panels.of_partner},
    signs=cold.signs,
    today=panels.due,
    search=panels.search,
    nightly=[carrying.begin_todays, reminders.remind],
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    merged=take_over.take_over,
    hand_over=actions.hand_over,
    demo=demo.fill,
)
