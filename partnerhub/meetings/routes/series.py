"""A series and its end."""

from flask import Response, url_for
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation.access import allow, find, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import letters
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.routes import routes
from partnerhub.meetings.series import Series


@routes.get("/series/<int:key>")
@allow(signed_in)
def show_series(key: int) -> Response:
    """All meetings of a series."""
    series = find(Series, key)
    own = Meeting.visible_to(current_user).where(Meeting.series_id == series.id)
    return show("meetings/series.html", series=series, meetings=db.session.scalars(own).all())


@routes.post("/series/<int:key>/end")
@allow(staff)
def end_series(key: int) -> Response:
    """Cancel all that are still to come."""
    series = find(Series, key, to_edit=True)
    coming = series.to_come
    ended = series.end(by=current_user)
    letters.tell_of_end(coming, by=current_user)
    said = ngettext("One meeting is cancelled.", "%(num)d meetings are cancelled.", ended)
    return done(url_for("meetings.show_series", key=key), said)
