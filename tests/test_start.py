"""The house stands: it starts, answers, and turns away who does not belong."""

import re
from typing import Any

from flask import Flask

from partnerhub.foundation.db import db
from tests import schools


def test_a_monitor_sees_that_all_is_well(as_anyone: Any) -> None:
    answer = as_anyone.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def ruin(app: Flask) -> None:
    """Leave a database that cannot be read."""
    with app.app_context():
        db.engine.dispose()
    schools.ruin(app.config["DATA"])


def test_a_monitor_sees_that_the_database_does_not_answer(app: Flask, as_anyone: Any) -> None:
    ruin(app)
    answer = as_anyone.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


def test_a_person_sees_a_plain_page_when_the_database_does_not_answer(app: Flask, as_staff: Any) -> None:
    """The usual page for errors names the school and speaks the reader's language: it needs the database."""
    ruin(app)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for path in ("/login", "/partners"):
        answer = as_staff.get(path)
        assert answer.status_code == 500
        assert "Something went wrong on our side" in answer.text
        assert re.search(r"name the number [0-9a-f]{8}", answer.text)
        assert "Traceback" not in answer.text
        assert "Content-Security-Policy" in answer.headers


def test_the_search_is_marked_as_no_other_place(as_staff: Any) -> None:
    marked = re.findall(r'href="([^"]+)" aria-current="page"', as_staff.get("/search").text)
    assert set(marked) == {"/search"}


def test_staff_see_the_directory(as_staff: Any) -> None:
    assert as_staff.get("/partners").status_code == 200


def test_a_partner_sees_no_other_organization(as_partner: Any) -> None:
    seen = [key for key in range(1, 20) if as_partner.get(f"/partners/{key}").status_code == 200]
    assert len(seen) == 1


def test_the_public_is_asked_to_sign_in(as_anyone: Any) -> None:
    assert as_anyone.get("/partners").status_code == 401
