"""Care: backups, checks, and a page that says how the server is doing."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from partnerhub.care import backup, commands, export_commands, exports, findings
from partnerhub.care.routes import routes
from partnerhub.foundation import audit
from partnerhub.foundation.feature import Due, Feature, Nav

__all__ = ["feature", "routes"]
audit.describe(
    {"export.asked": _l("asked for everything to take along")},
    about={"export": _l("Exports of the school")},
)


def of_school(school: Any, user: Any) -> Markup | None:
    """The way to take everything along, for the principal."""
    if not user.is_principal:
        return None
    return Markup(render_template("care/_of_school.html"))  # noqa: S704 - a template escapes what it is given


def due(user: Any) -> Iterable[Due]:
    """What the principal should see to, or have seen to."""
    if user.is_principal:
        for finding in findings.daily():
            if finding.tone == findings.BAD:
                url = url_for("care.show_status")
                yield Due(
                    finding.text, finding.todo, url, _("See how the server is doing"), "triangle-alert", "bad", 90
                )


def init(app: Flask) -> None:
    """Give the app its commands."""
    for command in (*commands.ALL, *export_commands.ALL):
        app.cli.add_command(command)


feature = Feature(
    routes=routes,
    nav=Nav(_l("Server"), "care.show_status", icon="shield-check", push=True, place=2),
    panels={"school": of_school},
    today=due,
    nightly=[exports.forget_old],
    minutely=[exports.make_waiting],
    nightly_alone=[backup.nightly],
    init=init,
)
