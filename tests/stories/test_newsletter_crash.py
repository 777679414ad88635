"""500 letters through a real mail server and three kill -9: each arrives, and what may have come twice is said."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.people.model import User
from partnerhub.stories.newsletter import sending
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.subscribers import Subscriber
from tests import schools
from tests.foundation.test_mail import free_port

ADDRESSES, KILLS = 500, 3
A_CLAIM_ENDS = 11  # minutes
PROJECT = Path(__file__).parent.parent.parent


class Mailboxes:
    """Takes every letter, and counts them."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.ids: dict[str, set[str]] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        (to,) = envelope.rcpt_tos
        if to.startswith("family"):  # the sample school has letters of its own in the outbox
            self.letters.append(to)
            self.ids.setdefault(to, set()).add(message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"


@pytest.fixture
def mailboxes() -> Iterator[tuple[Mailboxes, str]]:
    """A real mail server on this machine, and its address."""
    found, port = Mailboxes(), free_port()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    yield found, f"smtp://127.0.0.1:{port}"
    controller.stop()


def post(app: Flask, server: str, minutes: int) -> subprocess.Popen[bytes]:
    """A process that sends."""
    command = [sys.executable, "-m", "tests.stories.postman", server, str(minutes)]
    return subprocess.Popen(command, cwd=PROJECT, env=schools.environment(app.config["DATA"]))


def begin(app: Flask) -> int:
    """An issue that is on its way to 500 addresses."""
    with app.test_request_context(), transaction():
        principal = User.by_email("principal@demo.example")
        for number in range(ADDRESSES):
            subscriber = Subscriber(email=f"family{number}@home.example", language="en")
            db.session.add(subscriber)
            subscriber.confirm()
        issue = Issue(title="November", language="en")
        issue.begin(by=principal)
        issue.add(heading="Hello", text="It is cold.")
        assert sending.send(issue, by=principal) == ADDRESSES
        return issue.id


def test_each_letter_arrives_and_is_sent_twice_only_where_that_is_said(
    app: Flask, mailboxes: tuple[Mailboxes, str]
) -> None:
    key, (boxes, server) = begin(app), mailboxes
    for kill in range(KILLS):
        process, enough = post(app, server, kill * A_CLAIM_ENDS), (kill + 1) * ADDRESSES // (KILLS + 1)
        until = time.monotonic() + 60
        while len(boxes.letters) < enough and time.monotonic() < until:
            time.sleep(0.005)
        process.kill()
        process.wait(10)
        assert len(boxes.letters) >= enough
    assert post(app, server, KILLS * A_CLAIM_ENDS).wait(120) == 0

    arrived = Counter(boxes.letters)
    assert len(arrived) == ADDRESSES
    twice = {to for to, number in arrived.items() if number > 1}
    assert max(arrived.values()) <= 2
    assert len(twice) <= KILLS
    with app.test_request_context():
        said = set(db.session.scalars(select(Mail.to).where(Mail.is_in_doubt)))
        found = sending.progress(db.session.get_one(Issue, key))
        assert twice <= said
        assert found == sending.Progress(total=ADDRESSES, sent=ADDRESSES, in_doubt=len(said))
        assert len(said) <= KILLS
    assert all(len(names) == 1 for names in boxes.ids.values()), "A mailbox can tell that the second is a copy"
