"""Partners: the organizations that the school works with, their people, and who holds the thread on both sides."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.partners import (
    confirmations,
    demo,
    directory,
    duplicates,
    imported,
    keeping,
    list_routes,
    people_routes,
    today,
)
from partnerhub.partners.model import hand_over
from partnerhub.partners.routes import routes

__all__ = ["duplicates", "feature", "list_routes", "people_routes"]
feature = Feature(
    routes=routes,
    demo=demo.fill,
    nav=(
        Nav(_l("Partners"), "partners.index", icon="heart-handshake"),
        Nav(_l("My organization"), "partners.show_own", icon="heart-handshake"),
    ),
    today=today.due_items,
    search=directory.search,
    hand_over=hand_over,
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    nightly=[confirmations.ask_yearly, imported.forget_old],
    minutely=[imported.take_over_waiting],
)
