"""The agenda of a meeting: its topics, each changed in place."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, partner, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.numbers import whole
from partnerhub.meetings import agenda, carrying, ordering
from partnerhub.meetings.agenda import MOST_TOPICS, Topic, TopicState
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.forms import BeginForm, ReasonForm, TopicForm
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.routes import page_of, routes


def answer(meeting: Meeting, message: str | None = None, undo: str | None = None) -> Response:
    """The agenda as it is now, in place or on the meeting's page."""
    url = url_for("meetings.show_meeting", key=meeting.id, _anchor=f"agenda-{meeting.id}")
    return done(url, message, undo=undo, fragment="meetings/_agenda.html", **of_meeting(meeting))


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What the agenda's section shows."""
    topics = Topic.of(meeting, current_user)
    may_edit = meeting.editable_by(current_user)
    begin = BeginForm(formdata=None)
    begin.template.choices = BeginForm.offered()
    return {
        "meeting": meeting,
        "may_edit": may_edit,
        "topics": [topic for topic in topics if topic.is_on],
        "proposals": [topic for topic in topics if topic.is_proposed],
        "dropped": [topic for topic in topics if topic.state == TopicState.DROPPED],
        "waiting": len(carrying.open_matters(meeting)) if may_edit and not meeting.is_cancelled else 0,
        "begin_form": begin,
        "topic_form": TopicForm(formdata=None),
        "may_propose": current_user.is_partner and not meeting.is_over and not meeting.is_cancelled,
    }


@routes.post("/meetings/<int:key>/agenda")
@allow(staff)
def begin_agenda(key: int) -> Response:
    """Begin it with what was left open, and a template's topics."""
    meeting = find(Meeting, key, to_edit=True)
    template = db.session.get(AgendaTemplate, request.form.get("template", type=whole) or 0)
    try:
        carrying.begin(meeting, template.topics if template else None)
    except NotNow:
        abort(409)
    return answer(meeting)


@routes.post("/meetings/<int:key>/topics")
@allow(staff, partner)
def add_topic(key: int) -> Response:
    """Staff put a topic on the agenda; a partner proposes one."""
    meeting, form = find(Meeting, key), TopicForm()
    if meeting.is_cancelled:
        abort(409)
    if form.validate() and len(Topic.of(meeting, current_user)) >= MOST_TOPICS:
        form.refuse("title", _("This agenda is full. Settle or drop something first."))
    if form.errors:
        context = {**of_meeting(meeting), "topic_form": form}
        return page_of(status=422, fragment="meetings/_agenda.html", **context)
    title = form.title.data or ""
    if current_user.is_staff:
        agenda.add(meeting, title, is_school_only=form.is_school_only.data)
        return answer(meeting)
    agenda.add(meeting, title, state=TopicState.PROPOSED, proposed_by_id=current_user.id)
    return answer(meeting, _("Proposed. The school puts it on the agenda."))


@routes.get("/topics/<int:key>/edit")
@allow(staff)
def edit_topic(key: int) -> Response:
    """The form that names a topic anew."""
    topic = find(Topic, key, to_edit=True)
    return show("meetings/topic.html", topic=topic, form=TopicForm(formdata=None, obj=topic))


@routes.post("/topics/<int:key>")
@allow(staff)
def change_topic(key: int) -> Response:
    """Name it anew, or keep it among the school."""
    topic, form = find(Topic, key, to_edit=True), TopicForm()
    if not form.validate():
        return show("meetings/topic.html", topic=topic, form=form, status=422)
    topic.name(form.title.data or topic.title, is_school_only=form.is_school_only.data)
    return done(url_for("meetings.show_meeting", key=topic.meeting_id), _("Saved."))


@routes.post("/topics/<int:key>/<any(rise, descent):way>")
@allow(staff)
def reorder_topic(key: int, way: str) -> Response:
    """Let it change places with the one above or below."""
    topic = find(Topic, key, to_edit=True)
    ordering.reorder(topic, up=way == "rise")
    db.session.flush()
    return answer(topic.meeting)


@routes.post("/topics/<int:key>/place")
@allow(staff)
def place_topic(key: int) -> Response:
    """Put it where it was dragged to: before another topic, or at the end."""
    topic = find(Topic, key, to_edit=True)
    ordering.place(topic, request.form.get("before", type=whole))
    db.session.flush()
    return answer(topic.meeting)


@routes.post("/topics/<int:key>/acceptance")
@allow(staff)
def accept_topic(key: int) -> Response:
    """Put a proposed topic on the agenda."""
    topic = find(Topic, key, to_edit=True)
    try:
        topic.accept(by=current_user)
    except NotNow:
        return answer(topic.meeting, _("Somebody else was faster: it does not wait any more."))
    return answer(topic.meeting)


@routes.get("/topics/<int:key>/dropping")
@allow(staff)
def ask_why_dropped(key: int) -> Response:
    """Ask why before a topic is dropped."""
    return show("meetings/drop.html", topic=find(Topic, key, to_edit=True), form=ReasonForm(formdata=None))


@routes.post("/topics/<int:key>/dropping")
@allow(staff)
def drop_topic(key: int) -> Response:
    """Drop it, with a word why; it does not come again."""
    topic, form = find(Topic, key, to_edit=True), ReasonForm()
    if not form.validate():
        return show("meetings/drop.html", topic=topic, form=form, status=422)
    try:
        topic.drop(form.why.data or "", by=current_user)
    except NotNow:
        return answer(topic.meeting, _("It was dropped before."))
    said = _("Dropped from the agenda: %(title)s", title=topic.title)
    return answer(topic.meeting, said, undo=url_for("meetings.reopen_topic", key=key))


@routes.post("/topics/<int:key>/reopening")
@allow(staff)
def reopen_topic(key: int) -> Response:
    """Take it up again."""
    topic = find(Topic, key, to_edit=True)
    try:
        topic.reopen()
    except NotNow:
        return answer(topic.meeting, _("It is on the agenda already."))
    return answer(topic.meeting)
