"""What others wrote to a meeting: staff read it word for word, then take it over or not."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.meetings import merge
from partnerhub.meetings.contribution_forms import AcceptanceForm, RefusalForm
from partnerhub.meetings.contributions import Contribution
from partnerhub.meetings.model import NotNow
from partnerhub.meetings.routes import routes


@routes.get("/contributions/<int:key>")
@allow(staff)
def show_contribution(key: int) -> Response:
    """What was written, and the notes as they would be."""
    return contribution_page(find(Contribution, key, to_edit=True))


def contribution_page(contribution: Contribution, status: int = 200, **more: Any) -> Response:
    """The page of one, with the form that has to be mended where there is one."""
    context = {
        "contribution": contribution,
        "acceptance_form": AcceptanceForm(formdata=None, notes=contribution.suggested),
        "refusal_form": RefusalForm(formdata=None),
        "was": mark_of(contribution),
        **more,
    }
    if status == 409:
        return conflict("meetings/contribution.html", **context)
    return show("meetings/contribution.html", status=status, **context)


def mark_of(contribution: Contribution) -> str:
    """How the notes were when the page was opened."""
    return merge.mark(contribution.topic.notes if contribution.topic else "")


@routes.post("/contributions/<int:key>/acceptance")
@allow(staff)
def accept_contribution(key: int) -> Response:
    """Take it over; a correction makes a new version."""
    contribution, form = find(Contribution, key, to_edit=True), AcceptanceForm()
    if not form.validate():
        return contribution_page(contribution, 422, acceptance_form=form)
    if contribution.is_waiting and request.form.get("was") != mark_of(contribution):
        return contribution_page(contribution, 409, acceptance_form=form)
    try:
        contribution.accept(form.notes.data or "", by=current_user)
    except NotNow:
        return back(contribution, _("Somebody else has answered it."))
    except ValueError:
        form.refuse("notes", _("Correct the notes here first, or say why they stay as they are."))
        return contribution_page(contribution, 422, acceptance_form=form)
    return back(
        contribution, _("Taken over. A new version is out.") if contribution.is_correction else _("Taken over.")
    )


@routes.post("/contributions/<int:key>/refusal")
@allow(staff)
def decline_contribution(key: int) -> Response:
    """Leave the notes as they are."""
    contribution, form = find(Contribution, key, to_edit=True), RefusalForm()
    if not form.validate():
        return contribution_page(contribution, 422, refusal_form=form)
    try:
        contribution.decline(form.answer.data or "", by=current_user)
    except NotNow:
        return back(contribution, _("Somebody else has answered it."))
    return back(contribution, _("The notes stay as they are."))


def back(contribution: Contribution, said: str) -> Response:
    """On to the meeting."""
    return done(url_for("meetings.show_meeting", key=contribution.meeting_id), said)
