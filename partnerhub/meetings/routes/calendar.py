"""Meetings in people's own calendars."""

from flask import Response, abort, make_response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, anyone, find, signed_in
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.meetings.ics import as_calendar
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.routes import routes
from partnerhub.meetings.subscription import Subscription
from partnerhub.school.context import current_school


@routes.get("/meetings/<int:key>/meeting.ics")
@allow(signed_in)
def download_meeting(key: int) -> Response:
    """One meeting, to be opened with a calendar program."""
    return as_file(find(Meeting, key))


def as_file(meeting: Meeting) -> Response:
    """One meeting as a file to keep."""
    answer = as_answer(as_calendar([meeting], meeting.title))
    answer.headers.set("Content-Disposition", "attachment", filename=f"meeting-{meeting.day}.ics")
    return answer


@routes.get("/meetings/calendar")
@allow(signed_in)
def show_subscription() -> Response:
    """My private address, or how to have one."""
    own = Subscription.of(current_user)
    address = link_to("meetings.read_subscription", token=own.token) if own else None
    return show("meetings/calendar.html", address=address)


@routes.post("/meetings/calendar")
@allow(signed_in)
def make_subscription() -> Response:
    """Give me an address, or another one."""
    Subscription.make(current_user)
    return done(url_for("meetings.show_subscription"), _("This is your address. Keep it to yourself."))


@routes.post("/meetings/calendar/end")
@allow(signed_in)
def end_subscription() -> Response:
    """Have no address."""
    if own := Subscription.of(current_user):
        own.end()
    return done(url_for("meetings.show_subscription"), _("The address is worth nothing any more."))


@routes.get("/calendar/<string:token>/meetings.ics")
@allow(anyone)
def read_subscription(token: str) -> Response:
    """The meetings of whoever has this address, for their calendar program."""
    own = Subscription.by_token(token)
    if own is None:
        abort(404)
    school = current_school()
    return as_answer(as_calendar(own.meetings, school.name if school else "PartnerHub"))


def as_answer(calendar: bytes) -> Response:
    """A calendar, or the word that it is what it was."""
    answer = make_response(calendar)
    answer.content_type = "text/calendar; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
