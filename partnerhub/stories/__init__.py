"""Stories: what went well, told well, and only with the consent of everybody in it."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.stories import demo, keeping, panels, take_over
from partnerhub.stories.newsletter.recalling import recall
from partnerhub.stories.newsletter.subscribers import note_bounces
from partnerhub.stories.routes import routes

feature = Feature(
    routes=routes,
    nav=Nav(_l("Stories"), "stories.index", icon="star", place=4),
    panels={
        "partner": panels.of_partner,
        "meeting": panels.of_meeting,
        "comment": panels.of_comment,
        "school": panels.of_school,
    },
    today=panels.due,
    search=panels.search,
    minutely=[note_bounces, recall],
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    merged=take_over.take_over,
    demo=demo.fill,
)
