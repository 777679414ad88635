"""Home: the landing page and the search, built from what features offer."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.home import digest
from partnerhub.home.routes import routes

feature = Feature(routes=routes, nav=Nav(_l("Today"), "home.index", icon="home", place=0), nightly=[digest.send])
