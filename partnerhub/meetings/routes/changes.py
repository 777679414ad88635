"""Moving, changing and cancelling one meeting; whoever is invited is told."""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import letters
from partnerhub.meetings.forms import CancellationForm, MeetingForm
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.routes import routes


@routes.get("/meetings/<int:key>/edit")
@allow(staff)
def edit_meeting(key: int) -> Response:
    """The form that moves or changes one meeting."""
    meeting = find(Meeting, key, to_edit=True)
    form = MeetingForm(formdata=None, obj=meeting)
    form.minutes.data = str(meeting.minutes)
    return show("meetings/edit.html", meeting=meeting, form=form)


@routes.post("/meetings/<int:key>")
@allow(staff)
def change_meeting(key: int) -> Response:
    """Move or change one meeting; those of the same series stay as they are."""
    meeting = find(Meeting, key, to_edit=True)
    form = MeetingForm()
    if not form.validate():
        return show("meetings/edit.html", meeting=meeting, form=form, status=422)
    version = meeting.version
    try:
        meeting.move(by=current_user, **form.when)
    except NotNow:
        abort(409)
    meeting.change(by=current_user, kind=form.kind, **form.words)
    if meeting.version != version:
        letters.tell_of_change(meeting, by=current_user)
    return done(url_for("meetings.show_meeting", key=key), _("Saved."))


@routes.get("/meetings/<int:key>/cancellation")
@allow(staff)
def ask_why_cancelled(key: int) -> Response:
    """Ask why before a meeting is cancelled."""
    meeting = find(Meeting, key, to_edit=True)
    return show("meetings/cancel.html", meeting=meeting, form=CancellationForm(formdata=None))


@routes.post("/meetings/<int:key>/cancellation")
@allow(staff)
def cancel_meeting(key: int) -> Response:
    """Cancel one meeting; the others of its series stay."""
    meeting = find(Meeting, key, to_edit=True)
    form = CancellationForm()
    if not form.validate():
        return show("meetings/cancel.html", meeting=meeting, form=form, status=422)
    try:
        meeting.cancel(by=current_user, why=form.why.data or "")
    except NotNow:
        return done(url_for("meetings.show_meeting", key=key), _("It was cancelled before, or its minutes are out."))
    letters.tell_of_end([meeting], by=current_user)
    undo = url_for("meetings.reopen_meeting", key=key)
    return done(url_for("meetings.show_meeting", key=key), _("The meeting is cancelled."), undo=undo)


@routes.post("/meetings/<int:key>/reopening")
@allow(staff)
def reopen_meeting(key: int) -> Response:
    """A cancelled meeting takes place after all."""
    meeting = find(Meeting, key, to_edit=True)
    try:
        meeting.reopen(by=current_user)
    except NotNow:
        abort(409)
    letters.tell_of_change(meeting, by=current_user)
    return done(url_for("meetings.show_meeting", key=key), _("The meeting takes place."))


@routes.post("/meetings/<int:key>/invitations")
@allow(staff)
def send_invitations(key: int) -> Response:
    """Write to everybody who is invited and was not written to yet."""
    meeting = find(Meeting, key, to_edit=True)
    if meeting.is_cancelled or meeting.is_over:
        abort(409)
    written = letters.invite(meeting)
    said = ngettext("The invitation goes to one person.", "The invitation goes to %(num)d people.", written)
    nobody = _("Everybody who has an e-mail address was invited before.")
    return done(url_for("meetings.show_meeting", key=key), said if written else nobody)
