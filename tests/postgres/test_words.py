"""The index of words on PostgreSQL: used, made anew when it is lost, and not needed to find the same."""

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect, text

from partnerhub.foundation import words
from partnerhub.foundation.db import db, transaction
from partnerhub.meetings.agenda import Topic, add
from partnerhub.meetings.model import Meeting


@pytest.fixture
def topic(house: Flask) -> Topic:
    meeting = db.session.query(Meeting).first()
    assert meeting
    return add(meeting, "L\u2019\u00c9cole des parents", notes="\u00dcbermorgen.")


def indexes() -> set[str]:
    with db.engine.connect() as connection:
        return {index["name"] or "" for index in inspect(connection).get_indexes("topic")}


@pytest.mark.parametrize("asked", ["\u00e9cole DES", "\u00dcBERM", "\u00fcbermorgen."])
def test_letters_of_every_language_are_found_in_any_case(topic: Topic, asked: str) -> None:
    assert words.find(Topic, asked) == [topic.id]


def test_it_is_the_index_that_finds(topic: Topic) -> None:
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    asked = "EXPLAIN SELECT id FROM topic WHERE title ILIKE '%sleep%' OR notes ILIKE '%sleep%'"
    assert "topic_words" in "\n".join(db.session.scalars(text(asked)))


@pytest.mark.parametrize("what", ["DROP INDEX topic_words", "DROP EXTENSION pg_trgm CASCADE"])
def test_lost_it_is_not_missed_and_made_anew_by_the_next_upgrade(app: Flask, what: str) -> None:
    with app.app_context():
        with transaction():
            db.session.execute(text(what))
            db.session.execute(text("UPDATE topic SET notes = 'The marimba is back.' WHERE id = 1"))
        assert words.find(Topic, "the marimba is back") == [1]
        assert "topic_words" not in indexes()
        db.session.rollback()
        upgrade()
        assert "topic_words" in indexes()
