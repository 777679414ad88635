"""What a list means: which heading is which column, and which names are one organization."""

import pytest

from partnerhub.partners import likeness
from partnerhub.partners.columns import guess


def test_names_spelled_in_other_ways_are_alike() -> None:
    assert likeness.key("The Hope Center, Inc.") == likeness.key("HOPE CENTER")
    keys = [likeness.key(name) for name in ("Riverside Clinic", "River-side Clinic", "Riverside Clinics", "Harbor")]
    assert {(one, other) for one, other, _score in likeness.pairs(keys)} == {(1, 0), (2, 0), (2, 1)}


def test_what_differs_in_its_number_is_not_alike() -> None:
    keys = [likeness.key(name) for name in ("Scouts Troop 12", "Scouts Troop 14", "Scouts, Troop 12")]
    assert {(one, other) for one, other, _score in likeness.pairs(keys)} == {(2, 0)}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Agency Name", "name"),
        ("Name of the Agency", "name"),
        ("Community Partner", "name"),
        ("Program(s)", "offers"),
        ("Name of Program", "offers"),
        ("Services Provided", "offers"),
        ("School Site", "place"),
        ("Contact's name", "contact.name"),
        ("Phone #", "phone"),
        ("Grade", "serves"),
        ("Start Date", "began_on"),
        ("Shoe size", ""),
    ],
)
def test_a_heading_is_guessed_in_the_words_that_schools_use(heading: str, key: str) -> None:
    assert guess([heading], {}) == [key]


def test_each_column_is_guessed_once() -> None:
    assert guess(["Organisation", "What they do", "E-mail address"], {}) == ["name", "offers", "email"]
    assert guess(["Name", "Partner", "contact-e-mail"], {}) == ["name", "", "contact.email"]
