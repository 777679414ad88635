"""What the school asks for: its list of kinds, and which of them are needed to enter."""

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.clearances.forms import KindForm, RequirementsForm
from partnerhub.clearances.model import ClearanceKind
from partnerhub.clearances.routes import routes
from partnerhub.foundation.access import allow, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show


@routes.get("/clearances/kinds")
@allow(principal)
def show_kinds() -> Response:
    """Everything that the school may ask for."""
    return kinds_page(requirements_form(sent=False), KindForm(formdata=None))


@routes.post("/clearances/kinds/requirements")
@allow(principal)
def change_requirements() -> Response:
    """Say which are needed to enter."""
    form = requirements_form(sent=True)
    if not form.validate():
        return kinds_page(form, KindForm(formdata=None), status=422)
    ClearanceKind.require({int(key) for key in form.required.data or []}, by=current_user)
    return done(url_for("clearances.show_kinds"), _("Saved. The board follows at once."))


@routes.post("/clearances/kinds")
@allow(principal)
def add_kind() -> Response:
    """Ask for something of the school's own."""
    form = KindForm()
    if not form.validate():
        return kinds_page(requirements_form(sent=False), form, status=422)
    ClearanceKind.add(
        form.title.data or "",
        is_of_person=form.whose.data == "person",
        is_required=form.is_required.data,
        is_kept=not form.no_copy.data,
        by=current_user,
    )
    return done(url_for("clearances.show_kinds"), _("Added."))


def requirements_form(*, sent: bool) -> RequirementsForm:
    """The form of what is needed, as it is or as it was sent."""
    kinds = [kind for kind in db.session.scalars(ClearanceKind.in_order()) if not kind.is_other]
    needed = [str(kind.id) for kind in kinds if kind.is_required]
    form = RequirementsForm() if sent else RequirementsForm(formdata=None, required=needed)
    whose = {False: _("of the organization"), True: _("of each person")}
    form.required.choices = [(str(k.id), f"{k.label} ({whose[k.is_of_person]})") for k in kinds]
    return form


def kinds_page(requirements: RequirementsForm, adding: KindForm, status: int = 200) -> Response:
    """The page with both forms."""
    kinds = db.session.scalars(ClearanceKind.in_order()).all()
    return show("clearances/kinds.html", status=status, requirements=requirements, adding=adding, kinds=kinds)
