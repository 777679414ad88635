"""Minutes: what goes out, and each version of it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import comparing, contributions, publishing
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.contribution_forms import CorrectionForm
from partnerhub.meetings.forms import MinutesForm
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.routes import routes
from partnerhub.meetings.somebody import Somebody


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
    return minutes_page(*version_of(key, number))


def version_of(key: int, number: int) -> tuple[Minutes, Sequence[Minutes]]:
    """One version of a meeting's minutes, and all of them, the newest first."""
    meeting = find(Meeting, key)
    versions = db.session.scalars(Minutes.visible_to(current_user).where(Minutes.meeting_id == meeting.id)).all()
    return next((version for version in versions if version.number == number), None) or abort(404), versions


def minutes_page(minutes: Minutes, versions: Sequence[Minutes], form: Any = None, status: int = 200) -> Response:
    """The page of one version, with the form for a correction where this person may propose one."""
    content = minutes.shown_to(current_user.is_staff)
    is_open = versions[0] is minutes and clock.today() <= minutes.correctable_until
    if form is None and current_user.is_partner and is_open:
        form = CorrectionForm(formdata=None)
        form.set_up(content)
    return show(
        "meetings/minutes.html",
        status=status,
        meeting=minutes.meeting,
        minutes=minutes,
        versions=versions,
        content=content,
        correction_form=form,
        sent=contributions.of_meeting(minutes.meeting, current_user) if current_user.is_partner else [],
    )


@routes.get("/meetings/<int:key>/minutes/<int:number>/changes")
@allow(signed_in)
def compare_minutes(key: int, number: int) -> Response:
    """What is different from the version before."""
    minutes, versions = version_of(key, number)
    before = next((version for version in versions if version.number == number - 1), None)
    if before is None:
        abort(404)
    old, new = (version.shown_to(current_user.is_staff) for version in (before, minutes))
    lines = comparing.compare(old, new)
    return show("meetings/changes.html", meeting=minutes.meeting, minutes=minutes, before=before, lines=lines)


@routes.post("/meetings/<int:key>/minutes/<int:number>/corrections")
@allow(partner)
def propose_correction(key: int, number: int) -> Response:
    """Somebody who was there proposes a correction."""
    minutes, versions = version_of(key, number)
    content, form = minutes.shown_to(False), CorrectionForm()
    form.set_up(content)
    if not form.validate():
        return minutes_page(minutes, versions, form, status=422)
    me, topic = Somebody(user=current_user), topic_in(form, content)
    back = url_for("meetings.show_minutes", key=key, number=number)
    try:
        contributions.propose(minutes, me, form.text.data or "", topic=topic, by=current_user)
    except NotNow:
        return done(back, _("A newer version is out, or the time for corrections is over."))
    return done(back, _("Your words are sent. The school reads them."))


def topic_in(form: CorrectionForm, content: dict[str, Any]) -> Topic | None:
    """The topic that was chosen, among those of the minutes that this reader sees."""
    known = {str(topic["id"]): topic["id"] for topic in content["topics"]}
    return db.session.get(Topic, known[form.topic.data]) if form.topic.data in known else None
