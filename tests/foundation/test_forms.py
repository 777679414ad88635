"""What the fields make of what people type."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from partnerhub.foundation.fields import tidy
from partnerhub.foundation.forms import Day, Email, Form, Line, Number, One, Telephone, Text, Website


class Example(Form):
    """A field of each kind."""

    name = Line("Name", required="Enter the name.", most=20)
    text = Text("Text", most=50)
    email = Email("E-mail")
    phone = Telephone("Telephone")
    website = Website("Website")
    day = Day("Day")
    number = Number("Number", least=1, most=12)
    one = One("One", choices=[("a", "A"), ("b", "B")])


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def filled(**typed: str) -> Example:
    return Example(MultiDict({"name": "Clinic", **typed}))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 21),
        ("name", "two\nlines"),
        ("name", "bell\x07"),
        ("name", "nothing\x00"),
        ("text", "x" * 51),
        ("email", "nobody"),
        ("email", "a@b@c.example"),
        ("phone", "call me"),
        ("website", "javascript:alert(1)"),
        ("website", "http://"),
        ("day", "2026-02-31"),
        ("day", "31.02.2026"),
        ("day", "0026-02-03"),
        ("number", "13"),
        ("number", "one"),
        ("number", "1e3"),
        ("one", "c"),
    ],
)
def test_what_cannot_be_right_is_refused_and_stays_in_the_field(field: str, typed: str) -> None:
    form = filled(**{field: typed})
    assert not form.validate()
    assert list(form.errors) == [field]
    assert (form[field].raw_data or [None])[0] == (typed.strip() if field in ("day", "number") else typed)


@pytest.mark.parametrize(
    ("field", "typed", "taken"),
    [
        ("name", "  Café  ", "Café"),
        ("name", "Cafe\u0301", "Café"),
        ("name", "مركز الأمل", "مركز الأمل"),
        ("name", "Hearts 💚", "Hearts 💚"),
        ("name", "<b>Bold</b>", "<b>Bold</b>"),
        ("text", "one\r\ntwo\x0bthree", "one\ntwo\nthree"),
        ("email", " Ana@Example.ORG ", "ana@example.org"),
        ("website", "www.example.org", "https://www.example.org"),
        ("number", "12", 12),
    ],
)
def test_what_people_write_is_taken(field: str, typed: str, taken: Any) -> None:
    form = filled(**{field: typed})
    assert form.validate(), form.errors
    assert form[field].data == taken


def test_what_is_optional_may_be_empty() -> None:
    form = filled(text="", email="", phone="", website="", day="", number="")
    assert form.validate(), form.errors
    assert (form.day.data, form.number.data) == (None, None)


@pytest.mark.parametrize("text", ["\u200b", " \ufeff ", "\u2060\u200d", "\u2028"])
def test_what_cannot_be_seen_is_nothing(text: str) -> None:
    assert tidy(text) == ""


def test_joiners_inside_a_word_stay() -> None:
    assert tidy("می\u200cخواهم") == "می\u200cخواهم"
