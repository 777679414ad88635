"""Action items: who does what until when."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.numbers import whole
from partnerhub.meetings import actions, worklist
from partnerhub.meetings.action_forms import ActionForm, ReassignmentForm
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.forms import ReasonForm
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.routes import routes
from partnerhub.partners.model import Partner
from partnerhub.people.model import User


@routes.get("/actions")
@allow(signed_in)
def list_actions() -> Response:
    """What is to be done: mine, late, or all of it."""
    wanted = worklist.Wanted.by(request.args)
    return show("meetings/actions.html", fragment="meetings/_actions.html", **worklist.page(wanted, current_user))


@routes.get("/actions/new")
@allow(staff)
def new_action() -> Response:
    """A short form for one more."""
    meeting, topic = origin()
    form = ActionForm(formdata=None, who=f"u{current_user.id}")
    form.set_up(meeting, chosen_partner(meeting))
    return show("meetings/action.html", form=form, action=None, meeting=meeting, topic=topic)


@routes.post("/actions")
@allow(staff)
def add_action() -> Response:
    """Write one more down."""
    meeting, topic = origin()
    with_whom = chosen_partner(meeting)
    form = ActionForm()
    form.set_up(meeting, with_whom)
    if not form.validate():
        return show("meetings/action.html", status=422, form=form, action=None, meeting=meeting, topic=topic)
    item = ActionItem(meeting=meeting, topic=topic, partner=with_whom)
    form.write(item)
    item.begin(by=current_user)
    return done(back(item), _("Added."))


def origin() -> tuple[Meeting | None, Topic | None]:
    """Which meeting and topic it comes from, where it comes from one."""
    if key := request.args.get("topic", type=whole):
        topic = find(Topic, key, to_edit=True)
        return topic.meeting, topic
    key = request.args.get("meeting", type=whole)
    return (find(Meeting, key, to_edit=True) if key else None), None


def chosen_partner(meeting: Meeting | None) -> Partner | None:
    """Which organization it is about: the address says so, or the meeting is with one only."""
    if key := request.args.get("partner", type=whole):
        return find(Partner, key)
    return meeting.partners[0] if meeting and len(meeting.partners) == 1 else None


def back(item: ActionItem) -> str:
    """Where whoever changed it came from: its meeting, or the list."""
    if item.meeting_id:
        return url_for("meetings.show_meeting", key=item.meeting_id)
    return url_for("meetings.list_actions")


@routes.get("/actions/<int:key>/edit")
@allow(staff)
def edit_action(key: int) -> Response:
    """The form that changes who, what or when."""
    item = find(ActionItem, key, to_edit=True)
    form = ActionForm(formdata=None, text=item.text, due_on=item.due_on, who=item.key, name=item.name)
    form.set_up(item.meeting, item.partner, also=item)
    return show("meetings/action.html", form=form, action=item, meeting=item.meeting, topic=item.topic)


@routes.post("/actions/<int:key>")
@allow(staff)
def change_action(key: int) -> Response:
    """Save who, what and when."""
    item = find(ActionItem, key, to_edit=True)
    form = ActionForm()
    form.set_up(item.meeting, item.partner, also=item)
    if not form.validate():
        page: dict[str, Any] = {"action": item, "meeting": item.meeting, "topic": item.topic}
        return show("meetings/action.html", status=422, form=form, **page)
    form.write(item)
    item.record(current_user, "action.changed")
    return done(back(item), _("Saved."))


@routes.post("/actions/<int:key>/completion")
@allow(staff, partner)
def finish_action(key: int) -> Response:
    """It is done: one tap, and one to take it back."""
    return turn(key, ActionItem.finish, _("Done. Well done!"))


@routes.post("/actions/<int:key>/reopening")
@allow(staff, partner)
def reopen_action(key: int) -> Response:
    """It is to be done after all."""
    return turn(key, ActionItem.reopen, None)


def turn(key: int, act: Any, said: str | None) -> Response:
    """Close or open an action item, and show it in place."""
    item = find(ActionItem, key, to_edit=True)
    try:
        act(item, by=current_user)
    except NotNow:
        said = _("Somebody else was faster: it stands like that already.")
    undo = url_for("meetings.reopen_action", key=key) if said and not item.is_open else None
    return done(came_from(), said, undo=undo, fragment="meetings/_action.html", action=item)


def came_from() -> str:
    """The page of ours that the button stood on: the list, a meeting, its log, a partner; else the list."""
    page = request.referrer or ""
    return page if urlsplit(page).netloc == request.host else url_for("meetings.list_actions")


@routes.get("/actions/<int:key>/dropping")
@allow(staff)
def ask_why_action_dropped(key: int) -> Response:
    """Ask why before it is dropped."""
    return show("meetings/drop.html", action=find(ActionItem, key, to_edit=True), form=ReasonForm(formdata=None))


@routes.post("/actions/<int:key>/dropping")
@allow(staff)
def drop_action(key: int) -> Response:
    """Nobody will do it: a word why."""
    item, form = find(ActionItem, key, to_edit=True), ReasonForm()
    if not form.validate():
        return show("meetings/drop.html", action=item, form=form, status=422)
    try:
        item.drop(form.why.data or "", by=current_user)
    except NotNow:
        return done(back(item), _("It is closed already."))
    return done(back(item), _("Dropped."), undo=url_for("meetings.reopen_action", key=key))


@routes.get("/actions/reassignment")
@allow(staff)
def choose_reassignment() -> Response:
    """Choose from whom to whom."""
    form = ReassignmentForm(formdata=None, giver=request.args.get("from", ""))
    return show("meetings/reassign.html", form=form)


@routes.post("/actions/reassignment")
@allow(staff)
def reassign_actions() -> Response:
    """Give all open action items of one person to another."""
    form = ReassignmentForm()
    if not form.validate():
        return show("meetings/reassign.html", form=form, status=422)
    giver = db.session.get(User, int(form.giver.data))
    taker = db.session.get(User, int(form.taker.data))
    if giver is None or taker is None:
        abort(404)
    given = actions.hand_over(giver, taker, current_user)
    said = ngettext("One action changed hands.", "%(num)d actions changed hands.", given)
    return done(url_for("meetings.list_actions"), said)
