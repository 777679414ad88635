"""The school's pages."""

from flask import Blueprint, Response, abort

from partnerhub.foundation import files
from partnerhub.foundation.access import allow, anyone, principal
from partnerhub.foundation.hypermedia import show
from partnerhub.school.context import current_school

routes = Blueprint("school", __name__)


@routes.get("/school")
@allow(principal)
def show_settings() -> Response:
    """The school's settings."""
    return show("school/show.html")


@routes.get("/logo")
@allow(anyone)
def show_logo() -> Response:
    """The school's logo."""
    school = current_school()
    if school is None or school.logo is None:
        abort(404)
    return files.stream(school.logo)
