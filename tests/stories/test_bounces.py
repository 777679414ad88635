"""Letters that come back: to a dead address goes no further issue; a server that is down says nothing of anybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import jobs, mail
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import MOST_ATTEMPTS, Mail
from partnerhub.people.model import User
from partnerhub.stories.newsletter import sending, subscribers
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests.conftest import Browser
from tests.foundation.test_mail import free_port
from tests.stories.test_newsletter import reached, subscribe

GONE, FULL = "family0@home.example", "family1@home.example"


class Mailboxes:
    """Nobody is at the first address, the second one is full, the third takes its letter."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in (GONE, FULL):
            return "550 5.1.1 nobody here" if address == GONE else "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def server(app: Flask) -> Iterator[None]:
    controller = Controller(Mailboxes(), hostname="127.0.0.1", port=free_port())
    controller.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{controller.port}"
    yield
    controller.stop()


@pytest.fixture
def issue(app: Flask) -> int:
    """One that is on its way to three."""
    with app.test_request_context(), transaction():
        principal = User.by_email("principal@demo.example")
        for letter in db.session.scalars(select(Mail)):
            db.session.delete(letter)
        subscribe()
        made = Issue(title="November", language="en")
        made.begin(by=principal)
        made.add(heading="Hello", text="It is cold.")
        sending.send(made, by=principal)
        return made.id


def progress(app: Flask, key: int) -> sending.Progress:
    with app.app_context():
        return sending.progress(db.session.get_one(Issue, key))


def give_up(app: Flask) -> None:
    """Whatever still waits was tried as often as it is."""
    with app.app_context(), transaction():
        for letter in db.session.scalars(select(Mail).where(Mail.sent_at.is_(None))):
            letter.attempts = MOST_ATTEMPTS


def test_a_dead_address_is_noted_by_itself_and_a_full_mailbox_is_not(app: Flask, server: None, issue: int) -> None:
    with app.app_context():
        mail.send_waiting()
        subscribers.note_bounces()
    assert progress(app, issue) == sending.Progress(total=3, sent=1, unreachable=1)
    give_up(app)
    with app.app_context():
        subscribers.note_bounces()
    assert reached(app) == [FULL, "family2@home.example"]
    assert progress(app, issue) == sending.Progress(total=3, sent=1, unreachable=1, given_up=1)


def test_a_server_that_is_down_makes_no_address_a_dead_one_and_it_is_tried_again(
    app: Flask, issue: int, as_staff: Browser
) -> None:
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    give_up(app)
    with app.app_context():
        jobs.run_every_minute()
    assert len(reached(app)) == 3
    assert "Letters of this newsletter could not be handed over." in as_staff.get("/").text
    page = as_staff.get(f"/newsroom/issues/{issue}").text
    assert "3 letters could not be handed over" in page
    assert "Try again" in page
    assert as_staff.post(f"/newsroom/issues/{issue}/resumption").status_code == 303
    assert progress(app, issue) == sending.Progress(total=3)


def test_staff_note_what_came_back_later_and_undo_it(app: Flask, issue: int, as_staff: Browser) -> None:
    with app.app_context():
        key = db.session.scalars(select(Subscriber.id).where(Subscriber.email == GONE)).one()
    assert as_staff.post(f"/newsroom/subscribers/{key}/bounce").status_code == 303
    assert GONE not in reached(app)
    page = as_staff.get("/newsroom/subscribers").text
    assert f"/newsroom/subscribers/{key}/return" in page, "The way back is offered"
    as_staff.post(f"/newsroom/subscribers/{key}/return")
    assert GONE in reached(app)


def test_who_is_reached_again_says_so_from_their_mailbox(
    app: Flask, server: None, issue: int, as_staff: Browser
) -> None:
    with app.app_context():
        mail.send_waiting()
        subscribers.note_bounces()
        key = db.session.scalars(select(Subscriber.id).where(Subscriber.email == GONE)).one()
    assert "Ask again: " + GONE in as_staff.get("/newsroom/subscribers").text
    as_staff.post(f"/newsroom/subscribers/{key}/question")
    assert GONE not in reached(app), "Nobody has answered yet"
    with app.test_request_context(), transaction():
        db.session.get_one(Subscriber, key).confirm()
    with app.app_context():
        subscribers.note_bounces()
    assert GONE in reached(app), "What came back before they were asked again says nothing any more"


def test_an_issue_that_waits_stands_on_the_principals_page_alone(
    app: Flask, as_principal: Browser, as_staff: Browser
) -> None:
    said = "This newsletter waits for you to send it."
    with app.test_request_context(), transaction():
        made = Issue(title="An empty one", language="en")
        made.begin(by=User.by_email("staff@demo.example"))
        path = f"/newsroom/issues/{made.id}"
    assert path not in as_principal.get("/").text
    as_staff.post(f"{path}/words", {"heading": "Hello", "text": "It is cold."})
    page = as_principal.get("/").text
    assert said in page
    assert path in page
    assert said not in as_staff.get("/").text
