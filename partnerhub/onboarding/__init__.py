"""Onboarding: applications, review and checklists, from asking to active."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.onboarding.routes import routes

feature = Feature(routes=routes, nav=Nav(_l("Onboarding"), "onboarding.index", icon="inbox", place=2))
