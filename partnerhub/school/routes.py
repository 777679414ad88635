"""The school's pages."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import files, pictures, submissions
from partnerhub.foundation.access import allow, anyone, principal
from partnerhub.foundation.db import begin_writing
from partnerhub.foundation.feature import house
from partnerhub.foundation.formats import forget_language
from partnerhub.foundation.hypermedia import done, show
from partnerhub.school.context import current_school
from partnerhub.school.forms import LogoForm, SchoolForm
from partnerhub.school.model import School

routes = Blueprint("school", __name__)
LOGO_SIDE = 256


@routes.get("/school")
@allow(principal)
def show_settings() -> Response:
    """The school's settings."""
    return page(the_school())


@routes.post("/school")
@allow(principal)
def save_settings() -> Response:
    """Take new settings."""
    school = the_school()
    form = SchoolForm.of(school)
    if not form.validate():
        return page(school, form=form, status=422)
    school.change(by=current_user, **form.data)
    forget_language()
    return done(url_for("school.show_settings"), _("Saved."))


@routes.post("/school/logo")
@allow(principal, upload=True, late=True)
def save_logo() -> Response:
    """Take a picture, made anew and small before the writing begins."""
    form = LogoForm()
    if not form.validate():
        return page(the_school(), logo_form=form, status=422)
    sent = form.logo.prepared
    content, media_type = pictures.remake(sent.content, longest=LOGO_SIDE)
    begin_writing()
    if first := submissions.replay():
        return first
    the_school().show_with(files.store(replace(sent, content=content, media_type=media_type)), by=current_user)
    return done(url_for("school.show_settings"), _("The logo is saved."))


@routes.post("/school/logo/removal")
@allow(principal)
def remove_logo() -> Response:
    """Show no logo."""
    the_school().show_with(None, by=current_user)
    return done(url_for("school.show_settings"), _("The logo is removed."))


@routes.get("/logo")
@allow(anyone)
def show_logo() -> Response:
    """The school's logo."""
    school = current_school()
    if school is None or school.logo is None:
        abort(404)
    return files.stream(school.logo)


def the_school() -> School:
    """The school; 404 before its first day."""
    return current_school() or abort(404)


def page(school: School, *, form: Any = None, logo_form: Any = None, status: int = 200) -> Response:
    """The settings, with the sections that upper floors offer."""
    return show(
        "school/show.html",
        form=form or SchoolForm.of(school),
        logo_form=logo_form or LogoForm(formdata=None),
        panels=house().panels("school", school, for_=current_user),
        status=status,
    )
