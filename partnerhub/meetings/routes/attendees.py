"""Who is invited to a meeting."""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings.forms import InvitationForm
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.meetings.routes import routes


@routes.get("/meetings/<int:key>/attendees/new")
@allow(staff)
def new_attendee(key: int) -> Response:
    """Choose who else is invited."""
    meeting = find(Meeting, key, to_edit=True)
    form = InvitationForm(formdata=None)
    form.set_up(meeting)
    return show("meetings/invite.html", meeting=meeting, form=form)


@routes.post("/meetings/<int:key>/attendees")
@allow(staff)
def add_attendee(key: int) -> Response:
    """Invite one more."""
    meeting = find(Meeting, key, to_edit=True)
    form = InvitationForm()
    form.set_up(meeting)
    somebody = form.somebody if form.validate() else None
    if somebody is None:
        return show("meetings/invite.html", meeting=meeting, form=form, status=422)
    attendee = meeting.ask(somebody)
    meeting.record(current_user, "meeting.changed")
    return done(url_for("meetings.show_meeting", key=key), _("%(name)s is invited.", name=attendee.who))


@routes.post("/meetings/<int:key>/attendees/<int:attendee>/removal")
@allow(staff)
def remove_attendee(key: int, attendee: int) -> Response:
    """Take somebody off the list."""
    meeting = find(Meeting, key, to_edit=True)
    found = db.session.get(Attendee, attendee)
    if found is None or found.meeting_id != meeting.id:
        abort(404)
    meeting.attendees.remove(found)
    meeting.record(current_user, "meeting.changed")
    return done(url_for("meetings.show_meeting", key=key), _("%(name)s is no longer invited.", name=found.who))
