"""Care: backups, checks, and a page that says how the server is doing."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Flask, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.care import backup, commands, findings
from partnerhub.foundation.access import allow, principal
from partnerhub.foundation.feature import Due, Feature, Nav
from partnerhub.foundation.hypermedia import show

routes = Blueprint("care", __name__)


@routes.get("/status")
@allow(principal)
def show_status() -> Response:
    """How the server is doing, in plain words."""
    kept = backup.all_in(backup.home())
    return show("care/status.html", findings=findings.daily(), backups=kept)


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
    for command in commands.ALL:
        app.cli.add_command(command)


feature = Feature(
    routes=routes,
    nav=Nav(_l("Server"), "care.show_status", icon="shield-check", push=True, place=2),
    today=due,
    nightly_alone=[backup.nightly],
    init=init,
)
