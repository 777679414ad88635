"""The trail is protected on PostgreSQL, too, against what only PostgreSQL can do."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db


@pytest.mark.parametrize("statement", ["TRUNCATE event", 'TRUNCATE "user" CASCADE'])
def test_the_trail_cannot_be_emptied(house: Flask, statement: str) -> None:
    before = db.session.scalar(select(func.count(Event.id)))
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(text(statement))
    assert db.session.scalar(select(func.count(Event.id))) == before
