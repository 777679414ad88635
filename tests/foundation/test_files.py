"""Files lie outside of what is served, under their content's name, and only a checked route hands them out."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound

from partnerhub.clearances.model import Clearance
from partnerhub.foundation import clock, files
from partnerhub.foundation.db import db
from partnerhub.foundation.files import StoredFile
from partnerhub.onboarding.checklist import Item
from partnerhub.school.model import School
from tests import papers


def sent(content: bytes, name: str = "a.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def test_equal_contents_share_one_place(house: Flask) -> None:
    first = files.store(files.Prepared("a.pdf", papers.PDF, files.PDF))
    second = files.store(files.Prepared("b.pdf", papers.PDF, files.PDF))
    assert first.id != second.id
    assert first.path == second.path
    assert first.path.read_bytes() == papers.PDF


def test_they_lie_in_the_data_folder_under_no_name_of_theirs(house: Flask) -> None:
    stored = files.store(files.Prepared("../../evil.pdf", papers.PDF, files.PDF))
    assert stored.path.is_relative_to(house.config["DATA"] / "files")
    assert stored.path.name == stored.sha256


def test_no_half_written_file_is_left_over(house: Flask) -> None:
    stored = files.store(files.Prepared("a.pdf", papers.PDF, files.PDF))
    assert list(stored.path.parent.iterdir()) == [stored.path]


def test_a_file_that_is_gone_from_the_disk_is_not_found(house: Flask) -> None:
    stored = files.store(files.Prepared("a.pdf", papers.PDF + b"gone", files.PDF))
    stored.path.unlink()
    with pytest.raises(NotFound):
        files.stream(stored)


@pytest.mark.parametrize(
    ("media_type", "disposition"),
    [(files.PDF, "attachment"), ("text/plain", "attachment"), ("image/png", "inline"), ("text/html", "attachment")],
)
def test_only_pictures_are_shown_by_the_browser(house: Flask, media_type: str, disposition: str) -> None:
    answer = files.stream(files.store(files.Prepared("a", papers.PDF, media_type)))
    assert answer.headers["Content-Disposition"].startswith(disposition)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    answer.close()


@given(st.text() | st.none())
def test_a_name_is_always_harmless(name: str | None) -> None:
    safe = files.safe_name(name)
    assert 0 < len(safe) <= 120
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*')
    assert safe not in (".", "..")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("...", "file"),
        ("شهادة.pdf", "شهادة.pdf"),
    ],
)
def test_names_as_they_come(name: str, safe: str) -> None:
    assert files.safe_name(name) == safe


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_either_known_or_refused(app: Flask, content: bytes) -> None:
    with app.test_request_context():
        found = files.prepare(sent(content))
    assert bool(found.problem) != bool(found.media_type)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (papers.PDF, files.PDF),
        (b"name,city\nAnn,Rome\n", "text/plain"),
        ("name\nÄnn\n".encode("cp1252"), "text/plain"),
        ("name\nAnn\n".encode("utf-16"), "text/plain"),
        (papers.spreadsheet(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (papers.picture("PNG"), "image/png"),
    ],
)
def test_the_content_says_what_it_is(app: Flask, content: bytes, media_type: str) -> None:
    with app.test_request_context():
        assert files.prepare(sent(content, "whatever.exe")).media_type == media_type


def test_of_a_file_that_is_too_large_no_more_is_read(app: Flask) -> None:
    endless: Any = io.BytesIO(b"%PDF-" + b"x" * (files.LIMIT + 5000))
    with app.test_request_context():
        assert "10 MB" in str(files.prepare(FileStorage(endless, "a.pdf")).problem)
    assert endless.tell() == files.LIMIT + 1


def test_what_nothing_points_to_is_deleted_after_a_day_and_nothing_else(house: Flask) -> None:
    lost, shared, logo, document = (
        files.store(files.Prepared(f"{n}.pdf", papers.PDF + bytes([48 + n]), files.PDF)) for n in range(4)
    )
    twin = files.store(files.Prepared("twin.pdf", papers.PDF + b"1", files.PDF))
    school, clearance = School.only(), db.session.query(Clearance).first()
    assert school
    assert clearance
    school.logo, clearance.document, paths = logo, document, [each.path for each in (lost, shared, logo, document)]
    item = db.session.query(Item).first()
    assert item
    item.file = twin
    db.session.flush()
    assert files.collect() == 0
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        assert files.collect() >= 1
    assert [path.exists() for path in paths] == [False, True, True, True]
    assert db.session.get(StoredFile, shared.id) is None
    assert db.session.get(StoredFile, twin.id) is twin
