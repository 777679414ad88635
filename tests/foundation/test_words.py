"""The index of words: what is written is found, what was changed or deleted is not, and it mends itself."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from partnerhub.foundation import words
from partnerhub.foundation.db import db
from partnerhub.meetings.agenda import Decision, Topic, add
from partnerhub.meetings.model import Meeting


@pytest.fixture
def topic(house: Flask) -> Topic:
    meeting = db.session.query(Meeting).first()
    assert meeting
    return add(meeting, "Xylophone lessons", notes='They say: "it 100% helps".')


@pytest.mark.parametrize("asked", ["xylo", "LOPHONE les", 'say: "it', "100%", 'helps".', "Xylophone lessons"])
def test_any_part_of_a_text_is_found_in_any_case(topic: Topic, asked: str) -> None:
    assert words.find(Topic, asked) == [topic.id]


@pytest.mark.parametrize("asked", ["xylo*", "xylo OR lessons", "nothing of it", "title:xylophone", "NEAR(a b)", "-xyl"])
def test_signs_of_a_query_language_are_only_signs(topic: Topic, asked: str) -> None:
    assert words.find(Topic, asked) == []


def test_what_is_changed_or_deleted_is_found_as_it_is_now(topic: Topic) -> None:
    topic.notes = "Now they play the marimba."
    db.session.flush()
    assert words.find(Topic, "100%") == []
    assert words.find(Topic, "marimba") == [topic.id]
    db.session.delete(topic)
    db.session.flush()
    assert words.find(Topic, "marimba") == []


def test_what_is_undone_is_not_found(topic: Topic) -> None:
    with db.session.begin_nested() as step:
        topic.title = "Marimba"
        db.session.flush()
        step.rollback()
    assert words.find(Topic, "marimba") == []
    assert words.find(Topic, "xylophone") == [topic.id]


def test_it_says_so_where_it_cannot_say(topic: Topic, monkeypatch: pytest.MonkeyPatch) -> None:
    assert words.find(Topic, "xy") is None
    monkeypatch.setattr(words, "MOST", 0)
    assert words.find(Topic, "xylophone") is None
    assert words.find(Decision, "xylophone") == []


def loses(what: str) -> Callable[[], None]:
    def lose() -> None:
        with db.engine.connect().execution_options(writes=True) as connection:
            connection.execute(text(what))
            connection.execute(text("UPDATE topic SET notes = 'The marimba is back.' WHERE id = 1"))
            connection.commit()

    return lose


@pytest.mark.parametrize("what", ["DROP TRIGGER topic_words_changed", "DROP TABLE topic_words"])
def test_a_lost_part_of_it_is_made_anew_by_the_next_upgrade(app: Flask, what: str) -> None:
    with app.app_context():
        if what.startswith("DROP TABLE"):
            for name in words.triggers("topic", ("title", "notes")):
                loses(f"DROP TRIGGER {name}")()
        loses(what)()
        upgrade()
        assert words.find(Topic, "the marimba is back") == [1]
