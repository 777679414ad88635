"""Cells are read as people of the school's country write them."""

from datetime import date

import pytest
from flask import Flask

from partnerhub.partners.cells import as_day
from partnerhub.school.model import School


@pytest.mark.parametrize(("country", "month"), [("US", 3), ("GB", 9), ("other", 9)])
def test_a_date_with_slashes_is_read_as_in_the_schools_country(house: Flask, country: str, month: int) -> None:
    school = School.only()
    assert school
    school.country = country
    assert as_day("03/09/2026") == as_day("3/9/26") == date(2026, month, 12 - month)
    assert as_day("45000") == date(2023, 3, 15)  # a date that Excel wrote as the number it keeps
    for text in ("12", "99999", "13/13/2026", "31/02/2026", "soon"):
        with pytest.raises(ValueError, match="is not a date"):
            as_day(text)
