"""What meetings show on a partner's page, on the landing page, and in the search."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import format_date, format_time, ngettext
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation import words as index
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due, Hit
from partnerhub.meetings import listed, worklist
from partnerhub.meetings.actions import THIS_WEEK, ActionItem, ActionState, open_with
from partnerhub.meetings.agenda import Topic, TopicState
from partnerhub.meetings.cold import days_without
from partnerhub.meetings.contributions import Contribution, waiting_for
from partnerhub.meetings.model import Attendee, Kind, Meeting, State
from partnerhub.meetings.polls import panels as polls
from partnerhub.partners.model import Liaison, Partner

TO_WRITE_FOR = timedelta(days=30)
TO_SEND_FOR = timedelta(days=7)
MOST = 8
TITLE = 70


def of_partner(partner: Partner, user: Any) -> Markup | None:
    """The next and the last meeting with a partner, and what is still to be done."""
    seen = Meeting.visible_to(user).where(Meeting.partners.any(Partner.id == partner.id))
    planned, today = seen.where(Meeting.state == State.PLANNED), clock.today()
    latest = planned.where(Meeting.day < today).order_by(None).order_by(Meeting.day.desc(), Meeting.begins.desc())
    page = {
        "partner": partner,
        "coming": db.session.scalars(planned.where(Meeting.day >= today).limit(2)).all(),
        "last": db.session.scalars(latest.limit(1)).first(),
        "actions": open_with(partner, user),
        "cold_for": days_without([partner]).get(partner.id) if user.is_staff else None,
    }
    if not user.is_staff and not (page["coming"] or page["last"] or page["actions"]):
        return None
    return Markup(render_template("meetings/_of_partner.html", **page))  # noqa: S704 - a template escapes what it is given


def due(user: Any) -> Iterable[Due]:
    """What needs this person now because of meetings."""
    yield from next_meetings(user)
    yield from polls.due(user)
    if user.is_staff:
        yield from notes_to_write(user)
        yield from proposals(user)
        yield from words_of_others(user)
    if user.is_partner:
        yield from notes_to_send(user)
    if user.is_staff or user.is_partner:
        yield from actions(user)


def mine(user: Any) -> Any:
    """A condition: meetings that this person is invited to, or holds the thread of."""
    invited = select(Attendee.meeting_id).where(Attendee.user_id == user.id)
    held = select(Liaison.partner_id).where(Liaison.user_id == user.id)
    return Meeting.id.in_(invited) | Meeting.partners.any(Partner.id.in_(held))


def next_meetings(user: Any) -> Iterable[Due]:
    """Meetings of today and tomorrow."""
    today = clock.today()
    near = Meeting.visible_to(user).where(Meeting.day.between(today, today + timedelta(days=1)))
    near = near.where(Meeting.state == State.PLANNED, Meeting.published_at.is_(None))
    for meeting in db.session.scalars(near if user.is_partner else near.where(mine(user))):
        if meeting.is_over:
            continue
        when = _("Today at %(time)s") if meeting.day == today else _("Tomorrow at %(time)s")
        text = " · ".join(
            part for part in (when % {"time": format_time(meeting.starts_at, "short")}, meeting.place) if part
        )
        url = url_for("meetings.show_meeting", key=meeting.id)
        yield Due(meeting.title, text, url, _("Look at the agenda"), "calendar", "calm", 30, meeting.day)


def notes_to_write(user: Any) -> Iterable[Due]:
    """Meetings that are over and have no minutes yet."""
    since = clock.today() - TO_WRITE_FOR
    over = Meeting.visible_to(user).where(Meeting.day.between(since, clock.today()), Meeting.state == State.PLANNED)
    over = (
        over.where(Meeting.kind == Kind.TALK, Meeting.published_at.is_(None), mine(user))
        .order_by(None)
        .order_by(Meeting.day.desc())
    )
    for meeting in db.session.scalars(over.limit(MOST)):
        if meeting.starts_at <= clock.now():
            text = _("It was on %(day)s. Its minutes are not out yet.", day=format_date(meeting.day))
            url = url_for("meetings.show_log", key=meeting.id)
            yield Due(meeting.title, text, url, _("Write the notes"), "pencil", "sun", 55, meeting.day)


def notes_to_send(user: Any) -> Iterable[Due]:
    """Meetings of the last week that a partner's person was invited to and wrote nothing of yet."""
    wrote = select(Contribution.meeting_id).where(Contribution.user_id == user.id)
    invited = select(Attendee.meeting_id).where(Attendee.user_id == user.id)
    over = Meeting.visible_to(user).where(Meeting.day.between(clock.today() - TO_SEND_FOR, clock.today()))
    over = over.where(Meeting.kind == Kind.TALK, Meeting.state == State.PLANNED)
    over = over.where(Meeting.published_at.is_(None), Meeting.id.in_(invited))
    for meeting in db.session.scalars(over.where(Meeting.id.not_in(wrote)).limit(MOST)):
        if meeting.starts_at <= clock.now():
            text = _("Is there something of it that the school should keep?")
            url = url_for("meetings.show_meeting", key=meeting.id)
            yield Due(meeting.title, text, url, _("Write notes"), "pencil", "calm", 30, meeting.day)


def actions(user: Any) -> Iterable[Due]:
    """What this person should have done by now, or has to do within a week; so many of them, and how many more."""
    near = ActionItem.visible_to(user).where(
        ActionItem.state == ActionState.OPEN, ActionItem.due_on <= clock.today() + THIS_WEEK
    )
    found = list(
        db.session.scalars(near.where(worklist.of_person(user)).order_by(ActionItem.due_on).limit(100)).unique()
    )
    for item in found[:MOST]:
        url = url_for("meetings.list_actions", which="mine", _anchor=f"action-{item.id}")
        tone, weight = ("sun", 58) if item.is_late else ("calm", 32)
        yield Due(item.text, item.until_label, url, _("Look at it"), "clock", tone, weight, item.due_on)
    if more := len(found[MOST:]):
        title = ngettext("One thing more is to be done", "%(num)d things more are to be done", more)
        yield Due(
            title,
            _("They are late, or due this week."),
            url_for("meetings.list_actions"),
            _("Look at them"),
            "clock",
            "calm",
            31,
            found[-1].due_on,
        )


def proposals(user: Any) -> Iterable[Due]:
    """Topics that partners propose for meetings to come."""
    waits = Topic.visible_to(user).where(Topic.state == TopicState.PROPOSED).join(Topic.meeting)
    for topic in db.session.scalars(waits.where(Meeting.day >= clock.today(), mine(user)).limit(MOST)).unique():
        who = topic.proposed_by.name if topic.proposed_by else "–"
        text = _("%(name)s proposes a topic for %(meeting)s.", name=who, meeting=topic.meeting.title)
        url = url_for("meetings.show_meeting", key=topic.meeting_id)
        yield Due(topic.title, text, url, _("Put it on the agenda"), "message-circle", "calm", 35, topic.meeting.day)


def words_of_others(user: Any) -> Iterable[Due]:
    """Notes and corrections that wait to be looked at."""
    waits = waiting_for(user).join(Contribution.meeting).where(mine(user))
    for sent in db.session.scalars(waits.limit(MOST)).unique():
        said = {"name": sent.who, "meeting": sent.meeting.title}
        text = _("%(name)s sent notes for %(meeting)s.", **said)
        if sent.is_correction:
            text = _("%(name)s proposes a correction for %(meeting)s.", **said)
        url = url_for("meetings.show_contribution", key=sent.id)
        yield Due(shortened(sent.text), text, url, _("Look at it"), "message-circle", "sun", 50, sent.meeting.day)


def shortened(text: str) -> str:
    """The beginning of a text, for a title."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rsplit(" ", 1)[0] + "…"


def search(words: str, user: Any) -> Iterable[Hit]:
    """Meetings by title, topic, note or decision, and action items by their words, as far as this person sees them."""
    found = Meeting.visible_to(user).where(listed.mentions(words, user)).order_by(None).order_by(Meeting.day.desc())
    for meeting in db.session.scalars(found.limit(MOST)):
        url = url_for("meetings.show_meeting", key=meeting.id)
        yield Hit(meeting.title, format_date(meeting.day), url, "calendar")
    keys = index.find(ActionItem, words)
    says_so = ActionItem.text.icontains(words, autoescape=True) if keys is None else ActionItem.id.in_(keys)
    items = ActionItem.visible_to(user).where(says_so).order_by(None).order_by(ActionItem.id.desc())
    for item in db.session.scalars(items.limit(MOST)).unique():
        url = (
            url_for("meetings.show_meeting", key=item.meeting_id)
            if item.meeting_id
            else url_for("meetings.list_actions")
        )
        yield Hit(item.text, f"{item.who or _('Nobody yet')} · {item.state_label}", url, "list-checks")
