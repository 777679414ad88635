"""The vault: where backups lie, in plain or encrypted.

Encrypted files are in the age format (age-encryption.org), so that any age program opens them without PartnerHub. The
passphrase locks one key, kept beside the backups; that key locks the files. So a thousand files cost one second of
scrypt, not a thousand, and the server can go on making backups without knowing the passphrase.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyrage

A_PIECE = 1024 * 1024
LOCKED_KEY, OPEN_KEY = "key.age", "key.pub"
Key: TypeAlias = pyrage.x25519.Identity


class Locked(Exception):
    """The backup is encrypted, and no passphrase, or a wrong one, was given."""


@dataclass(frozen=True)
class Vault:
    """A folder of backups."""

    folder: Path

    @property
    def is_locked(self) -> bool:
        """Whether what is put in is encrypted."""
        return (self.folder / OPEN_KEY).exists()

    def lock(self, passphrase: str) -> None:
        """Encrypt from now on. A vault that is locked already keeps its key."""
        if self.is_locked:
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        identity = Key.generate()
        write_safely(self.folder / LOCKED_KEY, pyrage.passphrase.encrypt(str(identity).encode(), passphrase))
        write_safely(self.folder / OPEN_KEY, str(identity.to_public()).encode())

    def put(self, source: Path, target: Path) -> None:
        """Write a file into the vault, whole or not at all, readable by its owner only."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole(target) as part, source.open("rb") as reading, part.open("wb") as writing:
            if self.is_locked:
                recipient = pyrage.x25519.Recipient.from_str((self.folder / OPEN_KEY).read_text())
                pyrage.encrypt_io(reading, writing, [recipient])
            else:
                shutil.copyfileobj(reading, writing, A_PIECE)
            flush(writing.fileno())

    def get(self, source: Path, target: Path, key: Key | None) -> None:
        """Write a file of the vault to where it is wanted, opened with the key that it was locked with, or as it is."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole(target) as part, source.open("rb") as reading, part.open("wb") as writing:
            if key:
                pyrage.decrypt_io(reading, writing, [key])
            else:
                shutil.copyfileobj(reading, writing, A_PIECE)
            flush(writing.fileno())

    def key(self, passphrase: str | None) -> Key:
        """The key that opens what was encrypted; it takes about a second. Raises Locked."""
        if not passphrase:
            raise Locked
        try:
            found = pyrage.passphrase.decrypt((self.folder / LOCKED_KEY).read_bytes(), passphrase)
        except (OSError, pyrage.DecryptError):
            raise Locked from None
        return Key.from_str(found.decode())


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A place beside the target that takes its place when all went well."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600)
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_safely(target: Path, content: bytes) -> None:
    """Write a small file, whole or not at all."""
    with whole(target) as part, part.open("wb") as writing:
        writing.write(content)
        flush(writing.fileno())


def flush(descriptor: int) -> None:
    """Wait until the disk has it."""
    os.fsync(descriptor)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with file.open("rb") as reading:
        return hashlib.file_digest(reading, "sha256").hexdigest()
