"""Changing questions: a change of meaning is another question, and what was asked stays as it was."""

import pytest
from flask import Flask

from partnerhub.feedback import editing, publishing
from partnerhub.feedback.model import NotNow, Pulse
from partnerhub.people.model import User
from tests.feedback.asking import ask


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def pulse(house: Flask) -> Pulse:
    return ask()


def titled(text: str) -> editing.Change:
    """A change of the words of a question."""
    return lambda question: setattr(question, "title", question.title.written("en", text))


def test_a_question_that_means_something_else_gets_a_new_key_in_a_new_version(pulse: Pulse, staff: User) -> None:
    changed = editing.change(pulse, "ease", titled("How hard was it?"), by=staff)
    assert [version.number for version in pulse.versions] == [1, 2]
    assert changed.key != "ease"
    assert pulse.latest.question("ease") is None
    asked = pulse.versions[0].question("ease")
    assert asked
    assert asked.title.text == "About ease?"
    assert pulse.latest.question("knew"), "The others keep theirs"


def test_a_spelling_is_corrected_where_it_stands(pulse: Pulse, staff: User) -> None:
    corrected = editing.correct(pulse, "ease", titled("About ease, then?"), by=staff)
    assert corrected.key == "ease"
    assert len(pulse.versions) == 1


def test_what_says_the_same_keeps_its_key_in_a_new_version(pulse: Pulse, staff: User) -> None:
    kept = editing.change(pulse, "ease", lambda question: setattr(question, "is_required", True), by=staff)
    assert (kept.key, kept.version.number) == ("ease", 2)
    assert not pulse.versions[0].questions[0].is_required, "What was asked stays as it was"


def test_what_nobody_was_asked_is_changed_as_often_as_one_likes(pulse: Pulse, staff: User) -> None:
    key = editing.change(pulse, "ease", titled("How hard was it?"), by=staff).key
    assert editing.change(pulse, key, titled("How easy was it?"), by=staff).key == key
    assert len(pulse.versions) == 2


def test_a_question_that_depends_on_a_changed_one_is_another_one_too(pulse: Pulse, staff: User) -> None:
    source = editing.change(pulse, "knew", titled("Had you heard of it?"), by=staff)
    dependent = next(question for question in pulse.latest.questions if question.shown_if)
    assert dependent.shown_if == source.key
    assert dependent.key != "why"


def test_without_the_question_that_it_depended_on_it_is_asked_of_all_and_counted_apart(
    pulse: Pulse, staff: User
) -> None:
    editing.remove(pulse, "knew", by=staff)
    assert pulse.latest.question("why") is None
    assert [question.title.text for question in pulse.latest.questions][1] == "About why?"
    assert pulse.versions[0].question("knew"), "What was asked stays"


def test_a_question_stays_below_the_one_that_it_depends_on(pulse: Pulse, staff: User) -> None:
    with pytest.raises(NotNow):
        editing.move(pulse, "why", "knew", by=staff)
    assert len(pulse.versions) == 1, "Nothing was begun"
    editing.move(pulse, "why", None, by=staff)
    assert [question.key for question in pulse.latest.questions][-1] == "why"


def test_a_removed_question_comes_back_into_the_version_that_may_be_changed(pulse: Pulse, staff: User) -> None:
    removed = editing.remove(pulse, "weeks", by=staff)
    publishing.ask_anew(pulse.rounds[0], by=staff)
    assert pulse.latest.is_asked
    removed.bring_back(by=staff)
    assert [version.number for version in pulse.versions if version.question("weeks")] == [1, 3]


def test_a_copy_stands_below_and_is_counted_apart(pulse: Pulse, staff: User) -> None:
    copied = editing.copy(pulse, "ease", by=staff)
    keys = [question.key for question in pulse.latest.questions]
    assert keys[:2] == ["ease", copied.key]


def test_an_answer_that_was_corrected_keeps_its_key_and_one_that_is_new_gets_its_own(pulse: Pulse, staff: User) -> None:
    def write(lines: list[str], is_spelling: bool) -> editing.Change:
        return lambda question: question.give_choices(lines, "en", is_spelling=is_spelling)

    corrected = editing.correct(pulse, "day", write(["Mondays", "Friday"], True), by=staff)
    assert [choice.key for choice in corrected.choices] == ["monday", "friday"]
    changed = editing.change(pulse, "day", write(["Mondays", "Sunday"], False), by=staff)
    assert changed.key != "day"
    assert changed.choices[0].key == "monday"
    assert changed.choices[1].key != "friday"
