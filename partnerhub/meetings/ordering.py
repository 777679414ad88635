"""The order of an agenda: a topic goes up or down by one, or to where it was dragged."""

from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.meetings.agenda import Topic


def place(topic: Topic, before: int | None) -> None:
    """Put it before another topic of its agenda, or at the end; where the other one is not there nothing happens."""
    of_meeting = select(Topic).where(Topic.meeting_id == topic.meeting_id)
    every = list(db.session.scalars(of_meeting.order_by(Topic.position, Topic.id)))
    keys = [each.id for each in every if each is not topic]
    if before is not None and before not in keys:
        return
    every.remove(topic)
    every.insert(len(every) if before is None else keys.index(before), topic)
    for position, each in enumerate(every, start=1):
        each.position = position


def reorder(topic: Topic, *, up: bool) -> None:
    """Let it change places with the one before or after it on the agenda; at the ends nothing happens."""
    of_meeting = select(Topic).where(Topic.meeting_id == topic.meeting_id)
    every = list(db.session.scalars(of_meeting.order_by(Topic.position, Topic.id)))
    order = [each for each in every if each.is_on]
    here = order.index(topic) if topic in order else -1
    there = here - 1 if up else here + 1
    if here >= 0 and 0 <= there < len(order):
        one, other = every.index(topic), every.index(order[there])
        every[one], every[other] = every[other], every[one]
    for position, each in enumerate(every, start=1):
        each.position = position
