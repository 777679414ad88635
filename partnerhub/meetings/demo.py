"""The demonstration's chapter: a year of meetings with their agendas, notes and actions. All of it is made up."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings import agenda, carrying, publishing
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Decision, Topic, TopicState
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.polls import demo as polls
from partnerhub.meetings.recurrence import Rule
from partnerhub.meetings.series import Series
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.school.calendar import Holiday, TimetableBlock

# A school year's holidays, as months and days from its first August on.
HOLIDAYS = (
    ("Fall break", (10, 12), (10, 16)),
    ("Winter break", (12, 21), (1, 3)),
    ("Spring break", (4, 5), (4, 9)),
    ("Summer break", (6, 18), (7, 31)),
)
TEMPLATES = {
    "Monthly partner meeting": ["How is it going?", "Numbers of this month", "What families say", "Next steps"],
    "First meeting": ["Who we are", "What the children need", "What we promise each other", "Next steps"],
    "Review at the end of the year": ["What went well", "What did not", "What the numbers say", "Go on, change or end"],
}
SAID = {
    "How is it going?": (
        "The Tuesday group is **full**. Two families wait.\n\n- a second group from January\n- room 12 would do",
        "A second group begins in January.",
    ),
    "Numbers of this month": ("14 children in 31 talks. Nobody waited longer than 11 days.", ""),
    "What families say": ("They would like letters in Spanish, too.", "All letters go out in two languages."),
}
MONTHLY = (
    ("clinic", "Monthly meeting with Northside", 1, time(15, 30), "Library"),
    ("mentors", "Mentoring round table", 3, time(14, 0), "Room 12"),
)


def fill(cast: Any) -> None:
    """Plan the year."""
    today, staff = clock.today(), cast.users["staff"]
    first, until = cast.school.year_of(today)
    with clock.stopped_at(noon(first)):
        fill_calendar(first)
        for name, topics in TEMPLATES.items():
            db.session.add(AgendaTemplate(title=name, topics=topics))
        for short, title, weekday, begins, place in MONTHLY:
            day = next_weekday(first + timedelta(days=14), weekday)
            series = Series(
                title=title,
                rule=Rule.MONTHLY_WEEKDAY,
                first=day,
                last=until - timedelta(days=1),
                begins=begins,
                place=place,
                partners=[cast.partners[short]],
            )
            series.plan(by=staff)
    for meeting in db.session.scalars(select(Meeting).where(Meeting.day < today).order_by(Meeting.day)).all():
        with clock.stopped_at(noon(meeting.day + timedelta(days=1))):
            hold(meeting, cast, is_done=meeting.day < today - timedelta(days=20))
    plan_ahead(cast)
    polls.fill(cast)


def hold(meeting: Meeting, cast: Any, *, is_done: bool) -> None:
    """Write up a meeting that was. One of the last weeks still waits for its minutes, and its work is open."""
    carrying.begin(meeting, TEMPLATES["Monthly partner meeting"])
    staff = cast.users["staff"]
    for person in meeting.attendees:
        person.came = True
    topics = [topic for topic in Topic.of(meeting, staff) if topic.state == TopicState.OPEN]
    for topic in topics:
        if topic.title in SAID and not topic.notes:
            topic.notes, decision = SAID[topic.title]
            topic.decisions = [Decision(text=decision)] if decision else []
            topic.settle()
    give_work(meeting, topics[-1], cast, is_done=is_done)
    if is_done:
        publishing.publish(meeting, by=staff)


def give_work(meeting: Meeting, topic: Topic, cast: Any, *, is_done: bool) -> None:
    """Two things to do from each meeting: the earlier ones are done."""
    staff = cast.users["staff"]
    for text, somebody, days in (
        ("Ask about room 12 on Fridays", Somebody(user=staff), 10),
        ("Send the numbers of this month", Somebody(contact=meeting.partners[0].contacts[0]), 21),
    ):
        item = ActionItem(
            text=text,
            due_on=meeting.day + timedelta(days=days),
            meeting_id=meeting.id,
            topic_id=topic.id,
            partner_id=meeting.partners[0].id,
        )
        item.be(somebody)
        item.begin(by=staff)
        if is_done:
            item.finish(by=staff)


def plan_ahead(cast: Any) -> None:
    """What is to come: a single meeting, a proposed topic, and a late thing to do."""
    staff, coordinator = cast.users["staff"], cast.users["partner"]
    day = clock.today() + timedelta(days=1)
    single = Meeting(title="Winter clothes drive", day=day, begins=time(10), partners=[cast.partners["foodbank"]])
    single.plan(by=staff)
    agenda.add(single, "Where the boxes stand")
    coming = select(Meeting).where(Meeting.partners.any(Partner.id == cast.partners["clinic"].id))
    following = db.session.scalars(coming.where(Meeting.day > clock.today()).order_by(Meeting.day).limit(1)).one()
    agenda.add(following, "A group for grief", state=TopicState.PROPOSED, proposed_by_id=coordinator.id)
    item = ActionItem(text="Call the hospice about a first meeting", due_on=clock.today() - timedelta(days=4))
    item.be(Somebody(user=staff))
    item.begin(by=staff)


def fill_calendar(first: date) -> None:
    """The days without school, and the hours that are taken each week."""
    for name, (month, day), (last_month, last_day) in HOLIDAYS:
        begin, end = in_year(first, month, day), in_year(first, last_month, last_day)
        db.session.add(Holiday(name=name, first=begin, last=end))
    db.session.add(TimetableBlock(name="Assembly", weekday=0, begins=time(8, 30), ends=time(9, 0)))
    db.session.flush()


def in_year(first: date, month: int, day: int) -> date:
    """That day of the school year that begins on `first`."""
    return date(first.year + (month < first.month), month, day)


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday from a day on; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def noon(day: date) -> datetime:
    """Noon at the school."""
    return datetime.combine(day, time(12), clock.zone())
