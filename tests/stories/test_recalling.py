"""What is not covered any more is out of the letters that still wait; nothing else of them changes."""

from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock, jobs
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.people.model import User
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.model import Story
from partnerhub.stories.newsletter import sending
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.recalling import recall, take_out
from partnerhub.stories.portrayed import Portrayed
from tests.conftest import Browser
from tests.foundation.test_mail import free_port
from tests.stories.making import quoted
from tests.stories.test_newsletter import letters, subscribe

TOLD, KEPT = "It went well.", "It is **cold**."


@pytest.fixture
def father(story: Story, principal: User) -> Portrayed:
    """Somebody who is quoted and agreed to the newsletter, for five days."""
    person = quoted(story, channels=[Channel.NEWSLETTER], until=clock.today() + timedelta(days=5))
    story.approve(by=principal)
    return person


@pytest.fixture
def sent(father: Portrayed, principal: User) -> Issue:
    """An issue with that story and a few words, on its way to three: one has it, one is being handed over."""
    subscribe()
    issue = Issue(title="November", language="en")
    issue.begin(by=principal)
    issue.add(story=father.story)
    issue.add(heading="Hello", text=KEPT)
    sending.send(issue, by=principal)
    gone, claimed, _waits = letters(issue)
    gone.sent_at, claimed.claimed_by, claimed.claimed_at = gone.at, "a process", gone.at
    db.session.flush()
    return issue


def with_it(issue: Issue) -> list[bool]:
    return [TOLD in letter.text for letter in letters(issue)]


def take_back(person: Portrayed, by: User, channel: Channel = Channel.NEWSLETTER) -> None:
    person.take_back(by=by, giver=Giver.SELF, uses=[Use.WORDS], channels=[channel])
    take_out()
    db.session.flush()


def test_what_is_taken_back_is_out_of_all_that_was_not_sent(father: Portrayed, sent: Issue, principal: User) -> None:
    before = [letter.text for letter in letters(sent)]
    assert with_it(sent) == [True, True, True]
    take_back(father, principal)
    assert with_it(sent) == [True, False, False], "Also where a server was taking it: it may be handed over anew"
    for letter, text in zip(letters(sent)[1:], before[1:], strict=True):
        assert letter.text == text.replace("## A win\n\nIt went well.\n\n", "")
        assert letter.unsubscribe in letter.text


def test_what_was_taken_back_for_another_channel_stays(father: Portrayed, sent: Issue, principal: User) -> None:
    take_back(father, principal, Channel.WEBSITE)
    assert with_it(sent) == [True, True, True]


def test_words_that_were_approved_before_are_taken_out_too(father: Portrayed, sent: Issue, principal: User) -> None:
    story = father.story
    story.write(by=principal, title="Other", text="Other words.", outcome="", partners=story.partners)
    story.approve(by=principal)
    take_back(father, principal)
    assert with_it(sent) == [True, False, False]


class Mailboxes:
    """Keeps what was sent to families."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if envelope.rcpt_tos[0].startswith("family"):
            self.letters.append(envelope.content.decode())
        return "250 taken"


def test_a_consent_that_ends_while_letters_wait_is_seen_before_the_next_one_goes(app: Flask, sent: Issue) -> None:
    """The server has been away for six days; in its first minute it sends what waited."""
    boxes = Mailboxes()
    controller = Controller(boxes, hostname="127.0.0.1", port=free_port())
    controller.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{controller.port}"
    db.session.commit()
    with clock.stopped_at(clock.now() + timedelta(days=6)):
        jobs.run_every_minute()
    controller.stop()
    assert len(boxes.letters) == 2
    assert not any(TOLD in letter for letter in boxes.letters)
    assert all(KEPT in letter for letter in boxes.letters)


def test_what_is_still_covered_is_left_as_it_is(sent: Issue) -> None:
    db.session.commit()
    recall()
    assert with_it(sent) == [True, True, True]


@pytest.mark.parametrize("way", ["withdrawal", "archiving"])
def test_a_story_that_is_put_away_is_out_of_them(
    app: Flask, as_staff: Browser, sent: Issue, father: Portrayed, principal: User, way: str
) -> None:
    father.story.put_out(by=principal)
    key, batch = father.story_id, sent.batch
    db.session.commit()
    assert as_staff.post(f"/newsroom/stories/{key}/{way}", {"why": "They asked for it."}).status_code == 303
    with app.app_context():
        texts = db.session.scalars(select(Mail.text).where(Mail.batch == batch, Mail.sent_at.is_(None))).all()
    assert len(texts) == 2
    assert not any(TOLD in text for text in texts)
    assert all(KEPT in text for text in texts)


def test_what_is_in_mailboxes_already_is_listed_to_tell_whoever_takes_it_back(
    app: Flask, as_staff: Browser, sent: Issue, father: Portrayed, principal: User
) -> None:
    take_back(father, principal)
    key = father.story_id
    db.session.commit()
    page = as_staff.get(f"/newsroom/stories/{key}").text
    assert "November" in page.split("Where it went already")[1]
    assert "cannot be taken back. Tell whoever asked so." in page, "Though the website was not asked for at all"
