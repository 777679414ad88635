"""The rules of the school."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from partnerhub.people.model import User
from partnerhub.school.model import School


@pytest.mark.parametrize(
    ("day", "begins"),
    [(date(2026, 7, 31), date(2025, 8, 1)), (date(2026, 8, 1), date(2026, 8, 1)), (date(2027, 1, 1), date(2026, 8, 1))],
)
def test_a_day_lies_in_its_school_year(day: date, begins: date) -> None:
    assert School(year_begins=8).year_of(day)[0] == begins


def test_there_is_one_school_only(house: Flask) -> None:
    with pytest.raises(ValueError, match="already"):
        School.open(name="Another", country="US", timezone="UTC")


def test_its_own_language_is_always_offered_and_few_answers_stay_hidden(house: Flask) -> None:
    school = School.only()
    assert school
    school.change(by=User.by_email("principal@demo.example"), languages=[], threshold=1)
    assert (school.languages, school.threshold) == (["en"], 3)


def test_the_usual_crisis_lines_are_said_in_the_readers_language(house: Flask) -> None:
    school = School.only()
    assert school
    with force_locale("es"):
        assert "oprima 2" in school.crisis_words
        spanish = school.crisis_words
    school.change(by=User.by_email("principal@demo.example"), crisis_lines=spanish, language="es")
    with force_locale("en"):
        assert school.crisis_words == "988 Suicide & Crisis Lifeline: call or text 988"
    school.change(by=User.by_email("principal@demo.example"), crisis_lines="Our counselor: 555 0100")
    with force_locale("ar"):
        assert school.crisis_words == "Our counselor: 555 0100"
