"""A school's data as it is after one month and after ten years, written in bulk. All of it is made up."""

import random
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.texts import Words
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Decision, Topic
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Attendee, Meeting, MeetingPartner
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories.model import Edition, Story

MONTHS = {"month": 1, "ten years": 120}
MEETINGS_A_MONTH, TOPICS_A_MEETING, LONG_LOG = 42, 4, 60
PARTNERS = {"month": 60, "ten years": 300}
ACTIVE = 60
STORIES_A_MONTH, TOLD = 17, ("title", "text", "outcome")
RARE, RARELY = "kaleidoscope", 12
TEXT = """waiting families group Tuesday room counselor sleep talk letter breakfast friendship worry teacher garden
numbers afternoon support grief school homework music parents clinic visit plan morning reading anger calm tired"""
WORDS = TEXT.split()


def fill(scale: str) -> int:
    """Fill the demonstration school with so much, and give back the key of a meeting with a long log."""
    random.seed(7)
    staff = User.by_email("staff@demo.example")
    months, today = MONTHS[scale], clock.today()
    rows(Partner, (partner(n) for n in range(PARTNERS[scale])))
    partners = [key for (key,) in db.session.execute(db.select(Partner.id).where(Partner.name.like("Partner %")))]
    first = (db.session.scalar(db.select(db.func.max(Meeting.id))) or 0) + 1
    many = months * MEETINGS_A_MONTH - 1
    rows(Meeting, (meeting(first + n, n, today) for n in range(many + 1)))
    keys = range(first, first + many + 1)
    rows(MeetingPartner, ({"meeting_id": key, "partner_id": random.choice(partners)} for key in keys))
    rows(Attendee, ({"meeting_id": key, "user_id": staff.id, "name": "", "email": "", "word": ""} for key in keys))
    start = (db.session.scalar(db.select(db.func.max(Topic.id))) or 0) + 1
    topics = [(key, n) for key in keys for n in range(LONG_LOG if key == keys[0] else TOPICS_A_MEETING)]
    rows(Topic, (topic(start + i, key, n, first) for i, (key, n) in enumerate(topics)))
    rows(Decision, ({"topic_id": start + i, "text": sentence(8)} for i in range(len(topics))))
    rows(ActionItem, (action(key, start + i, staff.id, today) for i, (key, n) in enumerate(topics) if n == 0))
    content: dict[str, Any] = {"title": "", "partners": [], "came": [], "missed": [], "topics": [], "place": ""}
    rows(Minutes, ({"meeting_id": k, "number": 1, "by_id": staff.id, "why": "", "content": content} for k in keys[1:]))
    stories(months)
    return keys[0]


def stories(months: int) -> None:
    """Stories about nobody, all of them published; each is like one that is approved by hand."""
    principal = User.by_email("principal@demo.example")
    assert principal
    first = Story(is_about_nobody=True, **{name: Words.begin("en", sentence(40)) for name in TOLD})
    first.propose(by=principal)
    content = first.approve(by=principal).content
    db.session.flush()
    start, many = first.id + 1, months * STORIES_A_MONTH
    columns = Story.__table__.columns
    same = db.session.execute(select(*columns).where(Story.id == first.id)).mappings().one()
    put_out = {"state": "published"}
    rows(Story, ({**same, **put_out, "id": start + n, "published_at": day_back(n, many)} for n in range(many)))
    rows(
        Edition, ({"story_id": start + n, "number": 1, "by_id": principal.id, "content": content} for n in range(many))
    )


def day_back(n: int, many: int) -> datetime:
    """When the n-th of so many was published: the last one today."""
    return clock.now() - timedelta(days=(many - n) * 30 // STORIES_A_MONTH)


def rows(model: Any, values: Any) -> None:
    """Write many rows, a thousand at a time."""
    values = iter(values)
    while some := list(islice(values, 1000)):
        db.session.execute(insert(model), some)


def partner(n: int) -> dict[str, Any]:
    """The n-th organization: the school parted from most of those that came after the first sixty."""
    return {"name": f"Partner {n:03d}", "kind": "youth", "state": "active" if n < ACTIVE else "ended"}


def meeting(key: int, n: int, today: date) -> dict[str, Any]:
    """The n-th meeting, counted back from yesterday; the first of them still waits for its minutes."""
    day = today - timedelta(days=1 + n * 30 // MEETINGS_A_MONTH)
    published = clock.now() if n else None
    return {"id": key, "title": f"Talk {n:04d}", "day": day, "begins": time(9 + n % 8), "published_at": published}


def topic(key: int, meeting_id: int, n: int, first: int) -> dict[str, Any]:
    """A topic with its notes; the last one of some meetings has a rare word in it."""
    notes = sentence(60) + (f" {RARE}" if n == 3 and meeting_id <= first + RARELY else "")
    return {
        "id": key,
        "meeting_id": meeting_id,
        "position": n + 1,
        "title": sentence(3),
        "notes": notes,
        "state": "settled",
    }


def action(meeting_id: int, topic_id: int, user_id: int, today: date) -> dict[str, Any]:
    """An action; one in twenty is still open."""
    state = "done" if topic_id % 20 else "open"
    due = today + timedelta(days=topic_id % 60)
    whose = {"meeting_id": meeting_id, "topic_id": topic_id, "user_id": user_id, "name": "", "email": ""}
    return {**whose, "text": sentence(6), "due_on": due, "state": state}


def sentence(words: int) -> str:
    """So many words."""
    return " ".join(random.choices(WORDS, k=words))
