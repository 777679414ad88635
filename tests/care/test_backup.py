"""Backups: whole while people write, verified before they are used, and of no use to a thief where encrypted."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from partnerhub.care import backup, moving, restore, verify
from partnerhub.care.backup import Backup, NotPossible
from partnerhub.care.vault import Locked
from partnerhub.foundation import clock, jobs
from partnerhub.foundation.db import db, open_engine, transaction
from partnerhub.foundation.jobs import JobRun
from partnerhub.people.model import User
from partnerhub.people.throttle import Failure

PASSPHRASE = "a long walk by the river"


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def data(app: Flask) -> Path:
    return Path(app.config["DATA"])


def contents(url: str) -> dict[str, tuple[int, int]]:
    """How many rows each table of a database has, and their digest."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = {name: moving.proof_of(connection, table) for name, table in moving.tables_of(connection).items()}
    engine.dispose()
    return found


def restored(made: Backup, folder: Path, passphrase: str | None = None) -> Path:
    """The database of a backup, restored into a folder as a file."""
    restore.restore(made, folder / "partnerhub.sqlite3", folder, passphrase)
    return folder / "partnerhub.sqlite3"


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_was_there_comes_back_row_by_row_and_file_by_file(
    inside: Flask, tmp_path: Path, passphrase: str | None
) -> None:
    inside.config["BACKUP_PASSPHRASE"] = passphrase
    made = backup.make()
    assert made.is_encrypted == bool(passphrase)
    file = restored(made, tmp_path / "back", passphrase)
    assert contents(f"sqlite:///{file}") == contents(inside.config["SQLALCHEMY_DATABASE_URI"])
    assert verify.faults_of_data(file, tmp_path / "back") == []
    assert len(made.files) > 10
    assert (tmp_path / "back" / "secret.key").read_bytes() == (data(inside) / "secret.key").read_bytes()


def test_an_encrypted_backup_says_nothing_to_a_thief(inside: Flask) -> None:
    inside.config["BACKUP_PASSPHRASE"] = PASSPHRASE
    backup.make()
    words = [b"Northside", b"demo.example", b"JFIF", b"SQLite format 3"]
    for file in backup.home().rglob("*"):
        assert not file.is_file() or not any(word in file.read_bytes() for word in words), file


def test_without_the_passphrase_it_cannot_be_restored(inside: Flask, tmp_path: Path) -> None:
    inside.config["BACKUP_PASSPHRASE"] = PASSPHRASE
    made = backup.make()
    for wrong in (None, "", "a long walk by the sea"):
        with pytest.raises(Locked):
            restored(made, tmp_path / "back", wrong)
    assert not (tmp_path / "back" / "partnerhub.sqlite3").exists()


def test_it_is_whole_while_others_write(inside: Flask, tmp_path: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        # Two rows at a time: a copy with an odd number of them was torn.
        with inside.app_context():
            while not ended.is_set():
                with transaction():
                    db.session.add_all([Failure(place="a"), Failure(place="b")])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup.make() for _ in range(4)]
    finally:
        ended.set()
        writer.join()
    assert [one.counts["sign_in_failure"] % 2 for one in made] == [0, 0, 0, 0]
    assert made[-1].counts["sign_in_failure"] > 0
    assert verify.faults_of_backup(made[-1]) == []


@pytest.mark.parametrize("which", ["database.sqlite3", "a file"])
def test_damage_is_found_and_nothing_is_restored(inside: Flask, tmp_path: Path, which: str) -> None:
    made = backup.make()
    hurt = made.folder / which if which != "a file" else made.place_of(made.files[0])
    content = bytearray(hurt.read_bytes())
    content[len(content) // 2] ^= 1
    hurt.write_bytes(content)
    assert verify.faults_of_backup(made)
    with pytest.raises(restore.Damaged):
        restored(made, tmp_path / "back")
    assert list((tmp_path / "back").iterdir()) == []


def test_a_file_that_was_lost_before_is_said_and_the_rest_is_saved(inside: Flask, tmp_path: Path) -> None:
    lost, hurt = sorted((data(inside) / "files").glob("*/*"))[:2]
    lost.unlink()
    hurt.write_bytes(b"something else")
    made = backup.make()
    assert sorted(made.damaged) == sorted([lost.name, hurt.name])
    assert len(verify.faults_of_backup(made)) == 2
    assert restored(made, tmp_path / "back").exists()


def test_it_is_restored_into_an_empty_folder_only(inside: Flask, tmp_path: Path) -> None:
    made = backup.make()
    before = contents(inside.config["SQLALCHEMY_DATABASE_URI"])
    with pytest.raises(NotPossible, match="not empty"):
        restored(made, data(inside))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(NotPossible, match="not empty"):
        restored(made, tmp_path / "full")
    assert contents(inside.config["SQLALCHEMY_DATABASE_URI"]) == before


def test_a_second_folder_has_the_same(inside: Flask, tmp_path: Path) -> None:
    inside.config["BACKUPS_TOO"] = str(tmp_path / "stick")
    inside.config["BACKUP_PASSPHRASE"] = PASSPHRASE
    backup.make()
    copy = backup.all_in(tmp_path / "stick")[0]
    assert verify.faults_of_backup(copy, PASSPHRASE) == []


def test_old_ones_go_and_so_do_files_that_none_of_the_others_names(inside: Flask) -> None:
    first = datetime(2026, 1, 1, 3, tzinfo=UTC)
    for night in range(12):
        with clock.stopped_at(first + timedelta(days=night)):
            made = backup.make()
    left = [one.made_at.day for one in backup.all_in(backup.home())]
    assert left == [12, 11, 10, 9, 8, 7, 6, 4]
    stray = backup.home() / "files" / "ab" / "abc"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    backup.prune(backup.home())
    assert stray.exists()  # it may belong to one that is being made
    os.utime(stray, (0, 0))
    backup.prune(backup.home())
    assert not stray.exists()
    assert all(made.place_of(digest).exists() for digest in made.files)


def test_one_that_was_broken_off_is_not_taken_for_a_backup(inside: Flask) -> None:
    backup.make()
    torso = backup.home() / ".making-1"
    torso.mkdir()
    (torso / "database.sqlite3").write_bytes(b"half")
    assert len(backup.all_in(backup.home())) == 1
    with pytest.raises(NotPossible):
        Backup.read(torso)


def test_each_night_makes_one_and_keeps_nobody_from_writing(inside: Flask) -> None:
    with clock.stopped_at(datetime(2026, 11, 24, 16, 0, tzinfo=UTC)):
        jobs.run_nights()
        jobs.run_nights()
    assert len(backup.all_in(backup.home())) == 1
    runs = db.session.scalars(select(JobRun).where(JobRun.job.contains("care.backup"))).all()
    assert [run.problem for run in runs] == [None]


def test_a_database_with_something_in_it_is_saved_before_it_is_migrated(inside: Flask) -> None:
    upgrade()
    assert backup.all_in(backup.home()) == []
    with transaction():
        was = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    downgrade(revision="-1")
    upgrade()
    schemas = [one.schema for one in backup.all_in(backup.home())]
    assert schemas[-1] == was
    assert len(schemas) == 2


def test_a_new_database_is_not_saved_before_its_first_migration(new_app: Flask) -> None:
    with new_app.app_context():
        assert backup.all_in(backup.home()) == []
        assert db.session.scalar(select(User.id)) is None
