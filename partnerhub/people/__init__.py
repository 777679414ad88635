"""People: who you are: accounts, roles, invitations, sign-in."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from partnerhub.foundation.feature import Feature, Nav
from partnerhub.foundation.formats import reader
from partnerhub.people import demo, language, sessions, throttle
from partnerhub.people.routes import routes


def init(app: Flask) -> None:
    """Let people be known by their sign-in, and pages speak their language."""
    sessions.init_sign_in(app)
    reader(app).locale = language.of_reader
    app.context_processor(language.for_templates)


feature = Feature(
    routes=routes,
    demo=demo.fill,
    nav=Nav(_l("People"), "people.index", icon="users", push=True),
    nightly=[sessions.forget_old, throttle.forget_old],
    init=init,
)
