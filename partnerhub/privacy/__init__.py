"""Privacy: how long things are kept, the page that tells everybody, and what is held of one person."""

from typing import Any

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from partnerhub.foundation import audit
from partnerhub.foundation.feature import Feature
from partnerhub.privacy import people
from partnerhub.privacy.routes import routes

__all__ = ["feature", "people"]
audit.describe({"person.exported": _l("took along what is held of somebody")}, about={"person": _l("Erased people")})


def of_school(school: Any, user: Any) -> Markup | None:
    """Where the principal sets how long things are kept, and finds what is held of a person."""
    return panel("privacy/_of_school.html") if user.is_principal else None


def of_person(person: Any, user: Any) -> Markup | None:
    """The way to what is held of them, for the principal."""
    if not user.is_principal:
        return None
    return panel("privacy/_of_person.html", url=url_for("privacy.show_person", token=people.token_of(person.email)))


def panel(template: str, **context: Any) -> Markup:
    """A part of another feature's page."""
    return Markup(render_template(template, **context))  # noqa: S704 - a template escapes what it is given


feature = Feature(routes=routes, panels={"school": of_school, "person": of_person})
