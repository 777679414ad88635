"""Onboarding: applications, review and checklists, from asking to active."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.onboarding import checklist, demo, keeping, letters, panels, today
from partnerhub.onboarding.routes import routes

feature = Feature(
    routes=routes,
    nav=Nav(_l("Onboarding"), "onboarding.index", icon="inbox", place=2, count=today.count),
    panels={"partner": panels.of_partner, "school": panels.of_school},
    today=today.due,
    search=today.search,
    nightly=[letters.remind_before_the_end, letters.forget_old],
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    merged=checklist.take_over,
    demo=demo.fill,
)
