"""Writing together: one commit for all who wait, each answered after it, and nobody pays for another's mistake."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import event

from partnerhub.feedback.answers import Receipt
from partnerhub.foundation import clock, together
from partnerhub.foundation.db import db
from tests.conftest import Browser
from tests.feedback.asking import asked_in, kept, slowly

Heard = dict[int, Exception | None]


def receipt(name: str) -> None:
    """Write one row."""
    db.session.add(Receipt(hash=name, day=clock.today()))
    db.session.flush()


def mistake() -> None:
    """Write a row, and then fail."""
    receipt("half")
    raise ValueError("This one's own mistake.")


def all_at_once(app: Flask, works: list[Callable[[], None]]) -> tuple[Heard, int]:
    """Let each be written by a thread of its own, the first of which holds the turn until the others wait.

    Returns:
        what each heard, and how many commits there were.
    """
    heard, commits = Heard(), list[int]()

    def run(number: int, work: Callable[[], None]) -> None:
        with app.test_request_context():
            try:
                together.write(work)
                heard[number] = None
            except ValueError as why:
                heard[number] = why

    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", count := lambda _connection: commits.append(1))
    with together.turn:
        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
        for thread in threads:
            thread.start()
        while len(together.waiting) < len(works):
            pass
    for thread in threads:
        thread.join(30)
    event.remove(engine, "commit", count)
    return heard, len(commits)


def names(app: Flask) -> set[str]:
    """The rows that were written."""
    with app.app_context():
        return {one.hash for one in db.session.query(Receipt)}


def test_all_who_wait_are_written_with_one_commit(app: Flask) -> None:
    works = [lambda n=n: receipt(str(n)) for n in range(6)]  # type: ignore[misc]
    heard, commits = all_at_once(app, works)
    assert heard == dict.fromkeys(range(6))
    assert names(app) == set("012345")
    assert commits == 1


def test_a_mistake_is_heard_of_by_its_own_and_undoes_nothing_of_others(app: Flask) -> None:
    heard, _commits = all_at_once(app, [lambda: receipt("one"), mistake, lambda: receipt("two")])
    assert {number for number, why in heard.items() if why} == {1}
    assert names(app) == {"one", "two"}
    assert list(together.waiting) == []


def test_what_only_asks_about_a_field_writes_nothing(app: Flask, as_anyone: Browser) -> None:
    path = asked_in(app)
    as_anyone.headers["X-Check-Field"] = "knew"
    as_anyone.post(path, slowly(app, path, knew="yes"))
    assert kept(app) == []
