"""The house stands: it starts, answers, and turns away who does not belong."""

import re
from typing import Any

from flask import Flask

from partnerhub.foundation.db import db


def test_a_monitor_sees_that_all_is_well(as_anyone: Any) -> None:
    answer = as_anyone.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_monitor_sees_that_the_database_does_not_answer(app: Flask, as_anyone: Any) -> None:
    file = app.config["DATA"] / "partnerhub.sqlite3"
    with app.app_context():
        db.engine.dispose()
    for name in (file.name + "-wal", file.name + "-shm"):
        (file.parent / name).unlink(missing_ok=True)
    file.write_bytes(b"This is no database. " * 500)
    answer = as_anyone.get("/healthz")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})


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
