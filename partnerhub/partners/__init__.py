"""Partners: the organizations that the school works with, their people, and who holds the thread on both sides."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.partners import demo
from partnerhub.partners.routes import routes

feature = Feature(routes=routes, demo=demo.fill, nav=Nav(_l("Partners"), "partners.index", icon="heart-handshake"))
