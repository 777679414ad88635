"""A backup: the database as it was at one instant, the files that it names, and a manifest with their hashes.

The files are named by their content and never change, so all backups of a folder share one copy of each.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from flask import current_app

from partnerhub.care import database, keeping
from partnerhub.care.vault import LOCKED_KEY, OPEN_KEY, Vault, digest_of, write_safely
from partnerhub.foundation import clock

FORMAT = 1
A_DAY = 24 * 60 * 60
DATABASE, KEY, MANIFEST, FILES = "database.sqlite3", "secret.key", "manifest.json", "files"
NAME = "%Y-%m-%dT%H%M%S.%fZ"
Progress = Callable[[list[str]], Iterable[str]]


class NotPossible(Exception):
    """A command cannot do here what it is for; its text says why."""


@dataclass(frozen=True)
class Backup:
    """One backup in its folder."""

    folder: Path
    made_at: datetime
    is_encrypted: bool = False
    schema: str = ""
    database: str = ""
    key: str = ""
    files: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The backup that lies there. Raises NotPossible."""
        try:
            known: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
            if known.pop("format") != FORMAT:
                raise NotPossible(f"{folder} was made by a newer PartnerHub.")
            return cls(folder, datetime.fromisoformat(known.pop("made_at")), **known)
        except (OSError, ValueError, KeyError, TypeError):
            raise NotPossible(f"{folder} is not a whole backup.") from None

    @property
    def vault(self) -> Vault:
        """Where it lies, with the others."""
        return Vault(self.folder.parent)

    def place_of(self, digest: str) -> Path:
        """Where the vault keeps a file."""
        return self.folder.parent / FILES / digest[:2] / digest

    def write(self) -> None:
        """Write the manifest: the last thing that a backup gets, so that one without it is not whole."""
        known = {name: value for name, value in vars(self).items() if name not in ("folder", "made_at")}
        content = {"format": FORMAT, "made_at": self.made_at.isoformat(), **known}
        write_safely(self.folder / MANIFEST, json.dumps(content, indent=1, sort_keys=True).encode())


def home() -> Path:
    """The folder of the backups."""
    return Path(current_app.config["BACKUPS"] or Path(current_app.config["DATA"]) / "backups")


def all_in(folder: Path) -> list[Backup]:
    """The whole backups of a folder, the newest first."""
    found = []
    for manifest in folder.glob(f"*/{MANIFEST}"):
        try:
            found.append(Backup.read(manifest.parent))
        except NotPossible:
            continue
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def last_made_at(folder: Path) -> datetime | None:
    """When the newest whole backup was made, by its name alone: asked for on each visit of the landing page."""
    names = sorted((manifest.parent.name for manifest in folder.glob(f"*/{MANIFEST}")), reverse=True)
    for name in names:
        try:
            return datetime.strptime(name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def make(progress: Progress = iter) -> Backup:
    """Make a backup now, keep as many as the plan says, and copy it to the second folder where there is one.

    Args:
        progress: wraps the list of the files while they are copied.
    """
    vault = Vault(home())
    if passphrase := current_app.config["BACKUP_PASSPHRASE"]:
        vault.lock(passphrase)
    made = write(vault, Path(current_app.config["DATA"]), progress)
    prune(home())
    if second := current_app.config["BACKUPS_TOO"]:
        mirror(made, Path(second))
        prune(Path(second))
    return made


def write(vault: Vault, data: Path, progress: Progress) -> Backup:
    """Write one backup. It takes its name only when all of it is there."""
    at = clock.now()
    making = vault.folder / f".making-{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    try:
        snapshot, key = making / "snapshot", data / KEY
        database.take(snapshot)
        counts, schema, wanted = database.look_into(snapshot)
        digest = digest_of(snapshot)
        vault.put(snapshot, making / DATABASE)
        snapshot.unlink()
        if key.exists():
            vault.put(key, making / KEY)
        damaged = [name for name in progress(wanted) if not take(vault, data / FILES / name[:2] / name, name)]
        kept = [name for name in wanted if name not in set(damaged)]
        known = {"schema": schema, "database": digest, "key": digest_of(key) if key.exists() else ""}
        Backup(making, at, vault.is_locked, files=kept, damaged=damaged, counts=counts, **known).write()
        return Backup.read(making.rename(vault.folder / at.strftime(NAME)))
    finally:
        shutil.rmtree(making, ignore_errors=True)


def take(vault: Vault, source: Path, digest: str) -> bool:
    """Copy a file into the vault unless it is there, and say whether its content is what its name says."""
    target = vault.folder / FILES / digest[:2] / digest
    if target.exists():
        os.utime(target)  # wanted again: another backup that ends just now must not drop it
        return True
    if not source.exists() or digest_of(source) != digest:
        return False
    vault.put(source, target)
    return True


def mirror(made: Backup, second: Path) -> None:
    """Copy a backup, as it is, to another folder."""
    second.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (LOCKED_KEY, OPEN_KEY):
        if (made.folder.parent / name).exists():
            shutil.copy2(made.folder.parent / name, second / name)
    plain = Vault(second / "as-it-is")  # what is encrypted already is copied as it is
    for digest in made.files:
        target = second / FILES / digest[:2] / digest
        if not target.exists():
            plain.put(made.place_of(digest), target)
    coming = second / f".coming-{os.getpid()}"
    shutil.rmtree(coming, ignore_errors=True)
    shutil.copytree(made.folder, coming)
    shutil.rmtree(second / made.folder.name, ignore_errors=True)
    coming.rename(second / made.folder.name)


def prune(folder: Path) -> None:
    """Drop the backups that the plan no longer keeps, files that none of the others names, and what was broken off.

    A file of today may belong to a backup that is just being made.
    """
    backups = all_in(folder)
    kept = keeping.kept(backup.made_at for backup in backups)
    for backup in backups:
        if backup.made_at not in kept:
            shutil.rmtree(backup.folder)
    named = {digest for backup in all_in(folder) for digest in backup.files}
    long_ago = time.time() - A_DAY
    for file in (folder / FILES).glob("*/*"):
        if file.name not in named and file.stat().st_mtime < long_ago:
            file.unlink()
    for torso in (*folder.glob(".making-*"), *folder.glob(".coming-*")):
        if torso.stat().st_mtime < long_ago:
            shutil.rmtree(torso, ignore_errors=True)


def nightly() -> None:
    """Make tonight's backup."""
    make()


def before_migration(wanted: str) -> Backup | None:
    """Make a backup before a database that has something in it becomes another version.

    Args:
        wanted: the version that it is to become.
    """
    schema = database.version()
    return make() if schema and schema != wanted else None
