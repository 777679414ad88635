"""School: the school itself: its name, languages, crisis lines and school year, and its first day here."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from partnerhub.foundation import audit
from partnerhub.foundation.feature import Feature, Nav
from partnerhub.foundation.formats import reader
from partnerhub.school import calendar_routes, context, demo
from partnerhub.school.routes import routes

__all__ = ["calendar_routes", "feature"]
audit.describe(
    {
        "school.opened": _l("set the school up"),
        "school.changed": _l("changed the school's settings"),
        "holiday.added": _l("added the holiday \u201c%(name)s\u201d"),
        "timetable_block.added": _l("noted that \u201c%(name)s\u201d takes hours of each week"),
    },
    about={"school": _l("The school"), "holiday": _l("Holidays"), "timetable_block": _l("The timetable")},
)


def init(app: Flask) -> None:
    """Let the school say which language and time zone a page has."""
    reader(app).timezone = context.timezone
    app.context_processor(context.for_templates)


feature = Feature(
    routes=routes,
    demo=demo.fill,
    nav=Nav(_l("School"), "school.show_settings", icon="settings", push=True),
    init=init,
)
