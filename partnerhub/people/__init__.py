"""People: who you are: accounts, roles, invitations, sign-in."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from partnerhub.foundation import audit
from partnerhub.foundation.feature import Feature, Nav
from partnerhub.foundation.formats import reader
from partnerhub.people import (
    commands,
    demo,
    invitations,
    keeping,
    language,
    one_time,
    search,
    sessions,
    setup,
    throttle,
)
from partnerhub.people.routes import routes
from partnerhub.people.routes.doors import door
from partnerhub.people.words import role_name

__all__ = ["feature", "invitations"]

audit.describe(
    {
        "user.password": _l("chose a new password"),
        "user.let_in": _l("made a link on the server for %(name)s to choose a new password"),
        "user.turned_off": _l("turned the account off"),
        "user.turned_on": _l("turned the account on again"),
        "user.role": _l("changed the role to %(role)s"),
        "user.corrected": _l("changed the name or the address of %(name)s"),
        "user.second_factor_on": _l("set a second factor up"),
        "user.second_factor_off": _l("turned the second factor off"),
        "user.second_factor_reset": _l("took the second factor of %(name)s away"),
        "user.recovery_code": _l("used a recovery code to sign in"),
        "user.erased": _l("erased somebody's name and address"),
        "person.erased": _l("erased the name and address of somebody without an account"),
        "user.handed_over": _l("gave %(count)s things to %(name)s"),
        "invitation.offered": _l("invited %(name)s"),
        "invitation.renewed": _l("invited %(name)s anew"),
        "invitation.withdrawn": _l("withdrew the invitation of %(name)s"),
        "invitation.accepted": _l("accepted the invitation"),
    },
    about={"user": _l("Accounts"), "person": _l("Erased people"), "invitation": _l("Invitations")},
    by_itself=["user.erased"],
)


def init(app: Flask) -> None:
    """Let people be known by their sign-in, and pages speak their language."""
    sessions.init_sign_in(app)
    reader(app).locale = language.of_reader
    app.context_processor(language.for_templates)
    app.jinja_env.globals["role_name"] = role_name
    app.after_request(language.remember_asked)
    app.cli.add_command(setup.setup_link)
    app.cli.add_command(commands.people)


feature = Feature(
    routes=routes,
    demo=demo.fill,
    nav=Nav(_l("People"), "people.index", icon="users", push=True),
    search=search.people,
    nightly=[sessions.forget_old, throttle.forget_old, one_time.forget_old],
    keeps=keeping.KEEPS,
    traces=keeping.TRACES,
    door=door,
    init=init,
)
