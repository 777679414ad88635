"""Answering: what is right is kept once, what is wrong is said beside its question, and what was typed stays."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from partnerhub.feedback.answers import Aside, Receipt, forget_receipts
from partnerhub.feedback.model import Pulse
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from tests.conftest import Browser
from tests.feedback.asking import asked_in, comments, kept, slowly

ALL: dict[str, Any] = {
    "ease": "4",
    "knew": "no",
    "why": "Nobody told us.",
    "day": "friday",
    "hard": ["times", "language"],
    "weeks": "3",
    "name": "Tuesdays",
    "more": "Thank you! 😀 شكرا",
}


@pytest.fixture
def path(app: Flask) -> str:
    return asked_in(app)


def test_every_kind_of_answer_is_kept_and_words_lie_apart(app: Flask, as_anyone: Browser, path: str) -> None:
    answer = as_anyone.post(path, slowly(app, path, **ALL))
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{path}/thanks?lang=en"
    (response,) = kept(app)
    counted = {"ease": "4", "knew": "no", "day": "friday", "hard": ["language", "times"], "weeks": 3}
    assert response.answers == counted
    assert (response.language, response.channel, response.aside) == ("en", "link", "")
    written = {comment.question_key: comment.text for comment in comments(app)}
    assert written == {"why": "Nobody told us.", "name": "Tuesdays", "more": "Thank you! 😀 شكرا"}


def test_a_form_that_is_sent_twice_counts_once(app: Flask, as_anyone: Browser, path: str) -> None:
    form = slowly(app, path, knew="yes")
    first, second = as_anyone.post(path, form), as_anyone.post(path, {**form, "ease": "1"})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert [response.answers for response in kept(app)] == [{"knew": "yes"}]


def test_what_is_not_asked_of_somebody_is_not_kept(app: Flask, as_anyone: Browser, path: str) -> None:
    as_anyone.post(path, slowly(app, path, knew="yes", why="It was never shown."))
    assert comments(app) == []


def test_a_required_question_is_named_and_the_rest_stays(app: Flask, as_anyone: Browser, path: str) -> None:
    answer = as_anyone.post(path, slowly(app, path, more="I typed this."))
    assert answer.status_code == 422
    assert "Please answer this question." in answer.text
    assert "I typed this." in answer.text
    assert "<title>Error: " in answer.text
    assert kept(app) == []
    assert comments(app) == []


def test_nothing_at_all_is_no_answer(app: Flask, as_anyone: Browser) -> None:
    path = asked_in(app, kinds={"more": {"kind": "long"}, "ease": {"kind": "scale", "scale": "ease"}})
    answer = as_anyone.post(path, slowly(app, path))
    assert answer.status_code == 422
    assert "Please answer one question at least." in answer.text


WRONG = {
    "none of the answers": {"ease": "6"},
    "two where one is asked": {"ease": ["1", "2"]},
    "another question's answer": {"day": "times"},
    "one wrong among several": {"hard": ["times", "<script>"]},
    "a number that is none": {"weeks": "many"},
    "a number below": {"weeks": "-1"},
    "a number above": {"weeks": "1000"},
    "digits of another script": {"weeks": "٣"},
    "too many characters": {"more": "x" * 2001},
    "too many for a few words": {"name": "x" * 201},
    "characters that cannot be seen": {"more": "a\x00b"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(
    app: Flask, as_anyone: Browser, path: str, wrong: dict[str, Any]
) -> None:
    answer = as_anyone.post(path, slowly(app, path, **{"knew": "yes", **wrong}))
    assert answer.status_code == 422
    assert f'id="e-{next(iter(wrong))}"' in answer.text
    assert "Traceback" not in answer.text
    assert kept(app) == []


@pytest.mark.parametrize("ticket", ["", "nonsense", "WzEsMSwibGluayIsMV0.forged"])
def test_a_form_without_our_word_is_shown_again_with_the_answers(
    app: Flask, as_anyone: Browser, path: str, ticket: str
) -> None:
    answer = as_anyone.post(path, {**slowly(app, path, knew="yes", more="Stays."), "ticket": ticket})
    assert answer.status_code == 422
    assert "please send them once more" in answer.text
    assert "Stays." in answer.text
    assert kept(app) == []


def test_another_forms_word_is_not_taken(app: Flask, as_anyone: Browser) -> None:
    other = asked_in(app)
    form = slowly(app, other, knew="yes")
    path = asked_in(app)
    assert as_anyone.post(path, form).status_code == 422
    assert kept(app) == []


def test_an_unknown_address_is_nowhere(as_anyone: Browser) -> None:
    for path in ("/f/zzzzzz", "/f/%00", "/f/" + "x" * 500, "/f/zzzzzz/thanks", "/f/zzzzzz/contact"):
        assert as_anyone.get(path).status_code == 404
    assert as_anyone.post("/f/zzzzzz", {}).status_code == 404


def test_an_address_typed_in_capitals_leads_there(as_anyone: Browser, path: str) -> None:
    assert as_anyone.get("/f/" + path[3:].upper()).status_code == 200


def test_a_closed_form_says_so_and_takes_nothing(app: Flask, as_anyone: Browser) -> None:
    path = asked_in(app, opens=-9, closes=-2)
    assert "This is closed" in as_anyone.get(path).text
    answer = as_anyone.post(path, slowly(app, path, knew="yes"))
    assert answer.status_code == 409
    assert "This is closed" in answer.text
    assert kept(app) == []


def test_a_form_that_is_not_open_yet_says_from_when_on(app: Flask, as_anyone: Browser) -> None:
    path = asked_in(app, opens=3, closes=9)
    assert "You can answer from" in as_anyone.get(path).text


def test_a_megabyte_and_a_thousand_and_one_parts_are_refused(app: Flask, as_anyone: Browser, path: str) -> None:
    assert as_anyone.post(path, slowly(app, path, more="x" * 1_000_000)).status_code == 413
    parts = {**slowly(app, path, knew="yes"), **{f"part{n}": "x" for n in range(1001)}}
    assert as_anyone.post(path, parts, content_type="multipart/form-data").status_code == 413
    assert kept(app) == []


def test_a_form_opened_before_a_new_version_is_taken_as_it_was_asked(app: Flask, as_anyone: Browser, path: str) -> None:
    form = slowly(app, path, knew="yes", ease="5")
    with app.test_request_context(), transaction():
        pulse = Pulse.by_code(path[3:])
        assert pulse
        assert pulse.round
        was = pulse.round.version_id
        changed = pulse.version_to_change()
        changed.asked_at = clock.now()
        pulse.round.version = changed
    assert as_anyone.post(path, form).status_code == 303
    versions = {response.version_id for response in kept_of(app, was)}
    assert versions == {was}


def kept_of(app: Flask, version_id: int) -> list[Any]:
    """The answers to one version."""
    from partnerhub.feedback.answers import Response

    with app.app_context():
        return list(db.session.query(Response).filter_by(version_id=version_id))


ASIDE = {
    Aside.FAST: {"seconds": 1},
    Aside.TRAP: {"website": "https://spam.example"},
}


@pytest.mark.parametrize(("why", "more"), ASIDE.items(), ids=ASIDE)
def test_what_a_machine_sends_is_thanked_for_and_put_aside(
    app: Flask, as_anyone: Browser, path: str, why: str, more: dict[str, Any]
) -> None:
    with clock.stopped_at(clock.now()):
        answer = as_anyone.post(path, slowly(app, path, knew="no", why="Buy!", **more))
    assert answer.status_code == 303
    assert [response.aside for response in kept(app)] == [why]
    assert [comment.aside for comment in comments(app)] == [why]


def test_receipts_are_gone_within_48_hours(app: Flask, as_anyone: Browser, path: str) -> None:
    as_anyone.post(path, slowly(app, path, knew="yes"))
    with app.app_context():
        forget_receipts()
        assert db.session.query(Receipt).count() == 1
        with clock.stopped_at(clock.now() + timedelta(hours=48)):
            forget_receipts()
        assert db.session.query(Receipt).count() == 0
