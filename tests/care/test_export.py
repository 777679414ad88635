"""Everything that a school holds goes out in open formats and comes in again as it was."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Column, String, func, select

from partnerhub.care import contents, exporting, exports, importing
from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.people.model import User
from tests.care.test_pages import run
from tests.conftest import Browser, signed_in_as


@pytest.fixture
def exported(app: Flask, tmp_path: Path) -> Path:
    """A whole export of the demonstration school."""
    file = tmp_path / "school.zip"
    said = run(app, "export", str(file))
    assert said.exit_code == 0, said.output
    assert "rows" in said.output
    return file


def files_of(app: Flask) -> dict[str, bytes]:
    folder = Path(app.config["DATA"]) / "files"
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same export with one part of it changed."""
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return other


def test_the_demonstration_school_comes_back_with_equal_hashes(app: Flask, new_app: Flask, exported: Path) -> None:
    said = run(new_app, "import", str(exported))
    assert said.exit_code == 0, said.output
    with app.app_context():
        before = contents.hashes()
    with new_app.app_context():
        assert contents.hashes() == before
    assert sum(rows for rows, _ in before.values()) > 1000
    assert sum(rows > 0 for rows, _ in before.values()) > 40, "a school with something in most tables"
    assert files_of(new_app) == files_of(app)
    assert len(files_of(app)) > 10


def test_the_school_that_was_taken_in_works(new_app: Flask, exported: Path) -> None:
    run(new_app, "import", str(exported))
    page = signed_in_as(new_app, "principal").get("/partners").text
    assert "Northside" in page
    with new_app.app_context(), transaction():
        somebody = User(email="new@x.example", name="New", role="staff")
        db.session.add(somebody)
        db.session.flush()
        assert somebody.id > 5


def test_nothing_but_what_passes_is_left_out(app: Flask, exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        tables = {Path(name).stem for name in archive.namelist() if name.startswith("tables/")}
        readme = archive.read("README.md").decode()
    assert tables == manifest["tables"].keys() == set(Base.metadata.tables) - contents.PASSING
    assert "Sample Hill School" in readme
    for name, known in manifest["tables"].items():
        assert f"| {name} | {known['rows']} |" in readme


def test_the_tables_are_plain_csv_that_no_spreadsheet_runs(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), transaction():
        db.session.add(User(email="x@x.example", name="=1+1", role="staff"))
        db.session.flush()
        exporting.write(tmp_path / "x.zip", is_whole=True)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        people = list(csv.DictReader(io.StringIO(archive.read("tables/user.csv").decode("utf-8-sig"))))
    assert people[-1]["name"] == "'=1+1"
    assert people[-1]["password"] == ""


@given(st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_from_its_cell(text: str | None) -> None:
    column = Column("name", String, nullable=True)
    cell = contents.written(text, column)
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell, "x"])
    back = next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0]
    assert contents.read(back, column) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    )
)
def test_any_value_of_json_comes_back_from_its_cell(value: Any) -> None:
    column = Column("value", JSON, nullable=True)
    assert contents.read(contents.written(value, column), column) == value


def test_a_school_that_is_not_empty_takes_nothing_in(app: Flask, exported: Path) -> None:
    with app.app_context():
        before = contents.hashes()
    said = run(app, "import", str(exported))
    assert said.exit_code == 1
    assert "There is a school in this database already. Nothing was changed." in said.output
    with app.app_context():
        assert contents.hashes() == before


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        ("tables/user.csv", lambda text: text.replace(b"Rosa Delgado", b"Mallory"), "user is not what was written"),
        ("tables/partner.csv", lambda text: text[: len(text) // 2], "damaged"),
        ("tables/contact.csv", lambda text: text.replace(b"name", b"nome", 1), "columns of contact"),
        ("manifest.json", lambda text: b"{}", "not an export"),
        ("manifest.json", lambda text: text.replace(b'"schema": "', b'"schema": "x'), "another version"),
        ("manifest.json", lambda text: text.replace(b'"is_whole": true', b'"is_whole": false'), "leaves out"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused_whole(
    new_app: Flask, exported: Path, part: str, change: Callable[[bytes], bytes], says: str
) -> None:
    said = run(new_app, "import", str(changed(exported, part, change)))
    assert said.exit_code == 1
    assert says in said.output
    with new_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_a_changed_file_is_refused(new_app: Flask, exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        name = next(part for part in archive.namelist() if part.startswith("files/"))
    said = run(new_app, "import", str(changed(exported, name, lambda content: content + b"x")))
    assert "is not what was handed in" in said.output


def test_what_is_no_zip_is_said_so(new_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"hello")
    said = run(new_app, "import", str(tmp_path / "a.zip"))
    assert said.exit_code == 1
    assert "is not an export" in said.output


def test_the_principals_own_has_nothing_that_nobody_may_read(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        exporting.write(tmp_path / "own.zip", is_whole=False)
        secrets = [user.password for user in db.session.scalars(select(User)) if user.password]
    with zipfile.ZipFile(tmp_path / "own.zip") as archive:
        tables = {Path(name).stem for name in archive.namelist() if name.startswith("tables/")}
        every = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".csv"))
    assert not tables & exporting.SEALED
    assert not [secret for secret in secrets if secret.encode() in every]
    with pytest.raises(importing.NotTaken), app.app_context():
        importing.take(tmp_path / "own.zip")


def test_the_principal_asks_for_it_and_takes_it_along(app: Flask, as_principal: Browser) -> None:
    as_principal.post("/export")
    as_principal.post("/export")
    assert "It is being made" in as_principal.get("/export").text
    with app.app_context():
        exports.make_waiting()
        (key,) = db.session.scalars(select(exports.Export.id)).all()
    assert "It is ready" in as_principal.get("/export").text
    answer = as_principal.get(f"/export/{key}/file")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert "tables/partner.csv" in archive.namelist()
    with app.app_context(), clock.stopped_at(clock.now() + timedelta(days=1, minutes=1)), transaction():
        exports.forget_old()
    assert as_principal.get(f"/export/{key}/file").status_code == 404
    assert list((Path(app.config["DATA"]) / "exports").iterdir()) == []


def test_another_principal_does_not_get_it(app: Flask, as_principal: Browser, as_staff: Browser) -> None:
    as_principal.post("/export")
    with app.app_context():
        exports.make_waiting()
        (key,) = db.session.scalars(select(exports.Export.id)).all()
        with transaction():
            User.by_email("staff@demo.example").role = "principal"
    assert as_staff.get(f"/export/{key}/file").status_code == 404


def test_one_that_fails_is_said_so(app: Flask, as_principal: Browser) -> None:
    as_principal.post("/export")
    (Path(app.config["DATA"]) / "exports").write_text("in the way")
    with app.app_context():
        exports.make_waiting()
    assert "It could not be made" in as_principal.get("/export").text
