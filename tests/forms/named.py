"""What the forms' paths and fields name, made in the sample school."""

from datetime import time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from partnerhub.feedback import replies
from partnerhub.feedback.model import Round
from partnerhub.feedback.patterns import PATTERNS
from partnerhub.feedback.patterns import begin as begin_pulse
from partnerhub.feedback.replies import Reply
from partnerhub.foundation import clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda, contributions, personal, publishing
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.merge import mark
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.partners.proposal import Proposal
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import User
from partnerhub.stories.newsletter.model import Issue
from tests.feedback.asking import ask
from tests.stories.making import begin, quoted

FORMS_OF = ("minute", "students")


def prepare(app: Flask, cast_ids: dict[str, int]) -> dict[str, Any]:
    """A meeting to come, one whose minutes are out, and what hangs on them, and so on for each feature."""
    with app.test_request_context(), transaction():
        clinic, staff = db.session.get_one(Partner, cast_ids["clinic"]), User.by_email("staff@demo.example")
        coming, out = (
            Meeting(title="Talk", day=clock.today() + timedelta(days=days), begins=time(9), partners=[clinic])
            for days in (9, -2)
        )
        for meeting in (coming, out):
            meeting.plan(by=staff)
            meeting.ask(Somebody(name="Lina"))
        topic = agenda.add(coming, "Rooms")
        item = ActionItem(text="Call", meeting_id=coming.id)
        item.be(Somebody(user=staff))
        item.begin(by=staff)
        publishing.publish(out, by=staff)
        poll = Poll(title="When?", partners=[clinic])
        day = clock.today() + timedelta(days=5)
        poll.begin([(day, coming.begins), (day + timedelta(days=1), coming.begins)], by=staff)
        sent = contributions.send_notes(coming, Somebody(name="Lina"), [(None, "Cold.")])[0]
        proposal = Proposal.make(clinic, {"name": "Northside"}, by=User.by_email("partner@demo.example"))
        assert proposal
        links = [personal.make(meeting.attendees[-1]).rsplit("/", 1)[1] for meeting in (coming, out)]
        asked = db.session.scalars(select(Round).join(Reply).where(Round.replied_at.is_not(None))).first()
        assert asked
        replies.withdraw(asked, by=staff)
        found = {"round": asked.id, "reply": Reply.of(asked)[0].id}
        found |= {"meeting": coming.id, "out": out.id, "topic": topic.id, "action": item.id, "poll": poll.id}
        found |= made_pulses(staff)
        issue = Issue(title="November", language="en")
        issue.begin(by=staff)
        return {
            **cast_ids,
            **found,
            "contribution": sent.id,
            "invitation": Invitation.offer(None, "Lina", Role.STAFF, None, by=None).token,
            "link": links[0],
            "link_out": links[1],
            "was": mark(""),
            "proposal": proposal.id,
            "contact": clinic.contacts[0].id,
            "story": begin().id,
            "issue": issue.id,
            "portrayed": quoted(begin()).id,
        }


def made_pulses(staff: Any) -> dict[str, Any]:
    """A pulse that nobody was asked, one for students, and a round that is to come."""
    planned = ask(opens=3, closes=9).rounds[0].id
    fresh, students = (begin_pulse(PATTERNS[name], by=staff, language="en", languages=["en"]) for name in FORMS_OF)
    return {"planned": planned, "pulse": fresh.id, "question": fresh.latest.questions[1].key, "students": students.id}
