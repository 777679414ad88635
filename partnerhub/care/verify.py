"""Verifying: whether what is kept is what was given, in the data folder or in a backup."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyrage
from flask import current_app

from partnerhub.care import database
from partnerhub.care.backup import DATABASE, FILES, KEY, Backup, Progress
from partnerhub.care.vault import Key, digest_of


def faults_of_data(file: Path, data: Path, progress: Progress = iter) -> list[str]:
    """What is wrong with a school's data: nothing, if all is well.

    Args:
        file: its database.
        data: its folder.
        progress: wraps the list of the files while they are read.
    """
    if not file.exists():
        return [f"There is no database at {file}."]
    if found := database.faults(file):
        return found
    _counts, _schema, wanted = database.look_into(file)
    return faults_of_files(data, wanted, progress)


def faults_here(progress: Progress = iter) -> list[str]:
    """What is wrong with the data of this school."""
    file, data = database.file_of(current_app.config), Path(current_app.config["DATA"])
    if file:
        return faults_of_data(file, data, progress)
    return database.faults_of_server() or faults_of_files(data, database.files_named(), progress)


def faults_of_files(data: Path, wanted: list[str], progress: Progress) -> list[str]:
    """What is wrong with the files of these names."""
    return [fault for name in progress(wanted) if (fault := fault_of_file(data / FILES / name[:2] / name, name))]


def fault_of_file(file: Path, digest: str) -> str | None:
    """What is wrong with one file that was handed in."""
    if not file.exists():
        return f"The file {digest[:12]} is missing."
    return None if digest_of(file) == digest else f"The file {digest[:12]} is not what was handed in."


def faults_of_backup(backup: Backup, passphrase: str | None = None, progress: Progress = iter) -> list[str]:
    """What is wrong with a backup: nothing, if it could be restored whole. Raises Locked."""
    lost = [f"The file {digest[:12]} was missing or damaged when the backup was made." for digest in backup.damaged]
    with tempfile.TemporaryDirectory(prefix="partnerhub-") as room:
        return lost + list(unpack(backup, Path(room), passphrase, progress))


def unpack(backup: Backup, into: Path, passphrase: str | None, progress: Progress = iter) -> Iterator[str]:
    """Write a backup into a folder, and say of each thing that is wrong with it. Raises Locked."""
    file = into / DATABASE
    key = backup.vault.key(passphrase) if backup.is_encrypted else None
    for name, digest in ((DATABASE, backup.database), (KEY, backup.key)):
        if digest and (fault := fetch(backup, backup.folder / name, into / name, digest, key)):
            yield fault
            return
    yield from database.faults(file)
    counts, _schema, wanted = database.look_into(file)
    if counts != backup.counts:
        yield "The number of rows is not what it was."
    for digest in progress([name for name in wanted if name not in set(backup.damaged)]):
        place = into / FILES / digest[:2] / digest
        if fault := fetch(backup, backup.place_of(digest), place, digest, key):
            yield fault


def fetch(backup: Backup, source: Path, target: Path, digest: str, key: Key | None) -> str | None:
    """Take one file out of the vault, and say what is wrong with it."""
    try:
        backup.vault.get(source, target, key)
    except OSError:
        return f"{source.name[:20]} is missing from the backup."
    except pyrage.DecryptError:
        return f"{source.name[:20]} of the backup cannot be opened."
    return None if digest_of(target) == digest else f"{source.name[:20]} of the backup is damaged."
