"""The landing page, the search, and the page that tells a monitor that all is well."""

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, anyone, signed_in
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.words import sought
from partnerhub.home.styleguide import ExampleForm

routes = Blueprint("home", __name__)


@routes.get("/")
@allow(anyone)
def index() -> Response:
    """What needs this person now."""
    if not current_user.is_authenticated:
        return redirect(url_for("people.show_sign_in"), 303)  # type: ignore[return-value]
    return show(
        "home/index.html",
        greeting=greeting(),
        due=house().today(current_user),
        panels=house().panels("home", current_user, for_=current_user),
    )


def greeting() -> str:
    """A word for the time of the day at the school."""
    hour = clock.at_school().hour
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


@routes.get("/search")
@allow(signed_in)
def search() -> Response:
    """Everything that these words are found in, as far as this person may see it."""
    words = sought(request.args)
    hits = house().search(words, current_user) if words else []
    return show("home/search.html", fragment="home/_hits.html", words=words, hits=hits)


@routes.get("/healthz")
@allow(anyone)
def healthz() -> Response | tuple[Response, int]:
    """Whether the database answers, for a monitor."""
    try:
        db.session.execute(text("SELECT count(*) FROM school"))
    except SQLAlchemyError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok")


@routes.get("/styleguide")
@allow(anyone)
def styleguide() -> Response:
    """Each component in each state; in development and in tests only."""
    if not current_app.config["STYLEGUIDE"]:
        abort(404)
    bad_form = ExampleForm(formdata=None, prefix="bad")
    bad_form.spoil()
    return show("styleguide/index.html", form=ExampleForm(formdata=None), bad_form=bad_form)
