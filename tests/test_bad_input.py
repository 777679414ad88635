"""Forms against what people and machines type: named beside the field, kept as typed, nothing half saved.

Those of the onboarding and of the clearances have files of their own.
"""

from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from partnerhub.foundation.db import db
from partnerhub.meetings.model import Meeting
from tests import schools
from tests.conftest import Browser, build, copied
from tests.forms import Case, feedback, meetings, partners, people, pulses, stories
from tests.forms.named import prepare

FORMS = meetings.FORMS | partners.FORMS | people.FORMS | stories.FORMS | feedback.FORMS | pulses.FORMS


@pytest.fixture(scope="module")
def prepared(
    demo_folder: Path, cast_ids: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    """A data folder in which there is all that the paths and forms name, and what that is called."""
    folder = tmp_path_factory.mktemp("forms") / "data"
    app = build(schools.copy(demo_folder, folder))
    named = prepare(app, cast_ids)
    with app.app_context():
        db.engine.dispose()
    return folder, named


@pytest.fixture
def app(prepared: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Flask]:
    """An app on its own copy of that."""
    yield from copied(prepared[0], tmp_path / "data")


@pytest.fixture
def names(prepared: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """What the paths and forms name."""
    return prepared[1]


KEPT = [table.name for table in db.metadata.sorted_tables if table.name not in ("sign_in", "submission")]
ALL_ROWS = text("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in KEPT))


def rows(app: Flask) -> dict[str, int]:
    """How many rows there are of everything but who is signed in and what a form's id was answered."""
    with app.app_context():
        return dict(zip(KEPT, db.session.execute(ALL_ROWS).one(), strict=True))


Send = Callable[..., Any]


@pytest.fixture
def send(app: Flask, names: dict[str, Any], request: pytest.FixtureRequest) -> Send:
    """Send a form, with something changed in it."""

    def send_form(case: Case, **wrong: str) -> Any:
        browser: Browser = request.getfixturevalue(f"as_{case.who}")
        filled = {name: value.format(**names) for name, value in case.right.items()}
        return browser.post(case.path.format(**names), {**filled, **wrong})

    return send_form


def refused(app: Flask, send: Send, case: Case, field: str, typed: str) -> str:
    """Send it with this in a field: it must be refused beside the field, and nothing saved."""
    before = rows(app)
    answer = send(case, **{field: typed})
    assert answer.status_code == 422, (field, typed[:40], answer.status_code)
    assert f'href="#{field}' in answer.text
    assert "Traceback" not in answer.text
    assert rows(app) == before
    return answer.text


CASES = list(FORMS)


@pytest.mark.parametrize("form", CASES)
def test_what_is_right_goes_through(send: Send, form: str) -> None:
    assert send(FORMS[form]).status_code == 303


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].texts])
def test_a_text_that_is_too_long_or_has_control_characters_is_refused_and_stays(
    app: Flask, send: Send, form: str
) -> None:
    for field, most in FORMS[form].texts.items():
        assert "y" * 40 in refused(app, send, FORMS[form], field, "y" * (most + 1))
        refused(app, send, FORMS[form], field, "y" * 200_000)
        refused(app, send, FORMS[form], field, "a\x00b")


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].needed])
def test_what_is_needed_is_asked_for(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].needed:
        refused(app, send, FORMS[form], field, "")


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].chosen])
def test_what_nobody_offered_is_refused(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].chosen:
        for typed in ("999999", "nonsense", "-1", "<script>"):
            refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].days or FORMS[name].hours])
def test_a_day_or_an_hour_that_does_not_exist_is_refused_and_stays(app: Flask, send: Send, form: str) -> None:
    case = FORMS[form]
    for field in case.days:
        for typed in ("2027-02-31", "tomorrow", "31.12.2027", "0001-01-01", "9999-12-31"):
            assert typed in refused(app, send, case, field, typed)
    for field in case.hours:
        for typed in ("25:00", "half past three", "15", "1530", "15:3", "-1:30"):
            assert typed in refused(app, send, case, field, typed)


@pytest.mark.parametrize("typed", ["15:30", "15.30", "15:30:00", "15:30:59.5"])
def test_an_hour_is_read_as_people_write_it(app: Flask, send: Send, names: dict[str, Any], typed: str) -> None:
    send(FORMS["meeting"], begins=typed)
    with app.app_context():
        assert db.session.get_one(Meeting, names["meeting"]).begins == time(15, 30)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].links])
def test_an_address_that_is_none_is_refused(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].links:
        for typed in ("javascript:alert(1)", "not an address", "data:text/html,x", "http://"):
            refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].emails or FORMS[name].phones])
def test_an_address_or_a_number_that_reaches_nobody_is_refused_and_stays(app: Flask, send: Send, form: str) -> None:
    for field in FORMS[form].emails:
        for typed in ("nobody", "a@b", "two words@school.example", "a@b@c.example", "a@b.example, c@d.example"):
            assert typed in refused(app, send, FORMS[form], field, typed)
        refused(app, send, FORMS[form], field, "a@b.example\nBcc: everybody@school.example")
        refused(app, send, FORMS[form], field, "a" * 400 + "@b.example")
    for field in FORMS[form].phones:
        for typed in ("call me", "1" * 60):
            assert typed in refused(app, send, FORMS[form], field, typed)


@pytest.mark.parametrize("form", [name for name in CASES if FORMS[name].texts])
@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "مرحبا بكم", "🌱👩🏽‍🏫", "{{ 7*7 }} %s %(x)s", "=1+1"])
def test_script_signs_and_other_languages_are_words_like_all_others(send: Send, form: str, typed: str) -> None:
    case = FORMS[form]
    for field in case.texts:
        answer = send(case, **{field: typed})
        assert answer.status_code in (303, 409)
        assert typed not in answer.text
