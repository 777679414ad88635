"""The newsletter: to nobody who did not say yes twice, with nothing in it that is not covered, and by the principal."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import mail
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.people.model import User
from partnerhub.stories import outings
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.model import NotNow, State, Story
from partnerhub.stories.newsletter import sending
from partnerhub.stories.newsletter.model import Issue, stories_to_add
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests.conftest import Browser
from tests.stories.making import begin, quoted

SUBSCRIBE = "/stories/newsletters/subscription"


def subscribe(number: int = 3) -> None:
    for each in range(number):
        subscriber = Subscriber(email=f"family{each}@home.example", language="en")
        db.session.add(subscriber)
        subscriber.confirm()
    db.session.flush()


@pytest.fixture
def issue(house: Flask, staff: User) -> Issue:
    """One with a few words in it, and three who get it."""
    subscribe()
    made = Issue(title="November", language="en")
    made.begin(by=staff)
    made.add(heading="Hello", text="It is **cold**.")
    return made


def letters(issue: Issue) -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.batch == issue.batch).order_by(Mail.id)))


def told(story: Story, principal: User) -> Story:
    story.approve(by=principal)
    return story


def test_only_the_principal_sends_and_only_once(issue: Issue, staff: User, principal: User) -> None:
    with pytest.raises(PermissionError):
        sending.send(issue, by=staff)
    assert sending.send(issue, by=principal) == 3
    with pytest.raises(NotNow):
        sending.send(issue, by=principal)
    assert len(letters(issue)) == 3


def test_each_letter_has_its_own_way_out_for_one_tap(issue: Issue, principal: User) -> None:
    sending.send(issue, by=principal)
    ways = {letter.unsubscribe for letter in letters(issue)}
    assert len(ways) == 3
    for letter in letters(issue):
        message = mail.as_message(letter)
        assert message["List-Unsubscribe"] == f"<{letter.unsubscribe}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert letter.unsubscribe in letter.text
        assert "It is **cold**." in letter.text


def test_a_story_goes_in_only_as_approved_and_while_everybody_agrees(
    issue: Issue, story: Story, principal: User
) -> None:
    assert story not in stories_to_add(issue)
    father = quoted(told(story, principal), channels=[Channel.NEWSLETTER])
    assert story in stories_to_add(issue)
    issue.add(story=story)
    assert "It went well." in sending.as_text(issue)
    father.take_back(by=principal, giver=Giver.SELF, uses=[Use.WORDS], channels=[Channel.NEWSLETTER])
    assert "It went well." not in sending.as_text(issue)
    sending.send(issue, by=principal)
    assert outings.of_story(story) == []


def test_what_went_out_is_listed_with_the_story(issue: Issue, story: Story, principal: User) -> None:
    issue.add(story=told(story, principal))
    sending.send(issue, by=principal)
    assert [outing.what for outing in outings.of_story(story)] == ["November"]


def test_who_leaves_gets_nothing_that_still_waits(issue: Issue, principal: User) -> None:
    sending.send(issue, by=principal)
    first = db.session.scalars(Subscriber.reached()).first()
    first.leave()
    assert first.email not in [letter.to for letter in letters(issue)]
    assert sending.progress(issue).total == 2


def test_it_is_held_back_and_let_go(issue: Issue, principal: User, staff: User) -> None:
    sending.send(issue, by=principal)
    sending.hold(issue, True, by=staff)
    assert all(letter.is_held for letter in letters(issue))
    db.session.expire_all()
    sending.hold(issue, False, by=staff)
    db.session.expire_all()
    assert not any(letter.is_held for letter in letters(issue))


def links(app: Flask, to: str) -> list[str]:
    """The links that were mailed to an address, as paths."""
    with app.app_context():
        found = db.session.scalars(select(Mail).where(Mail.to == to).order_by(Mail.id))
        return [re.sub(r"^https?://[^/]+", "", letter.link or "") for letter in found]


def reached(app: Flask) -> list[str]:
    with app.app_context():
        return [subscriber.email for subscriber in db.session.scalars(Subscriber.reached())]


def test_nobody_is_on_the_list_before_they_said_so_from_their_own_mailbox(app: Flask, as_anyone: Browser) -> None:
    answer = as_anyone.post(SUBSCRIBE, {"email": "Ada@Home.example"})
    assert "Look into your mailbox" in answer.text
    assert "Set-Cookie" not in answer.headers
    (link,) = links(app, "ada@home.example")
    assert as_anyone.get(link).status_code == 200
    assert reached(app) == [], "Programs that check mail open links, too"
    assert "The next issue comes to you." in as_anyone.post(link).text
    assert reached(app) == ["ada@home.example"]
    as_anyone.post(SUBSCRIBE, {"email": "ada@home.example"})
    assert len(links(app, "ada@home.example")) == 1, "Who is on the list is not written to again"


def test_an_address_is_asked_once_a_day_however_often_it_is_typed_in(app: Flask, as_anyone: Browser) -> None:
    for _ in range(3):
        as_anyone.post(SUBSCRIBE, {"email": "ada@home.example"})
    assert len(links(app, "ada@home.example")) == 1


def test_a_machine_that_fills_in_every_field_is_thanked_and_forgotten(app: Flask, as_anyone: Browser) -> None:
    as_anyone.post(SUBSCRIBE, {"email": "bot@home.example", "website": "x"})
    assert links(app, "bot@home.example") == []


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "a@b.example\nBcc: all@home.example"])
def test_what_is_no_address_is_refused_beside_the_field(as_anyone: Browser, typed: str) -> None:
    answer = as_anyone.post(SUBSCRIBE, {"email": typed})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_one_tap_ends_it_and_a_false_link_ends_nothing(app: Flask, as_anyone: Browser) -> None:
    with app.test_request_context(), transaction():
        subscribe(2)
        way = db.session.scalars(Subscriber.reached()).first().way_out.replace("http://localhost", "")
    assert as_anyone.get(way).status_code == 200
    assert len(reached(app)) == 2
    answer = as_anyone.post(way, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert reached(app) == ["family1@home.example"]
    for false in (way[:-2], way.replace("leaving", "subscription"), "/stories/newsletters/leaving/x"):
        assert as_anyone.post(false).status_code == 404


def test_an_issue_is_made_sent_and_read(
    app: Flask, as_staff: Browser, as_principal: Browser, as_anyone: Browser
) -> None:
    with app.test_request_context(), transaction():
        subscribe()
        key = begin(state=State.PUBLISHED).id
    path = as_staff.post("/newsroom/issues", {"title": "November", "language": "en"}).location
    public = path.replace("/newsroom/issues/", "/stories/newsletters/")
    for kind in ("thanks", "dates", "heard"):
        assert as_staff.post(f"{path}/words", {"kind": kind}).status_code == 303
    assert as_staff.post(f"{path}/words", {"heading": "<script>", "text": "**Cold**"}).status_code == 303
    assert as_staff.post(f"{path}/stories", {"story": str(key)}).status_code == 303
    assert as_staff.post(f"{path}/stories", {"story": str(key)}).status_code == 422, "It is in it"
    assert "It went well." in as_staff.get(f"{path}/paste").text
    assert as_anyone.get(public).status_code == 404
    assert as_principal.post(f"{path}/sending").status_code == 303
    page: Any = as_anyone.get(public)
    assert "<strong>Cold</strong>" in page.text
    assert "<script>" not in page.text
    assert "0 of 3 letters are sent." in as_staff.htmx.get(path).text
    assert as_staff.post(f"{path}/words", {"heading": "Late", "text": "Late"}).status_code == 403
