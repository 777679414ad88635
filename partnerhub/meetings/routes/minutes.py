"""Minutes: what goes out, and each version of it."""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import publishing
from partnerhub.meetings.forms import MinutesForm
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.routes import routes


@routes.get("/meetings/<int:key>/minutes/new")
@allow(staff)
def new_minutes(key: int) -> Response:
    """What would go out now, and to whom."""
    return preview(find(Meeting, key, to_edit=True), MinutesForm(formdata=None))


def preview(meeting: Meeting, form: MinutesForm, status: int = 200) -> Response:
    """The page that shows the minutes before they go out."""
    last = publishing.latest(meeting)
    content = publishing.freeze(meeting, current_user)
    return show(
        "meetings/publish.html",
        status=status,
        meeting=meeting,
        form=form,
        content=content,
        last=last,
        has_news=last is None or last.content != content,
        reached=[person for person in meeting.attendees if person.address],
    )


@routes.post("/meetings/<int:key>/minutes")
@allow(staff)
def publish_minutes(key: int) -> Response:
    """Send the minutes out."""
    meeting = find(Meeting, key, to_edit=True)
    form = MinutesForm()
    if not form.validate():
        return preview(meeting, form, status=422)
    try:
        minutes = publishing.publish(meeting, by=current_user, why=form.why.data or "")
    except ValueError:
        form.refuse("why", _("Say in a few words what was corrected."))
        return preview(meeting, form, status=422)
    except NotNow:
        return done(url_for("meetings.new_minutes", key=key), _("There is nothing new to send, or not yet."))
    return done(url_for("meetings.show_minutes", key=key, number=minutes.number), _("The minutes are out."))


@routes.get("/meetings/<int:key>/minutes/<int:number>")
@allow(signed_in)
def show_minutes(key: int, number: int) -> Response:
    """One version."""
    meeting = find(Meeting, key)
    versions = db.session.scalars(Minutes.visible_to(current_user).where(Minutes.meeting_id == meeting.id)).all()
    minutes = next((version for version in versions if version.number == number), None)
    if minutes is None:
        abort(404)
    return show(
        "meetings/minutes.html",
        meeting=meeting,
        minutes=minutes,
        versions=versions,
        content=minutes.shown_to(current_user.is_staff),
    )
