"""The page behind somebody's own link: they write notes, and once the minutes are out they read and correct them."""

from typing import Any

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import mail
from partnerhub.foundation.access import allow, anyone, find, partner, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import contributions, personal, publishing
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.contribution_forms import CorrectionForm, name_of, notes_form
from partnerhub.meetings.model import Attendee, Meeting, NotNow
from partnerhub.meetings.routes import routes
from partnerhub.meetings.routes.calendar import as_file
from partnerhub.meetings.routes.minutes import topic_in
from partnerhub.meetings.somebody import Somebody


@routes.get("/notes/<string:token>")
@allow(anyone)
def show_by_link(token: str) -> Response:
    """The meeting as this person may see it."""
    return link_page(who_has(token), token)


@routes.get("/notes/<string:token>/meeting.ics")
@allow(anyone)
def download_by_link(token: str) -> Response:
    """The meeting, to be opened with a calendar program."""
    return as_file(who_has(token).meeting)


@routes.post("/notes/<string:token>")
@allow(anyone)
def send_notes(token: str) -> Response:
    """Take notes; they wait for staff."""
    attendee = who_has(token)
    if attendee.meeting.is_published:
        return link_page(attendee, token)
    topics = topics_of(attendee.meeting)
    form = notes_form(topics, blank=False)
    if not form.validate():
        return link_page(attendee, token, form=form, status=422)
    texts: list[tuple[Topic | None, str]] = [(topic, form[name_of(topic)].data or "") for topic in topics]
    contributions.send_notes(attendee.meeting, attendee.somebody, [*texts, (None, form.other.data or "")])
    return done(url_for("meetings.show_by_link", token=token), _("Your words are sent. The school reads them."))


@routes.post("/notes/<string:token>/corrections")
@allow(anyone)
def correct_by_link(token: str) -> Response:
    """Take a proposed correction."""
    attendee = who_has(token)
    minutes, form = publishing.latest(attendee.meeting), CorrectionForm()
    if minutes is None:
        abort(409)
    content = minutes.shown_to(False)
    form.set_up(content)
    if not form.validate():
        return link_page(attendee, token, correction_form=form, status=422)
    try:
        contributions.propose(minutes, attendee.somebody, form.text.data or "", topic=topic_in(form, content))
    except NotNow:
        return done(url_for("meetings.show_by_link", token=token), _("The time for corrections is over."))
    return done(url_for("meetings.show_by_link", token=token), _("Your words are sent. The school reads them."))


def who_has(token: str) -> Attendee:
    """Whose link this is; 404 where it is nobody's, 410 where its time is over."""
    attendee = personal.whose(token)
    if attendee is None:
        abort(404)
    if personal.is_over(attendee):
        abort(410)
    return attendee


def topics_of(meeting: Meeting) -> list[Topic]:
    """The topics that everybody at the meeting may see."""
    return [topic for topic in Topic.at(meeting) if topic.is_on and not topic.is_school_only]


def link_page(
    attendee: Attendee, token: str, *, form: Any = None, correction_form: Any = None, status: int = 200
) -> Response:
    """The page of one who is invited."""
    meeting = attendee.meeting
    minutes = publishing.latest(meeting) if meeting.is_published else None
    content = minutes.shown_to(False) if minutes else None
    if content and correction_form is None:
        correction_form = CorrectionForm(formdata=None)
        correction_form.set_up(content)
    return show(
        "meetings/by_link.html",
        status=status,
        attendee=attendee,
        meeting=meeting,
        token=token,
        minutes=minutes,
        content=content,
        sent=contributions.of_attendee(attendee),
        form=form or notes_form(topics_of(meeting), blank=True),
        correction_form=correction_form,
    )


@routes.post("/meetings/<int:key>/notes")
@allow(partner)
def write_own_notes(key: int) -> Response:
    """A partner's person writes up a meeting of theirs, on the same page as somebody without an account."""
    meeting = find(Meeting, key)
    if meeting.is_cancelled:
        abort(409)
    return done(personal.make(meeting.ask(Somebody(user=current_user))))


@routes.get("/meetings/<int:key>/attendees/<int:attendee>/link")
@allow(staff)
def show_link(key: int, attendee: int) -> Response:
    """The link of somebody who is invited, or how to make one."""
    found = attendee_of(key, attendee)
    address = personal.address(found) if found.word and not personal.is_over(found) else None
    return show("meetings/link.html", meeting=found.meeting, attendee=found, address=address)


@routes.post("/meetings/<int:key>/attendees/<int:attendee>/link")
@allow(staff)
def make_link(key: int, attendee: int) -> Response:
    """Make it, and send it where there is an address."""
    found = attendee_of(key, attendee)
    address = personal.make(found, anew=True)
    if found.address:
        write_to(found, address)
        return done(url_for("meetings.show_link", key=key, attendee=attendee), _("The link is made and sent."))
    return done(url_for("meetings.show_link", key=key, attendee=attendee), _("The link is made. Hand it over."))


def write_to(attendee: Attendee, address: str) -> None:
    """Send somebody their link."""
    title = attendee.meeting.title
    said = _("With this link you write notes for \u201c%(title)s\u201d, and later read the minutes.", title=title)
    parts = [_("Hello %(name)s,", name=attendee.who), said, address, _("It is for you alone, and needs no account.")]
    mail.write(attendee.address, _("Notes for: %(title)s", title=title), "\n\n".join(parts), link=address)


@routes.post("/meetings/<int:key>/attendees/<int:attendee>/link/end")
@allow(staff)
def end_link(key: int, attendee: int) -> Response:
    """Let it lead nowhere."""
    found = attendee_of(key, attendee)
    personal.end(found)
    found.meeting.record(current_user, "meeting.changed")
    return done(url_for("meetings.show_link", key=key, attendee=attendee), _("The link is worth nothing any more."))


def attendee_of(key: int, attendee: int) -> Attendee:
    """Somebody who is invited to this meeting."""
    meeting, found = find(Meeting, key, to_edit=True), db.session.get(Attendee, attendee)
    if found is None or found.meeting_id != meeting.id:
        abort(404)
    return found
