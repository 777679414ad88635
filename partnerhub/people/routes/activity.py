"""Activity: the audit trail, for the principal."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, principal
from partnerhub.foundation.audit import SUBJECTS, Event, newest
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.numbers import whole
from partnerhub.people.forms import ActivityForm
from partnerhub.people.model import User, organization
from partnerhub.people.routes import routes

A_PAGE = 50


@routes.get("/activity")
@allow(principal)
def show_activity() -> Response:
    """Who did what, and when."""
    form = activity_form()
    fine = form.validate()
    found = db.session.scalars(filtered(form).limit(A_PAGE + 1)).all() if fine else []
    partners = {e.partner_id: organization(e.partner_id) for e in found if e.partner_id}
    more = None
    if len(found) > A_PAGE:
        kept = {**request.args.to_dict(), "before": found[A_PAGE - 1].id}
        more = url_for("people.show_activity", **kept)
    page: dict[str, Any] = {"form": form, "events": found[:A_PAGE], "partners": partners, "more": more}
    return show("people/activity.html", status=200 if fine else 422, **page)


def activity_form() -> ActivityForm:
    """The filters, filled in from the address."""
    form = ActivityForm(request.args)
    people = db.session.scalars(select(User).order_by(User.name))
    form.person.choices = [("", _("Everybody")), *((str(person.id), person.name) for person in people)]
    subjects = sorted(((kind, str(words)) for kind, words in SUBJECTS.items()), key=lambda pair: pair[1].casefold())
    form.kind.choices = [("", _("Everything")), *subjects]
    return form


def filtered(form: ActivityForm) -> Select[Any]:
    """The part of the trail that was asked for."""
    trail, args = newest(), request.args
    if form.person.data:
        trail = trail.where(Event.by_id == int(form.person.data))
    if form.kind.data:
        trail = trail.where(Event.kind.startswith(f"{form.kind.data}.", autoescape=True))
    if form.since.data:
        trail = trail.where(Event.at >= midnight(form.since.data))
    if form.until.data:
        trail = trail.where(Event.at < midnight(form.until.data + timedelta(days=1)))
    if partner := args.get("partner", type=whole):
        trail = trail.where(Event.partner_id == partner)
    if before := args.get("before", type=whole):
        last = db.session.get(Event, before)
        trail = trail.where((Event.at < last.at) | ((Event.at == last.at) & (Event.id < before))) if last else trail
    return trail


def midnight(day: date) -> datetime:
    """The instant at which a day begins at the school."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.at_school().tzinfo)
