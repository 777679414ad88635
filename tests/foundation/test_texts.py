"""Translated texts: each says how far it is, and a changed source is never passed over in silence."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from partnerhub.foundation import clock
from partnerhub.foundation.texts import Place, TextState, Words, WordsColumn, progress

MARIA = SimpleNamespace(id=3, name="Maria Lopez")
TEXTS = st.text(max_size=30)


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Iterator[None]:
    with app.test_request_context(), clock.stopped_at(datetime(2026, 11, 25, 17, tzinfo=UTC)):
        yield


@pytest.fixture
def asked() -> Words:
    return Words.begin("en", "Did it help?")


def test_a_new_text_is_missing_in_every_other_language(asked: Words) -> None:
    assert asked.state("en") == TextState.CHECKED
    assert asked.state("es") == TextState.MISSING
    assert asked.text_in("es") == ""
    assert asked.read_in("es") == "Did it help?"


def test_a_page_of_a_dialect_reads_the_language(asked: Words) -> None:
    asked = asked.written("es", "¿Sirvió?")
    assert [asked.read_in(locale) for locale in ("es", "es-US", "es_US", "ar")] == ["¿Sirvió?"] * 3 + ["Did it help?"]


def test_a_translation_is_a_draft_until_somebody_has_checked_it(asked: Words) -> None:
    drafted = asked.written("es", "¿Le ayudó?")
    assert drafted.state("es") == TextState.DRAFT
    checked = drafted.checked("es", by=MARIA)
    assert checked.state("es") == TextState.CHECKED
    by = checked.checked_in("es")
    assert by
    assert (by.checked_by, by.checked_on) == ("Maria Lopez", "2026-11-25")
    assert drafted.checked_in("es") is None


def test_a_changed_source_makes_the_translation_stale_until_it_is_seen_again(asked: Words) -> None:
    before = asked.written("es", "¿Le ayudó?").checked("es", by=MARIA)
    after = before.written("en", "Did it help you?")
    assert after.state("es") == TextState.STALE
    assert after.changed_on == clock.today()
    assert after.checked("es", by=MARIA).state("es") == TextState.CHECKED
    assert after.written("es", "¿Le ayudó?").state("es") == TextState.DRAFT


def test_writing_the_same_again_takes_no_check_away(asked: Words) -> None:
    checked = asked.written("es", "¿Le ayudó?").checked("es", by=MARIA)
    assert checked.written("es", "¿Le ayudó?") is checked
    assert checked.written("en", "Did it help?") is checked


def test_an_empty_text_needs_no_translation() -> None:
    assert Words.begin("en", "").state("es") == TextState.CHECKED


def test_nobody_checks_what_is_not_there(asked: Words) -> None:
    with pytest.raises(ValueError, match="not there"):
        asked.checked("es", by=MARIA)


def test_a_page_can_count_how_far_its_texts_are(asked: Words) -> None:
    question = SimpleNamespace(__tablename__="question", id=7, title=asked, help=Words.begin("en", ""))
    places = [Place(question, "title", "Question"), Place(question, "help", "Help")]
    assert places[0].key == "question-7-title"
    assert progress(places, "es") == {TextState.MISSING: 1}
    places[0].write("es", "¿Le ayudó?")
    assert progress(places, "es") == {TextState.DRAFT: 1}
    places[0].check("es", by=MARIA)
    assert progress(places, "es") == {TextState.CHECKED: 1}


@given(TEXTS, st.dictionaries(st.sampled_from(["es", "ar", "fr"]), TEXTS))
def test_what_is_kept_comes_back_as_it_was(source: str, others: dict[str, str]) -> None:
    words = Words.begin("en", source)
    for language, text in others.items():
        words = words.written(language, text)
    column = WordsColumn()
    again = column.process_result_value(column.process_bind_param(words, None), None)
    assert again is not None
    assert again.text == source
    assert {code: again.text_in(code) for code in others} == {code: words.text_in(code) for code in others}
    assert {code: again.state(code) for code in others} == {code: words.state(code) for code in others}


@given(TEXTS, TEXTS, TEXTS)
def test_a_checked_text_is_stale_exactly_when_the_source_says_something_else(was: str, new: str, text: str) -> None:
    words = Words.begin("en", was or "?").written("es", text or "¿?").checked("es", by=MARIA).written("en", new or "?")
    assert (words.state("es") == TextState.STALE) == ((new or "?") != (was or "?"))
