"""The review's pages: one application, and what the school does with it. Each decision is a noun that is posted."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, school_side, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.numbers import whole
from partnerhub.onboarding import checklist, invitations, known, letters
from partnerhub.onboarding import review_forms as forms
from partnerhub.onboarding.forms import for_school
from partnerhub.onboarding.model import Application, TooLate
from partnerhub.onboarding.routes import routes
from partnerhub.partners.model import Partner
from partnerhub.school.context import current_school


def page(application: Application, status: int = 200, **changed: Any) -> Response:
    """An application with the forms to decide it, one of them perhaps to be mended."""
    found = known.alike(application, current_user) if application.is_open else []
    blank: dict[str, Any] = {
        "question": forms.QuestionForm(formdata=None),
        "refusal": forms.RefusalForm(formdata=None),
        "acceptance": forms.AcceptanceForm(
            formdata=None, situation=application.situation, partner=known.proposed(found)
        ),
    }
    return show(
        "onboarding/applications/show.html",
        status=status,
        application=application,
        answers=for_school(application),
        alike=found,
        forms_of={**blank, **changed},
        history=db.session.scalars(audit.Event.of(application)).all(),
    )


def too_late(application: Application, **typed: Any) -> Response:
    """Tell the second what the first did; what the second typed is there to be copied."""
    db.session.rollback()
    application = find(Application, application.id)
    return show(
        "onboarding/applications/too_late.html",
        status=409,
        application=application,
        first=db.session.scalars(audit.Event.of(application).limit(1)).first(),
        typed=[text for text in typed.values() if text],
    )


def seen() -> int:
    """The version that the person was looking at; without one, none that there is."""
    return request.form.get("version", type=whole) or 0


@routes.get("/onboarding/applications/<int:key>")
@allow(school_side)
def show_application_to_school(key: int) -> Response:
    """One application."""
    return page(find(Application, key))


@routes.post("/onboarding/applications/<int:key>/question")
@allow(staff)
def ask_applicant(key: int) -> Response:
    """Ask something back."""
    application, form = find(Application, key, to_edit=True), forms.QuestionForm()
    if not form.validate():
        return page(application, 422, question=form)
    try:
        application.ask(form.question.data or "", by=current_user, seen=seen())
    except TooLate:
        return too_late(application, question=form.question.data)
    letters.ask(application, form.question.data or "")
    return answered(application, _("Your question was mailed."))


@routes.post("/onboarding/applications/<int:key>/refusal")
@allow(staff)
def decline_application(key: int) -> Response:
    """Say no, and why."""
    application, form = find(Application, key, to_edit=True), forms.RefusalForm()
    if not form.validate():
        return page(application, 422, refusal=form)
    try:
        application.decline(form.reason.data or "", by=current_user, seen=seen())
    except TooLate:
        return too_late(application, reason=form.reason.data)
    letters.decline(application)
    return answered(application, _("The application was declined. Your reason was mailed."))


@routes.post("/onboarding/applications/<int:key>/acceptance")
@allow(staff)
def accept_application(key: int) -> Response:
    """Say yes: a partner, its checklist, an invitation."""
    application, form = find(Application, key, to_edit=True), forms.AcceptanceForm()
    if not form.validate():
        return page(application, 422, acceptance=form)
    same = None if form.partner.data == "new" else find(Partner, int(form.partner.data), to_edit=True)
    try:
        partner = application.accept(by=current_user, seen=seen(), partner=same)
    except TooLate:
        return too_late(application)
    checklist.begin(partner, form.situation.data, country(), by=current_user)
    letters.accept(application, is_invited=invitations.offer(application, partner, by=current_user))
    return done(
        url_for("onboarding.show_checklist", key=partner.id),
        _("%(name)s is a partner now. Its checklist has begun.", name=partner.name),
    )


@routes.post("/onboarding/applications/<int:key>/recovery")
@allow(staff)
def recover_application(key: int) -> Response:
    """It was put aside, and a person wrote it after all."""
    application = find(Application, key, to_edit=True)
    application.take_back_in(by=current_user)
    return answered(application, _("It waits with the others now."))


def answered(application: Application, message: str) -> Response:
    """Back to the application as it is now."""
    return done(url_for("onboarding.show_application_to_school", key=application.id), message)


def country() -> str:
    """The school's country, which decides what is asked."""
    school = current_school()
    return school.country if school else "other"
