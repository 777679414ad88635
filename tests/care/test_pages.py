"""The commands of whoever keeps the server, and the page that tells the principal how it is doing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from partnerhub.care import backup, findings
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.jobs import JobRun
from partnerhub.foundation.mail import MOST_ATTEMPTS, Mail
from partnerhub.school.model import School


def run(app: Flask, *words: str) -> Any:
    """What a command says, and how it ended."""
    return app.test_cli_runner().invoke(args=list(words))


def test_a_backup_is_made_verified_and_rehearsed(app: Flask) -> None:
    said = run(app, "backup").output
    with app.app_context():
        made = backup.all_in(backup.home())[0]
    folder = str(made.folder)
    assert f"{len(made.files)} files." in said
    assert made.files
    for words in (("verify",), ("verify", folder), ("restore", folder, "--verify")):
        assert run(app, *words).exit_code == 0, words


def test_damage_ends_a_command_with_an_error_and_a_sentence(app: Flask) -> None:
    run(app, "backup")
    with app.app_context():
        made = backup.all_in(backup.home())[0]
    (made.folder / "database.sqlite3").write_bytes(b"nothing")
    answer = run(app, "verify", str(made.folder))
    assert answer.exit_code == 1
    assert "damaged" in answer.output
    assert "Traceback" not in answer.output
    assert run(app, "restore", str(made.folder)).exit_code == 1


def test_it_does_not_restore_over_a_school(app: Flask) -> None:
    run(app, "backup")
    with app.app_context():
        made = backup.all_in(backup.home())[0]
    answer = run(app, "restore", str(made.folder))
    assert answer.exit_code == 1
    assert "not empty" in answer.output


def test_the_check_says_what_to_do_and_ends_with_an_error(app: Flask) -> None:
    answer = run(app, "check")
    assert answer.exit_code == 1
    assert "PARTNERHUB_URL" in answer.output


def test_a_good_deployment_passes_the_check(app: Flask) -> None:
    app.config["PUBLIC_URL"] = "https://partners.school.example"
    with app.app_context(), transaction():
        db.session.query(School).update({"is_demo": False})
    Path(app.config["DATA"]).chmod(0o700)
    run(app, "backup")
    answer = run(app, "check")
    assert "BAD" not in answer.output
    assert answer.exit_code == 0


@pytest.mark.parametrize(("rights", "tone"), [(0o700, "good"), (0o755, "bad")])
def test_the_check_sees_a_folder_that_others_can_read(app: Flask, rights: int, tone: str) -> None:
    Path(app.config["DATA"]).chmod(rights)
    with app.app_context():
        assert findings.of_folder().tone == tone


def test_the_principal_is_told_when_the_last_backup_is_old(app: Flask, as_principal: Any, as_staff: Any) -> None:
    with app.app_context(), clock.stopped_at(clock.now() - timedelta(hours=27)):
        backup.make()
    assert "The last good backup is" in as_principal.get("/").text
    assert "The last good backup is" not in as_staff.get("/").text
    with app.app_context():
        backup.make()
    assert "The last good backup is" not in as_principal.get("/").text


def test_the_status_page_lists_the_backups_in_plain_words(app: Flask, as_principal: Any) -> None:
    assert "None yet" in as_principal.get("/status").text
    with app.app_context():
        backup.make()
    page = as_principal.get("/status").text
    assert "The last backup was made" in page
    assert "None yet" not in page


def test_letters_that_were_given_up_and_failed_nights_are_said(app: Flask, as_principal: Any) -> None:
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    with app.app_context(), transaction():
        db.session.add(Mail(to="a@demo.example", subject="s", text="t", attempts=MOST_ATTEMPTS))
        db.session.add(JobRun(job="partnerhub.people.links.forget_old", night=clock.today(), problem="OSError"))
    page = as_principal.get("/status").text
    assert "could not be sent" in page
    assert "forget_old" in page
