"""The pages of privacy: one for everybody, the others for the principal."""

import io
from typing import Any

from flask import Blueprint, Response, abort, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation import audit, clock, keeping
from partnerhub.foundation.access import Role, allow, anyone, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people import keeping as people_keeping
from partnerhub.people.model import LastPrincipal, User
from partnerhub.privacy.forms import AddressForm, ErasureForm, KeepingForm
from partnerhub.privacy.people import Dossier, address_of, packed, token_of
from partnerhub.school.context import current_school

routes = Blueprint("privacy", __name__)


def groups() -> list[tuple[Any, list[keeping.Kept]]]:
    """All kinds of things, by whom they are about."""
    kinds = keeping.everything()
    return [(about, [kept for kept in kinds if kept.about == about]) for about in keeping.About]


@routes.get("/privacy")
@allow(anyone)
def show_page() -> Response:
    """What is kept, for how long and why, for everybody to read; made from the numbers that hold."""
    if current_school() is None:
        abort(404)
    asked = User.on_the_school_side().where(User.role == Role.PRINCIPAL)
    return show("privacy/page.html", groups=groups(), principals=db.session.scalars(asked).all())


@routes.get("/privacy/rules")
@allow(principal)
def show_rules() -> Response:
    """How long things are kept."""
    return show("privacy/rules.html", form=KeepingForm.made(formdata=None), groups=groups())


@routes.post("/privacy/rules")
@allow(principal)
def save_rules() -> Response:
    """Take new numbers. Nothing goes before the night, so they can be taken back until then."""
    form = KeepingForm.made()
    if not form.validate():
        return show("privacy/rules.html", form=form, groups=groups(), status=422)
    changed = keeping.choose(form.numbers, by=current_user)
    gone = sum(kept.count() for kept in changed)
    said = ngettext("Saved. Tonight one thing goes for good.", "Saved. Tonight %(num)d things go for good.", gone)
    return done(url_for("privacy.show_rules"), said if gone else _("Saved."))


@routes.get("/privacy/person")
@allow(principal)
def ask_for_person() -> Response:
    """Whom to look up."""
    return show("privacy/ask.html", form=AddressForm())


@routes.post("/privacy/person")
@allow(principal)
def look_up_person() -> Response:
    """Lead to what is held of them; their address stands in no address of ours."""
    form = AddressForm()
    if not form.validate():
        return show("privacy/ask.html", form=form, status=422)
    return done(url_for("privacy.show_person", token=token_of(form.email.data or "")))


@routes.get("/privacy/person/<token>")
@allow(principal)
def show_person(token: str) -> Response:
    """What is held of somebody, and what would go."""
    return person_page(token, of(token))


def person_page(token: str, dossier: Dossier, status: int = 200, **more: Any) -> Response:
    """The page of what is held of somebody; `more` says what went wrong."""
    form = more.pop("form", None) or ErasureForm(formdata=None)
    return show("privacy/person.html", token=token, dossier=dossier, form=form, status=status, **more)


@routes.post("/privacy/person/<token>/export")
@allow(principal)
def export_person(token: str) -> Response:
    """All of it as a ZIP. That it was taken along stands in the trail."""
    dossier = of(token)
    if dossier.is_empty:
        abort(404)
    audit.record(current_user, "person.exported", dossier.account or current_school())
    name = f"person-{clock.today().isoformat()}.zip"
    return send_file(io.BytesIO(packed(dossier)), "application/zip", as_attachment=True, download_name=name)


@routes.post("/privacy/person/<token>/erasure")
@allow(principal)
def erase_person(token: str) -> Response:
    """Let somebody go for good."""
    dossier, form = of(token), ErasureForm()
    if dossier.is_empty:
        abort(404)
    if dossier.person.account == current_user.id:
        return person_page(token, dossier, 409, problem=_("Nobody erases themselves. Ask another principal."))
    if not form.validate():
        return person_page(token, dossier, 422, form=form)
    try:
        people_keeping.erase(dossier.person, by=current_user)
    except LastPrincipal:
        needed = _("A school always has a principal. Make somebody else principal first.")
        return person_page(token, dossier, 409, problem=needed)
    return done(url_for("privacy.ask_for_person"), _("Erased. Backups forget them within a year."))


def of(token: str) -> Dossier:
    """What is held of the person behind a token; 404 for one that nobody here signed."""
    return Dossier.of(address_of(token) or abort(404))
