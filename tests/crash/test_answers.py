"""Answers that are written together, while the program is killed: whoever was thanked is counted, and once."""

import http.client
import itertools
import random
import threading
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from partnerhub.feedback.answers import Comment
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db
from tests import schools
from tests.conftest import build
from tests.crash.clients import PATIENCE, Browser
from tests.crash.server import Server
from tests.crash.storm import LIFE
from tests.feedback.asking import asked_in

KILLS, PARENTS = 8, 16


class Parent(threading.Thread):
    """A phone that sends each form again until it is thanked. `thanked` is what it was told has arrived."""

    def __init__(
        self, port: int, path: str, ticket: str, turns: "itertools.count[int]", ended: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.browser, self.path, self.ticket, self.turns, self.ended = Browser(port), path, ticket, turns, ended
        self.thanked, self.odd = list[str](), list[int]()

    def run(self) -> None:
        while not self.ended.is_set():
            words = f"Storm {next(self.turns)}"
            form = {"ticket": self.ticket, "sent_as": words, "knew": "yes", "more": words}
            while not self.ended.is_set():
                try:
                    status, _page, _to = self.browser.ask("POST", self.path, form)
                except (OSError, http.client.HTTPException):
                    time.sleep(PATIENCE)
                    continue
                self.note(status, words)
                break

    def note(self, status: int, words: str) -> None:
        """Keep what it was told."""
        if status == 303:
            self.thanked.append(words)
        else:
            self.odd.append(status)


def test_an_answer_that_was_thanked_for_is_counted_once_although_the_program_is_killed(
    demo_folder: Path, tmp_path: Path
) -> None:
    data = schools.copy(demo_folder, tmp_path / "data")
    app = build(data)
    path = asked_in(app)
    with app.test_request_context():
        pulse = Pulse.by_code(path[3:])
        assert pulse
        ticket = Ticket.of(pulse.latest, "link").stamped()
        db.session.remove()
        db.engine.dispose()
    server, ended, turns = Server(data), threading.Event(), itertools.count()
    server.start()
    parents = [Parent(server.port, path, ticket, turns, ended) for _ in range(PARENTS)]
    for parent in parents:
        parent.start()
    for _ in range(KILLS):
        time.sleep(random.uniform(*LIFE))
        server.kill()
        server.start()
    time.sleep(0.5)
    ended.set()
    for parent in parents:
        parent.join(60)
    server.kill()
    with app.app_context():
        there = Counter(db.session.scalars(select(Comment.text).where(Comment.text.startswith("Storm "))))
    thanked = [words for parent in parents for words in parent.thanked]
    assert [status for parent in parents for status in parent.odd if status != 429] == []
    assert len(thanked) > KILLS
    assert [words for words in thanked if there[words] != 1] == []
