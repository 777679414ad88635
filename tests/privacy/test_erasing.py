"""Erased, somebody is nowhere any more, and the history stays readable."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, String, Text, cast, func, select

from partnerhub.foundation import clock, keeping, personal
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.mail import Mail, write
from partnerhub.foundation.texts import Words, WordsColumn
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.people.model import User
from partnerhub.privacy.people import Dossier, packed, token_of
from tests.conftest import Browser
from tests.privacy.conftest import GUEST, STAFF, SURE, url


def everything(app: Flask) -> str:
    """Every text of every table, as one."""
    found = []
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            texts = [c for c in table.columns if isinstance(c.type, String | Text | JSON | WordsColumn)]
            for row in db.session.execute(select(*(cast(c, String) for c in texts))) if texts else ():
                found += [str(value) for value in row if value]
    return "\n".join(found)


def test_erased_nothing_of_them_is_left_and_the_history_reads_on(
    as_principal: Browser, app: Flask, marked: int, staff_page: str
) -> None:
    assert "Marcus Webb" in everything(app)
    assert as_principal.post(f"{staff_page}/erasure", SURE).status_code == 303
    left = everything(app)
    assert "Marcus Webb" not in left
    assert STAFF not in left
    with app.app_context():
        erased = db.session.get_one(User, marked)
        assert (erased.name, erased.password, erased.is_active) == ("A former member of staff", None, False)
        theirs = select(Minutes.content).where(Minutes.by_id == marked, Minutes.why == "").order_by(Minutes.id)
        came = db.session.scalars(theirs).all()[-1]
        assert came["came"] == ["A former member of staff", "Somebody Else"]
    people = as_principal.get("/people").text
    assert "A former member of staff" not in people
    assert as_principal.get(f"/people/{marked}").status_code == 404
    assert "erased somebody" in as_principal.get("/activity").text


def test_the_trail_says_where_a_name_was_taken_out(as_principal: Browser, app: Flask, staff_page: str) -> None:
    with app.test_request_context(), transaction():
        staff = User.by_email(STAFF)
        staff.correct(name="Márcus Wébb", email=STAFF, by=staff)
    as_principal.post(f"{staff_page}/erasure", SURE)
    with app.app_context():
        row = db.session.scalars(select(Event).where(Event.kind == "user.corrected")).one()
        assert row.details == {"name": "A former member of staff"}
        assert row.redacted_at


def test_a_name_in_a_translation_goes_too(as_principal: Browser, app: Flask, staff_page: str) -> None:
    from partnerhub.feedback.model import Pulse

    with app.test_request_context(), transaction():
        pulse = db.session.scalars(select(Pulse)).first()
        staff = User.by_email(STAFF)
        pulse.title = Words.begin("en", "Hello").written("es", "Hola").checked("es", by=staff)
        key = pulse.id
    as_principal.post(f"{staff_page}/erasure", SURE)
    with app.app_context():
        title = db.session.get_one(Pulse, key).title
        assert (title.text, title.wordings["es"].checked_by) == ("Hello", "A former member of staff")


def test_a_guest_without_an_account_is_erased_too(as_principal: Browser, app: Flask) -> None:
    with app.test_request_context(), transaction():
        meeting = db.session.scalars(select(Meeting)).first()
        db.session.add(Attendee(meeting_id=meeting.id, name="Gus Guest", email=GUEST, word="w"))
        page = url(token_of(GUEST))
    as_principal.post(f"{page}/erasure", SURE)
    assert "Gus Guest" not in everything(app)
    assert GUEST not in everything(app)


def test_nobody_is_erased_by_a_tap(as_principal: Browser, app: Flask, staff_page: str) -> None:
    answer = as_principal.post(f"{staff_page}/erasure", {})
    assert answer.status_code == 422
    assert "Check this box if you are sure." in answer.text
    with app.app_context():
        assert User.by_email(STAFF)


def test_the_last_principal_and_oneself_are_not_erased(as_principal: Browser, app: Flask) -> None:
    with app.app_context():
        own = url(token_of("principal@demo.example"))
    assert as_principal.post(f"{own}/erasure", SURE).status_code == 409
    with app.test_request_context(), transaction():
        staff, rosa = User.by_email(STAFF), User.by_email("principal@demo.example")
        staff.change_role("principal", by=rosa)
        rosa.turn_off(by=staff)
        page = url(token_of(STAFF))
        rosa.turn_on(by=staff)
        rosa.change_role("principal", by=staff)
    with app.app_context(), transaction():
        from partnerhub.people.keeping import erase
        from partnerhub.people.model import LastPrincipal

        User.by_email("principal@demo.example").turned_off_at = clock.now()
        with pytest.raises(LastPrincipal):
            erase(personal.find(STAFF), by=None)
    assert page


def test_who_left_long_ago_is_erased_at_night(app: Flask) -> None:
    with app.test_request_context(), transaction():
        User.by_email(STAFF).turn_off(by=User.by_email("principal@demo.example"))
    for days, there in ((719, True), (721, False)):
        with app.app_context(), clock.stopped_at(clock.now() + timedelta(days=days)):
            keeping.forget_old()
        with app.app_context():
            assert (User.by_email(STAFF) is not None) is there


def test_no_letter_goes_to_somebody_who_was_erased(as_principal: Browser, app: Flask, staff_page: str) -> None:
    with app.app_context():
        key = User.by_email(STAFF).id
    as_principal.post(f"{staff_page}/erasure", SURE)
    with app.app_context(), transaction():
        write(db.session.get_one(User, key).email, "Hello", "Hello")
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Mail.subject == "Hello")) == 0


def test_a_file_name_cannot_leave_its_folder(app: Flask, marked: int) -> None:
    with app.test_request_context(), zipfile.ZipFile(io.BytesIO(packed(Dossier.of(STAFF)))) as archive:
        assert all(".." not in Path(name).parts and not name.startswith("/") for name in archive.namelist())
