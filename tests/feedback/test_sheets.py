"""Sheets of paper: printed from the same questions, entered by numbers, and nobody knows by whom or when."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.feedback import paper
from partnerhub.feedback.answers import Channel
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.model import Pulse, Round
from partnerhub.foundation import clock
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.submissions import Submission
from tests.conftest import Browser
from tests.feedback.asking import ask, comments, kept, words


@pytest.fixture
def path(app: Flask) -> str:
    """The page on which sheets of a new round are entered."""
    return sheets_of(app)


def sheets_of(app: Flask, **more: Any) -> str:
    with app.test_request_context(), transaction():
        return f"/feedback/rounds/{ask(**more).rounds[-1].id}/sheets"


def filled(app: Flask, path: str, sent_as: str = "one", **answers: Any) -> dict[str, Any]:
    """What a browser sends of one sheet."""
    with app.test_request_context():
        asked = db.session.get_one(Round, int(path.split("/")[3]))
        ticket = Ticket.of(asked.version, Channel.PAPER).stamped()
    return {"ticket": ticket, "sent_as": sent_as, "number": "1", "language": "es", **answers}


def word(page: str) -> str:
    found = re.search(r'name="last" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_sheet_is_an_answer_that_came_on_paper(app: Flask, path: str, as_staff: Browser) -> None:
    page = as_staff.post(path, filled(app, path, ease="4", hard=["times", "language"], more="Gracias"))
    assert page.status_code == 200
    assert "Sheet 1 is saved." in page.text
    assert "Sheet 2" in page.text
    (answer,) = kept(app)
    assert (answer.channel, answer.language, answer.aside) == ("paper", "es", "")
    assert answer.answers == {"ease": "4", "hard": ["language", "times"]}
    assert [comment.text for comment in comments(app)] == ["Gracias"]


def test_what_is_left_empty_on_paper_stays_empty(app: Flask, path: str, as_staff: Browser) -> None:
    """The public form asks for this question again; a sheet cannot be asked."""
    assert as_staff.post(path, filled(app, path, ease="4")).status_code == 200
    assert "knew" not in kept(app)[0].answers


def test_a_double_tap_enters_once(app: Flask, path: str, as_staff: Browser) -> None:
    sent = filled(app, path, ease="4")
    for _tap in range(2):
        assert as_staff.post(path, sent).status_code == 200
    assert len(kept(app)) == 1


def test_an_empty_sheet_is_none(app: Flask, path: str, as_staff: Browser) -> None:
    page = as_staff.post(path, filled(app, path))
    assert page.status_code == 422
    assert "Nothing is entered yet" in page.text
    assert kept(app) == []


def test_what_cannot_be_is_named_and_stays(app: Flask, path: str, as_staff: Browser) -> None:
    page = as_staff.post(path, filled(app, path, weeks="1000000", more="Thanks", ease="9"))
    assert page.status_code == 422
    assert "Enter a whole number from 0 to 999." in page.text
    assert "Choose one of the answers in the list." in page.text
    assert "Thanks</textarea>" in page.text
    assert kept(app) == []


@pytest.mark.parametrize("ticket", ["", "nonsense", "other"])
def test_a_form_that_we_did_not_sign_or_of_another_pulse_is_shown_again(
    app: Flask, path: str, as_staff: Browser, ticket: str
) -> None:
    if ticket == "other":
        with app.test_request_context():
            other = db.session.scalars(select(Pulse).where(Pulse.audience == "staff")).one()
            ticket = Ticket.of(other.latest, Channel.PAPER).stamped()
    page = as_staff.post(path, filled(app, path, ease="4") | {"ticket": ticket})
    assert page.status_code == 422
    assert "What you entered is still here" in page.text
    assert 'value="4" checked' in page.text
    assert kept(app) == []


def test_the_sheet_before_can_be_taken_back_and_mended(app: Flask, path: str, as_staff: Browser) -> None:
    page = as_staff.post(path, filled(app, path, ease="4", hard=["times"], more="Grazias"))
    back = as_staff.post(f"{path}/return", {"last": word(page.text), "number": "1"})
    assert kept(app) == []
    assert comments(app) == []
    assert "Sheet 1 was taken out." in back.text
    assert 'value="4" checked' in back.text
    assert 'value="times" checked' in back.text
    assert "Grazias</textarea>" in back.text
    assert 'value="es" checked' in back.text
    again = as_staff.post(f"{path}/return", {"last": word(page.text), "number": "1"})
    assert "not there any more" in again.text


def test_nothing_else_can_be_taken_out(app: Flask, path: str, as_staff: Browser) -> None:
    """Neither with a word that nobody signed, nor with one of another round."""
    last = word(as_staff.post(path, filled(app, path, ease="4")).text)
    other = sheets_of(app)
    for where, said in ((path, "nonsense"), (path, f"{last}x"), (f"{other}", last)):
        assert "not there any more" in as_staff.post(f"{where}/return", {"last": said}).text
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(paper.Response.channel == "paper")) > 0


def test_nobody_knows_who_entered_a_sheet_or_when(app: Flask, path: str, as_staff: Browser) -> None:
    def trace() -> list[Any]:
        with app.app_context():
            return [db.session.scalar(select(func.count()).select_from(kind)) for kind in (Event, Submission)]

    before = trace()
    page = as_staff.get(path).text
    assert 'name="submission_id"' not in page[page.index('id="keypad"') :]
    as_staff.post(path, filled(app, path, ease="4"))
    as_staff.htmx.post(path, filled(app, path, "two", ease="4"))
    assert len(kept(app)) == 2
    assert trace() == before


@pytest.mark.parametrize(("closed", "status"), [(-14, 200), (-15, 409)])
def test_sheets_that_lay_in_a_box_are_taken_for_two_weeks(
    app: Flask, as_staff: Browser, closed: int, status: int
) -> None:
    path = sheets_of(app, opens=-30, closes=closed)
    assert as_staff.post(path, filled(app, path, ease="4")).status_code == status
    assert len(kept(app)) == (status == 200)
    assert ("until two weeks after" in as_staff.get(path).text) == (status == 409)


def test_nobody_enters_sheets_before_anybody_is_asked(app: Flask, as_staff: Browser) -> None:
    path = sheets_of(app, opens=3)
    assert as_staff.post(path, filled(app, path, ease="4")).status_code == 409


def test_a_sheet_of_the_form_before_is_entered_as_such(app: Flask, as_staff: Browser) -> None:
    """A form was printed, and then the school asked with newer questions: both sorts come back."""
    from partnerhub.feedback import publishing
    from partnerhub.people.model import User

    path = sheets_of(app)
    with app.test_request_context(), transaction():
        asked = db.session.get_one(Round, int(path.split("/")[3]))
        newer = asked.pulse.version_to_change()
        next(one for one in newer.questions if one.key == "weeks").title = words("About months?")
        newer.touch()
        publishing.ask_anew(asked, by=User.by_email("staff@demo.example"))
    assert "About weeks?" not in as_staff.get(path).text
    old = as_staff.get(f"{path}?form=1").text
    assert "About weeks?" in old
    assert "Form 2" in old


def test_the_paper_numbers_questions_and_answers_as_the_keys_do(app: Flask, path: str, as_staff: Browser) -> None:
    sheet = as_staff.get(path.replace("/sheets", "/paper")).text
    entered = as_staff.get(path).text
    for page, sign in ((sheet, r'class="box" dir="ltr">(\d+)<'), (entered, r'class="key">(\d+)<')):
        assert re.findall(sign, page)[:6] == list("123456")
    assert re.findall(r'class="box" dir="ltr">(\d+)<', sheet) == re.findall(r'class="key">(\d+)<', entered)


def test_the_paper_is_bilingual_if_wished(app: Flask, path: str, as_staff: Browser) -> None:
    where = path.replace("/sheets", "/paper")
    assert "About ease? (es)" not in as_staff.get(where).text
    both = as_staff.get(f"{where}?lang=en&lang=es&lang=fr").text
    assert "About ease?</span>" in both
    assert "About ease? (es)" in both
    assert 'lang="es" dir="ltr"' in both


def test_a_paper_in_arabic_runs_from_right_to_left(app: Flask, as_staff: Browser) -> None:
    with app.app_context():
        families = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).one()
        page = as_staff.get(f"/feedback/rounds/{families.rounds[-1].id}/paper?lang=ar").text
    assert '<div lang="ar" dir="rtl">' in page
    assert "هل أفادت المساعدة؟" in page


def test_the_last_day_to_enter_sheets_is_counted_from_when_it_was_closed(house: Flask) -> None:
    asked = ask(opens=-20, closes=5).rounds[-1]
    asked.closed_at = clock.now() - timedelta(days=15)
    assert not paper.is_taken(asked)
