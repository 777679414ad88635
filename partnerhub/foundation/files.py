"""Files: outside the static tree, named by their content, streamed only through a route that checked who asks.

What comes in is judged by its content, never by its name. Pictures are made anew (see pictures.py); a PDF is kept
as it is and only ever served as a download.
"""

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Request, Response, abort, current_app, send_file
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock, pictures
from partnerhub.foundation.db import Base, db

LIMIT = 10 * 1024 * 1024
UNUSED_FOR = timedelta(days=1)
PDF = "application/pdf"


class StoredFile(Base):
    """A file that was handed in."""

    __tablename__ = "stored_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media_type: Mapped[str]
    name: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return folder() / self.sha256[:2] / self.sha256

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class Prepared:
    """A file that came in with a request: checked and made safe, or with the problem that it has."""

    name: str
    content: bytes = b""
    media_type: str = ""
    problem: str | None = None


def folder() -> Path:
    """Where all files lie."""
    return Path(current_app.config["DATA"]) / "files"


def prepare_all(request: Request) -> dict[str, list[Prepared]]:
    """Check each file of a request, several to a field; a field without a file is left out."""
    prepared: dict[str, list[Prepared]] = {}
    for field, sent in request.files.items(multi=True):
        if sent.filename:
            prepared.setdefault(field, []).append(prepare(sent))
    return prepared


def prepare(sent: Any) -> Prepared:
    """Check one file by its content.

    Args:
        sent: werkzeug's FileStorage.
    """
    name = safe_name(sent.filename)
    content = sent.stream.read(LIMIT + 1)
    if not content:
        return Prepared(name, problem=_("This file is empty. Please choose it again."))
    if len(content) > LIMIT:
        return Prepared(name, problem=_("This file is larger than 10 MB. A photo of the page is enough."))
    if content.startswith(b"%PDF-"):
        return Prepared(name, content, PDF)
    if is_text(content):
        return Prepared(name, content, "text/plain")
    if content.startswith(b"PK\x03\x04") and b"xl/" in content:
        return Prepared(name, content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    try:
        return Prepared(name, *pictures.remake(content))
    except pictures.NotAPicture as problem:
        return Prepared(name, problem=str(problem))


def is_text(content: bytes) -> bool:
    """Whether this could be a list as text: no zero bytes, and no markup of the kinds that browsers run."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in content[:4096] and not start.startswith(b"<") and not pictures.looks_like_one(content)


def safe_name(name: str | None) -> str:
    """A file's name without its path and without what a file system or a header could misread."""
    last = re.split(r"[/\\]", name or "")[-1]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if c.isprintable() and c not in '<>:"|?*')
    return kept.strip(". ")[-120:] or "file"


def store(prepared: Prepared) -> StoredFile:
    """Write a checked file to disk, safely, and make its row. Equal contents share one place."""
    digest = hashlib.sha256(prepared.content).hexdigest()
    stored = StoredFile(sha256=digest, size=len(prepared.content), media_type=prepared.media_type, name=prepared.name)
    if not stored.path.exists():
        stored.path.parent.mkdir(parents=True, exist_ok=True)
        waiting = stored.path.with_suffix(f".{os.getpid()}.{clock.now().timestamp()}")
        with waiting.open("wb") as opened:
            opened.write(prepared.content)
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(stored.path)
    db.session.add(stored)
    db.session.flush()
    return stored


def collect() -> int:
    """Nightly: delete what nothing points to any more, a day after it came in, and say how many contents those were.

    A backup has a copy of its own for as long as it is kept.
    """
    columns = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table is StoredFile.__table__ for key in column.foreign_keys)
    ]
    used = [StoredFile.id.not_in(select(column).where(column.is_not(None))) for column in columns]
    left = list(db.session.scalars(select(StoredFile).where(StoredFile.at < clock.now() - UNUSED_FOR, *used)))
    for stored in left:
        db.session.delete(stored)
    db.session.flush()
    digests = {stored.sha256: stored.path for stored in left}
    shared = set(db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(digests))))
    for digest in digests.keys() - shared:
        digests[digest].unlink(missing_ok=True)
    return len(digests.keys() - shared)


def stream(stored: StoredFile) -> Response:
    """Answer with a file. Only a route that has checked who asks may call this."""
    if not stored.path.exists():
        abort(404)
    response = send_file(
        stored.path,
        mimetype=stored.media_type,
        as_attachment=not stored.is_picture,
        download_name=stored.name,
        conditional=True,
        etag=stored.sha256,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
