"""Clearances: dated proofs of an organization or a person, and who may be on site today."""

from flask_babel import lazy_gettext as _l

from partnerhub.clearances import demo, desk, keeping, letters, panels, requirements, search, today
from partnerhub.clearances.model import Clearance
from partnerhub.clearances.routes import routes
from partnerhub.foundation.feature import Feature, Nav

__all__ = ["desk", "feature", "requirements"]

feature = Feature(
    routes=routes,
    nav=Nav(_l("Cleared to enter"), "clearances.show_board", icon="door-open", place=3),
    panels={"partner": panels.of_partner, "school": panels.of_school},
    today=today.due,
    search=search.search,
    nightly=[letters.remind],
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    merged=Clearance.take_over,
    demo=demo.fill,
)
