"""The member of staff whom most of these tests look for."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.files import Prepared, store
from partnerhub.foundation.mail import write
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.onboarding.checklist import Item
from partnerhub.people.model import User
from partnerhub.privacy.people import token_of
from tests.conftest import signed_in_as

STAFF, GUEST = "staff@demo.example", "gus.guest@x.example"
SURE = {"is_sure": "y"}


def url(address: str, what: str = "") -> str:
    """The page of what is held of the person of this token."""
    return f"/privacy/person/{address}{what}"


@pytest.fixture
def staff_page(app: Flask) -> str:
    """What is held of the member of staff."""
    with app.app_context():
        return url(token_of(STAFF))


@pytest.fixture
def marked(app: Flask) -> int:
    """The member of staff in every sort of place; answers their number."""
    signed_in_as(app, "staff")
    with app.test_request_context(), transaction():
        staff = User.by_email(STAFF)
        assert staff
        meeting = db.session.scalars(select(Meeting)).first()
        db.session.add(Attendee(meeting_id=meeting.id, name=staff.name, email=STAFF, word="w"))
        content = {"title": "T", "came": [staff.name, "Somebody Else"], "missed": [], "topics": []}
        number = (db.session.scalar(select(func.max(Minutes.number)).where(Minutes.meeting_id == meeting.id)) or 0) + 1
        db.session.add(Minutes(meeting_id=meeting.id, number=number, by_id=staff.id, why="", content=content))
        item = db.session.scalars(select(Item)).first()
        item.sent_by_id, item.file_id = staff.id, store(Prepared("paper.txt", b"their paper", "text/plain")).id
        write(STAFF, "Hello", "Dear Marcus")
        return staff.id
