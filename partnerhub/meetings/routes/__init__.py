"""The meetings' pages: the list and one meeting here, the rest in a room for each noun."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, signed_in, staff
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings import carrying, collisions, listed, publishing
from partnerhub.meetings.contributions import of_meeting as contributions_of
from partnerhub.meetings.forms import NewMeetingForm, end_of_year
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.polls.panels import open_for
from partnerhub.meetings.series import NoDay, Series, TooMany
from partnerhub.school.context import current_school

routes = Blueprint("meetings", __name__)
audit.describe(
    {
        "meeting.planned": _l("planned the meeting \u201c%(title)s\u201d"),
        "meeting.changed": _l("changed the meeting \u201c%(title)s\u201d"),
        "meeting.moved": _l("moved the meeting \u201c%(title)s\u201d to %(day)s, %(time)s"),
        "meeting.cancelled": _l("cancelled the meeting \u201c%(title)s\u201d"),
        "meeting.written": _l("wrote the log of \u201c%(title)s\u201d"),
        "meeting.published": _l("sent out the minutes of \u201c%(title)s\u201d, version %(number)s"),
        "meeting.reopened": _l("put the meeting \u201c%(title)s\u201d back into the calendar"),
        "poll.begun": _l("asked for a time for \u201c%(title)s\u201d"),
        "poll.changed": _l("changed what is asked for \u201c%(title)s\u201d"),
        "poll.chosen": _l("chose the time for \u201c%(title)s\u201d"),
        "poll.closed": _l("stopped looking for a time for \u201c%(title)s\u201d"),
        "poll.reopened": _l("looked for a time for \u201c%(title)s\u201d again"),
        "series.planned": _l("planned the series \u201c%(title)s\u201d"),
        "contribution.sent": _l("sent words for \u201c%(title)s\u201d by a link: %(name)s"),
        "contribution.accepted": _l("took over what %(name)s wrote for \u201c%(title)s\u201d"),
        "contribution.declined": _l("did not take over what %(name)s wrote for \u201c%(title)s\u201d"),
        "topic.accepted": _l("put \u201c%(topic)s\u201d on the agenda, as proposed"),
        "topic.dropped": _l("dropped \u201c%(topic)s\u201d from the agenda: %(why)s"),
        "action.added": _l("added the action \u201c%(text)s\u201d"),
        "action.done": _l("finished the action \u201c%(text)s\u201d"),
        "action.dropped": _l("dropped the action \u201c%(text)s\u201d: %(why)s"),
        "action.reopened": _l("opened the action \u201c%(text)s\u201d again"),
        "agenda_template.written": _l("wrote the agenda template \u201c%(title)s\u201d"),
        "subscription.made": _l("made a private calendar address"),
        "subscription.ended": _l("turned the private calendar address off"),
        "action.changed": _l("changed the action \u201c%(text)s\u201d"),
        "action.given": _l("gave the action \u201c%(text)s\u201d to %(to)s"),
    },
    about={
        "meeting": _l("Meetings"),
        "series": _l("Series of meetings"),
        "poll": _l("Looking for a time"),
        "topic": _l("Agendas"),
        "contribution": _l("What others write"),
        "agenda_template": _l("Agenda templates"),
        "action": _l("Action items"),
        "subscription": _l("Calendar addresses"),
    },
)


@routes.get("/meetings")
@allow(signed_in)
def index() -> Response:
    """The meetings to come, or those that were."""
    wanted = listed.Wanted.by(request.args)
    open_polls = [] if wanted.narrows else open_for(current_user)
    page = listed.page(wanted, current_user)
    return show("meetings/index.html", fragment="meetings/_list.html", open_polls=open_polls, **page)


@routes.get("/meetings/new")
@allow(staff)
def new_meeting() -> Response:
    """A short form for a meeting or a series."""
    asked = {"partner": request.args.get("partner", ""), "is_appreciation": request.args.get("kind") == "appreciation"}
    form = NewMeetingForm(formdata=None, last=end_of_year(current_school()), **asked)
    return show("meetings/new.html", form=form)


@routes.post("/meetings")
@allow(staff)
def plan_meeting() -> Response:
    """Plan one meeting, or a series at once."""
    form = NewMeetingForm()
    if not form.validate():
        return show("meetings/new.html", form=form, status=422)
    try:
        planned = plan(form)
    except NoDay:
        form.refuse("last", _("Each of these days is a holiday of the school. Choose other days."))
    except TooMany:
        form.refuse("last", _("That would be too many meetings. Choose an earlier end."))
    else:
        return done(url_for("meetings.show_meeting", key=planned.id), _("Planned."))
    db.session.rollback()
    return show("meetings/new.html", form=form, status=422)


def plan(form: NewMeetingForm) -> Meeting:
    """Write what was entered into the calendar, and give back the first meeting of it."""
    when, partners = form.when, form.partners
    usual = _("A thank-you to %(partner)s") if form.is_appreciation.data else _("Meeting with %(partner)s")
    words = {**form.words, "title": form.title.data or usual % {"partner": partners[0].name}}
    if form.is_series:
        first = when.pop("day")
        series = Series(rule=form.repeats.data, first=first, last=form.last.data, partners=partners, **words, **when)
        return series.plan(by=current_user)[0]
    meeting = Meeting(partners=partners, kind=form.kind, **words, **when)
    meeting.plan(by=current_user)
    return meeting


@routes.get("/meetings/<int:key>")
@allow(signed_in)
def show_meeting(key: int) -> Response:
    """One meeting: when and where, its agenda, who is invited, what came of it."""
    return page_of(find(Meeting, key))


def page_of(meeting: Meeting, status: int = 200, fragment: str | None = None, **more: Any) -> Response:
    """The page of one meeting, with the form that has to be mended where there is one."""
    may_edit = meeting.editable_by(current_user)
    is_ahead = not (meeting.is_published or meeting.is_cancelled)
    context = {"meeting": meeting, **(more or agenda.of_meeting(meeting))}
    return show(
        "meetings/show.html",
        fragment=fragment,
        status=status,
        series=db.session.get(Series, meeting.series_id) if meeting.series_id else None,
        minutes=publishing.latest(meeting),
        has_news=may_edit and publishing.has_news(meeting, current_user),
        runs_into=collisions.of_meeting(meeting) if may_edit else [],
        to_do=carrying.still_to_do(meeting, current_user) if is_ahead else [],
        unread=[each for each in contributions_of(meeting, current_user) if each.is_waiting],
        panels=house().panels("meeting", meeting, for_=current_user),
        events=db.session.scalars(Event.of(meeting).limit(50)).unique().all() if may_edit else [],
        **context,
    )


from partnerhub.meetings.routes import (  # noqa: E402, F401 - they add their routes
    actions,
    agenda,
    agenda_templates,
    attendees,
    by_link,
    calendar,
    changes,
    contributions,
    log,
    minutes,
    poll_answers,
    polls,
    series,
)
