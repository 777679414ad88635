"""A pulse's texts side by side: each is missing, a draft, checked by somebody on a day, or stale."""

import pytest
from flask import Flask

from partnerhub.feedback.model import Pulse
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.texts import TextState, Words
from tests.conftest import Browser
from tests.feedback.asking import ask

OPEN = {"kinds": {"ease": {"kind": "scale", "scale": "ease"}}}


@pytest.fixture
def key(app: Flask) -> int:
    """A pulse whose only question is in English, that nobody is asked yet."""
    with app.test_request_context(), transaction():
        pulse = ask(opens=5, **OPEN)
        pulse.latest.questions[0].title = Words.begin("en", "Is it easy?")
        return pulse.id


def field(app: Flask, key: int) -> str:
    """What the form calls the question's title."""
    with app.app_context():
        return f"pulse_question-{db.session.get_one(Pulse, key).latest.questions[0].id}-title"


def title(app: Flask, key: int) -> Words:
    """The title of the question."""
    with app.app_context():
        return db.session.get_one(Pulse, key).latest.questions[0].title


def save(browser: Browser, key: int, **typed: str) -> str:
    """Save the page of Spanish texts with these typed, and the rest as it is; what the page then says."""
    path = f"/feedback/{key}/translations/es"
    with browser.client.application.app_context():
        now = {place.key: place.words.text_in("es") for place in db.session.get_one(Pulse, key).texts()}
    answer = browser.post(path, now | typed)
    assert answer.status_code == 303
    return str(browser.get(path).text)


def test_a_text_is_missing_then_a_draft_then_checked_by_somebody(app: Flask, as_staff: Browser, key: int) -> None:
    name = field(app, key)
    assert "One text is missing." in as_staff.get(f"/feedback/{key}/translations/es").text
    assert title(app, key).state("es") == TextState.MISSING
    save(as_staff, key, **{name: "¿Es fácil?"})
    assert title(app, key).state("es") == TextState.DRAFT
    page = save(as_staff, key, **{name: "¿Es fácil?", f"checked-{name}": "y"})
    assert title(app, key).state("es") == TextState.CHECKED
    assert "Checked by Marcus Webb on" in page


def test_a_text_is_stale_once_its_source_was_changed_and_others_saved_do_not_hide_that(
    app: Flask, as_staff: Browser, key: int
) -> None:
    name = field(app, key)
    save(as_staff, key, **{name: "¿Es fácil?", f"checked-{name}": "y"})
    with app.test_request_context(), transaction():
        question = db.session.get_one(Pulse, key).latest.questions[0]
        question.title = question.title.written("en", "Is it hard?")
    page = as_staff.get(f"/feedback/{key}/translations/es").text
    assert "One text was changed after it had been translated." in page
    assert "the translation was not" in page
    save(as_staff, key)
    assert title(app, key).state("es") == TextState.STALE
    save(as_staff, key, **{name: "¿Es difícil?"})
    assert title(app, key).state("es") == TextState.DRAFT


def test_one_line_stays_one_line_however_it_is_typed(app: Flask, as_staff: Browser, key: int) -> None:
    save(as_staff, key, **{field(app, key): "¿Es\r\nfácil? "})
    assert title(app, key).text_in("es") == "¿Es fácil?"


def test_what_somebody_is_reading_now_must_not_go_missing(app: Flask, as_staff: Browser) -> None:
    with app.test_request_context(), transaction():
        key = ask(**OPEN).id
    name = field(app, key)
    answer = as_staff.post(f"/feedback/{key}/translations/es", {name: ""})
    assert answer.status_code == 422
    assert "People are reading this language now. Enter the text." in answer.text
    assert title(app, key).state("es") == TextState.DRAFT


def test_there_is_no_page_for_the_language_it_is_written_in_nor_for_one_it_is_not_in(
    as_staff: Browser, key: int
) -> None:
    for language in ("en", "fr", "x"):
        assert as_staff.get(f"/feedback/{key}/translations/{language}").status_code == 404
