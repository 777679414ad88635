"""The school's settings and its logo."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from partnerhub.foundation.db import db
from partnerhub.school.model import School
from tests.access.school import SETTINGS
from tests.conftest import Browser


def school(app: Flask) -> School:
    found = db.session.query(School).one()
    db.session.refresh(found)
    return found


def test_the_principal_changes_the_settings(app: Flask, as_principal: Browser) -> None:
    sent = {**SETTINGS, "name": "Maple Street School", "threshold": "7", "crisis_lines": "Call 988", "year_begins": "9"}
    assert as_principal.post("/school", sent).status_code == 303
    with app.app_context():
        kept = school(app)
        assert (kept.name, kept.threshold, kept.year_begins) == ("Maple Street School", 7, 9)
        assert kept.crisis_lines == "Call 988"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "a\x00b"),
        ("country", "XX"),
        ("timezone", "Mars/Olympus"),
        ("year_begins", "13"),
        ("year_begins", "May"),
        ("language", "xx"),
        ("languages", "xx"),
        ("threshold", "2"),
        ("threshold", "many"),
        ("crisis_lines", "x" * 501),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(app: Flask, as_principal: Browser, field: str, typed: str) -> None:
    answer = as_principal.post("/school", {**SETTINGS, "name": "Kept as typed", field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "name" or "Kept as typed" in answer.text
    with app.app_context():
        assert school(app).name == "Sample Hill School"


def picture(side: int = 900, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(out, kind)
    return out.getvalue()


def send(browser: Browser, content: bytes, name: str = "logo.png") -> Any:
    return browser.post("/school/logo", {"logo": (io.BytesIO(content), name)})


def test_a_logo_is_made_small_and_shown_to_everybody(app: Flask, as_principal: Browser, as_anyone: Browser) -> None:
    assert send(as_principal, picture()).status_code == 303
    answer = as_anyone.get("/logo")
    assert Image.open(io.BytesIO(answer.data)).size == (256, 256)
    assert as_principal.post("/school/logo/removal").status_code == 303
    assert as_anyone.get("/logo").status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4 a letter", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"plain text", picture()[:300]],
    ids=["empty", "pdf", "svg", "text", "broken"],
)
def test_what_is_no_picture_is_refused(app: Flask, as_principal: Browser, content: bytes) -> None:
    answer = send(as_principal, content)
    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text
    with app.app_context():
        assert school(app).logo_id is None
