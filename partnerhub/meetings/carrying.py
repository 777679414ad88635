"""What is left open comes again: no matter ever falls out between two meetings, and none stands twice in one.

What is still to be done comes again, too, even where its topic is settled.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings.actions import ActionItem, ActionState
from partnerhub.meetings.agenda import Topic, TopicState, add
from partnerhub.meetings.model import Kind, Meeting, NotNow, State
from partnerhub.partners.model import Partner

OPEN = (TopicState.OPEN, TopicState.PROPOSED)


def earlier_than(meeting: Meeting) -> ColumnElement[bool]:
    """Meetings before this one; of two at the same time, the one that was planned first."""
    same_time = and_(Meeting.day == meeting.day, Meeting.begins == meeting.begins, Meeting.id < meeting.id)
    same_day = and_(Meeting.day == meeting.day, Meeting.begins < meeting.begins)
    return or_(Meeting.day < meeting.day, same_day, same_time)


def leads_to(meeting: Meeting) -> ColumnElement[bool]:
    """Meetings whose open matters belong to this one.

    Everybody who is here was there, so that nobody reads what was said without them. And it was of the same series,
    of none, or of one that has no later meeting in which its matters would come up.
    """
    later = aliased(Meeting)
    goes_on = exists().where(
        later.series_id == Meeting.series_id,
        later.state == State.PLANNED,
        or_(later.day > meeting.day, and_(later.day == meeting.day, later.begins > meeting.begins)),
    )
    here = [Meeting.partners.any(Partner.id == partner.id) for partner in meeting.partners]
    return and_(*here, or_(Meeting.series_id.is_(None), Meeting.series_id == meeting.series_id, ~goes_on))


def open_matters(meeting: Meeting) -> list[Topic]:
    """What earlier meetings left open and this one has not taken up, the oldest first.

    All earlier meetings are asked, not only the last: one that was cancelled or moved must not swallow a topic. How a
    matter stands is what the latest of them says. An event that says thank you is left in peace.
    """
    if meeting.is_appreciation:
        return []
    latest_first = (Meeting.day.desc(), Meeting.begins.desc(), Meeting.id.desc(), Topic.id.desc())
    place = func.row_number().over(partition_by=Topic.matter, order_by=latest_first)
    ranked = (
        select(Topic.id, place.label("place"))
        .join(Meeting, Topic.meeting_id == Meeting.id)
        .where(earlier_than(meeting), leads_to(meeting))
        .subquery()
    )
    here = select(Topic.matter).where(Topic.meeting_id == meeting.id)
    left = (
        select(Topic)
        .join(Topic.meeting)
        .join(ranked, ranked.c.id == Topic.id)
        .where(ranked.c.place == 1, Topic.state.in_(OPEN), Topic.matter.not_in(here))
        .options(contains_eager(Topic.meeting))
        .order_by(Meeting.day, Meeting.begins, Meeting.id, Topic.position, Topic.id)
    )
    return list(db.session.scalars(left))


def carry_over(meeting: Meeting) -> list[Topic]:
    """Take up in this meeting what earlier ones left open, and say what that was. Raises NotNow when cancelled."""
    if meeting.is_cancelled:
        raise NotNow
    kept = ("title", "state", "is_school_only", "proposed_by_id")
    return [
        add(
            meeting,
            carried_from_id=topic.id,
            first_id=topic.matter,
            **{name: getattr(topic, name) for name in kept},
        )
        for topic in open_matters(meeting)
    ]


def still_to_do(meeting: Meeting, user: Any) -> list[ActionItem]:
    """What earlier meetings left to be done, until somebody has done or dropped it: the first due first.

    Something that was agreed without a meeting comes up where the school talks with that partner alone.
    """
    if meeting.is_appreciation:
        return []
    earlier = select(Meeting.id).where(earlier_than(meeting), leads_to(meeting))
    theirs: ColumnElement[bool] = ActionItem.meeting_id.in_(earlier)
    if len(meeting.partners) == 1:
        theirs |= ActionItem.meeting_id.is_(None) & (ActionItem.partner_id == meeting.partners[0].id)
    seen = ActionItem.visible_to(user).where(ActionItem.state == ActionState.OPEN, theirs)
    return list(db.session.scalars(seen).unique())


def following(meeting: Meeting) -> Meeting | None:
    """The next meeting that takes place, of the same series or, for a single one, with the same partners."""
    later = or_(Meeting.day > meeting.day, and_(Meeting.day == meeting.day, Meeting.begins > meeting.begins))
    same = [Meeting.partners.any(Partner.id == partner.id) for partner in meeting.partners]
    thread = [Meeting.series_id == meeting.series_id] if meeting.series_id else same
    coming = select(Meeting).where(later, Meeting.state == State.PLANNED, Meeting.kind == Kind.TALK, *thread)
    return db.session.scalars(coming.order_by(Meeting.day, Meeting.begins, Meeting.id).limit(1)).first()


def begin(meeting: Meeting, titles: list[str] | None = None) -> list[Topic]:
    """Begin the agenda: what was left open first, then topics that are always asked. Raises NotNow when cancelled."""
    taken = carry_over(meeting)
    known = {
        title.casefold() for title in db.session.scalars(select(Topic.title).where(Topic.meeting_id == meeting.id))
    }
    return taken + [add(meeting, title) for title in titles or [] if title.casefold() not in known]


def begin_todays() -> None:
    """Nightly: what was left open stands on the agendas of this day, whether or not anybody thought of it."""
    todays = select(Meeting).where(Meeting.day == clock.today(), Meeting.state == State.PLANNED)
    for meeting in db.session.scalars(todays.order_by(Meeting.begins, Meeting.id)).all():
        if not meeting.is_published:
            carry_over(meeting)


def left_open_with(partner: Partner, user: Any) -> list[Topic]:
    """The matters of one partner that are open and stand on no agenda of a meeting to come."""
    other = aliased(Topic)
    coming = select(Meeting.id).where(Meeting.day >= clock.today(), Meeting.state == State.PLANNED)
    with_it = select(Meeting.id).where(Meeting.partners.any(Partner.id == partner.id))
    goes_on = exists().where(other.matter == Topic.matter, other.id > Topic.id)
    left = Topic.visible_to(user).where(
        Topic.state == TopicState.OPEN, Topic.meeting_id.in_(with_it), Topic.meeting_id.not_in(coming), ~goes_on
    )
    return list(db.session.scalars(left))
