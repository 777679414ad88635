"""What an issue begins with: what the school replied, whom it thanked, and which days come."""

from datetime import time, timedelta

import pytest
from flask import Flask

from partnerhub.feedback import replies
from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Round
from partnerhub.feedback.replies import Reply
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings.model import Kind, Meeting
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.calendar import Holiday
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.suggestions import LONGEST, suggested
from partnerhub.stories.thanks import Thanks
from tests.feedback.asking import ask, words
from tests.stories.making import begin


def issue(language: str = "en") -> Issue:
    made = Issue(title="November", language=language)
    made.begin(by=User.by_email("staff@demo.example"))
    return made


def replied(staff: User, audience: Audience = Audience.FAMILIES) -> Round:
    """A round whose reply is out."""
    pulse = ask()
    pulse.audience = audience
    Reply(said=words("The door is locked"), did=words("It opens at seven")).begin(pulse.rounds[0])
    replies.publish(pulse.rounds[0], by=staff)
    db.session.flush()
    return pulse.rounds[0]


def test_what_was_replied_to_families_is_filled_in_in_the_language_of_the_issue(house: Flask, staff: User) -> None:
    replied(staff)
    heading, text = suggested("heard", issue("es"))
    assert "The door is locked (es)" in text
    assert "It opens at seven (es)" in text
    assert heading != "You said, we did", "The heading is in Spanish, too"
    assert "**You said:** The door is locked\n\n**We did:** It opens at seven" in suggested("heard", issue())[1]


@pytest.mark.parametrize("why", ["withdrawn", "of staff", "told before"])
def test_what_is_not_for_families_or_was_told_before_is_not(house: Flask, staff: User, why: str) -> None:
    asked = replied(staff, Audience.STAFF if why == "of staff" else Audience.FAMILIES)
    if why == "withdrawn":
        replies.withdraw(asked, by=staff)
    if why == "told before":
        before = issue()
        before.sent_at = clock.now() + timedelta(hours=1)
        db.session.flush()
    assert "The door is locked" not in suggested("heard", issue())[1]


def test_coming_dates_are_holidays_and_appreciation_events_in_their_order(
    house: Flask, staff: User, cast_ids: dict[str, int]
) -> None:
    today = clock.today()
    Holiday.add("A long rest", today + timedelta(days=20), today + timedelta(days=24), by=staff)
    clinic = db.session.get_one(Partner, cast_ids["clinic"])
    for days, kind in ((10, Kind.APPRECIATION), (11, Kind.TALK), (200, Kind.APPRECIATION)):
        day = today + timedelta(days=days)
        Meeting(title=f"{kind} in {days}", day=day, begins=time(8), kind=kind, partners=[clinic]).plan(by=staff)
    lines = suggested("dates", issue())[1].splitlines()
    told = [line.split(": ")[1] for line in lines]
    assert told.index("appreciation in 10") < told.index("A long rest")
    assert " – " in lines[told.index("A long rest")]
    assert "talk in 11" not in told
    assert "appreciation in 200" not in told


def test_a_years_thanks_fit_into_a_piece(house: Flask, staff: User) -> None:
    story = begin()
    for _ in range(12):
        Thanks(partner=story.partners[0], words="For the garden. " * 30).say(by=staff)
    text = suggested("thanks", issue())[1]
    assert 4_000 < len(text) <= LONGEST
    assert text.startswith("- **Northside Counseling**: For the garden.")
