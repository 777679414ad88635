"""Clearances: dated proofs of an organization or a person, and who may be on site today."""

from flask_babel import lazy_gettext as _l

from partnerhub.clearances.routes import routes
from partnerhub.foundation.feature import Feature, Nav

feature = Feature(routes=routes, nav=Nav(_l("Cleared to enter"), "clearances.show_board", icon="door-open", place=3))
