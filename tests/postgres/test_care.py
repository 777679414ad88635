"""Care on PostgreSQL: a backup goes back into a server, and a server that forgets is named."""

from pathlib import Path

from flask import Flask

from partnerhub.care import backup
from tests import schools
from tests.conftest import build, signed_in_as
from tests.postgres.test_moving import contents


def said(app: Flask, *words: str) -> tuple[int, str]:
    """What a command says, after how it ended."""
    done = app.test_cli_runner().invoke(args=list(words))
    return done.exit_code, done.output


def test_a_backup_is_restored_into_an_empty_database(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        made = backup.make()
    back = build(tmp_path / "back")
    code, output = said(back, "restore", str(made.folder))
    assert (code, "Restored" in output) == (0, True), output
    assert contents(back.config["SQLALCHEMY_DATABASE_URI"]) == contents(app.config["SQLALCHEMY_DATABASE_URI"])
    assert said(back, "verify")[0] == 0
    assert "Northside" in signed_in_as(back, "staff").get("/partners").text


def test_a_database_in_use_is_not_restored_over(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        made = backup.make()
    before = contents(app.config["SQLALCHEMY_DATABASE_URI"])
    empty = build(tmp_path / "empty", SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"])
    code, output = said(empty, "restore", str(made.folder))
    assert (code, "not empty" in output) == (1, True), output
    assert contents(app.config["SQLALCHEMY_DATABASE_URI"]) == before
    assert [file.name for file in (tmp_path / "empty").iterdir()] == ["secret.key"]


def test_verify_sees_a_file_that_is_not_what_was_handed_in(app: Flask) -> None:
    file = next((Path(app.config["DATA"]) / "files").glob("*/*"))
    file.write_bytes(b"something else")
    code, output = said(app, "verify")
    assert (code, "is not what was handed in" in output) == (1, True), output


def test_the_check_names_a_server_that_does_not_wait_for_its_disk(app: Flask) -> None:
    """As that of the tests. It is the only thing that is bad in a deployment that is good otherwise."""
    app.config.update(PUBLIC_URL="https://partners.school.example", DEMO_PUBLIC=True)
    Path(app.config["DATA"]).chmod(0o700)
    said(app, "backup")
    code, output = said(app, "check")
    bad = [line for line in output.splitlines() if line.startswith("BAD")]
    assert code == 1
    assert [line.split()[1:5] for line in bad] == [["The", "database", "is", "PostgreSQL"]]
    assert "It may lose what was saved." in output


def test_nothing_is_left_out_that_is_not_there() -> None:
    """An exception that nobody needs any more goes."""
    from tests.postgres.differs import ONLY_ON_SQLITE

    for test in ONLY_ON_SQLITE:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (schools.PROJECT / file).read_text("utf-8")
