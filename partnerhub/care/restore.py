"""Restoring: a backup is written beside the place where it belongs, verified there, and only then moved in."""

import shutil
from pathlib import Path

from partnerhub.care import database
from partnerhub.care.backup import DATABASE, FILES, KEY, Backup, NotPossible, Progress
from partnerhub.care.verify import unpack

ROOM = ".restoring"
# What an app that has only just been asked for leaves behind.
HARMLESS = {KEY, ROOM}


class Damaged(Exception):
    """The backup is not whole; `faults` says what is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def restore(backup: Backup, file: Path | None, data: Path, passphrase: str | None, progress: Progress = iter) -> None:
    """Put a backup into an empty folder and, where the school's database is on a server, into that.

    Args:
        file: where the database belongs; None for the one on a server.
        data: the folder of everything else.
        passphrase: for one that is encrypted.

    Raises:
        NotPossible: the folder is not empty.
        NotMoved: the database on the server is not empty; nothing was put in.
        Damaged: the backup is not whole; nothing was put in.
        Locked: it is encrypted, and the passphrase is missing or wrong.
    """
    left = [entry.name for entry in data.iterdir() if entry.name not in HARMLESS] if data.exists() else []
    if (file and file.exists()) or [name for name in left if data / name != backup.folder.parent]:
        raise NotPossible(f"{data} is not empty. Name an empty folder with PARTNERHUB_DATA, or move this one away.")
    room = data / ROOM
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True, mode=0o700)
    try:
        if faults := list(unpack(backup, room, passphrase, progress)):
            raise Damaged(faults)
        if file is None:
            database.give(room / DATABASE)
        if (room / FILES).exists():
            (room / FILES).rename(data / FILES)
        if (room / KEY).exists():
            (room / KEY).replace(data / KEY)
        if file:
            (room / DATABASE).rename(file)
    finally:
        shutil.rmtree(room, ignore_errors=True)
