"""The submission id: what is sent twice, by a double tap or by a phone that lost the answer, counts once.

Each form carries a random id. The first time that a request with it goes well, its answer is kept, in the same
transaction. Every later request with the same id, to the same address, by the same person, gets that same answer and
changes nothing.

An answer may hold a link that only its reader should know, an application's for one. A phone may be without a network
for a day and must still get it then; so answers are kept for a day, and the next night they are gone.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Response, g, request
from flask_login import current_user
from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db

KEPT = timedelta(hours=24)
KEPT_HEADERS = ("Location", "Content-Type", "HX-Redirect", "HX-Push-Url", "HX-Retarget", "HX-Reswap")


class Submission(Base):
    """An answer that was given to a form's id."""

    __tablename__ = "submission"
    key: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[int]
    headers: Mapped[str]
    body: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def new_id() -> str:
    """The id that a form carries."""
    return secrets.token_urlsafe(18)


def replay() -> Response | None:
    """The answer that this request's id got before, if it did."""
    sent = request.form.get("submission_id", "")
    if not sent:
        return None
    who = current_user.get_id() or "anyone"
    g.submission = hashlib.sha256("\n".join((sent, request.method, request.path, who)).encode()).hexdigest()
    first = db.session.get(Submission, g.submission)
    if first is None:
        return None
    response = Response(first.body, first.status)
    for line in first.headers.splitlines():
        name, _, value = line.partition(": ")
        response.headers[name] = value
    g.submission = None
    return response


def remember(response: Response) -> Response:
    """Keep a good answer for whoever sends the same id again."""
    key = g.get("submission")
    if key and response.status_code < 400 and not response.direct_passthrough:
        kept = [(name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers]
        headers = "\n".join(f"{name}: {value}" for name, value in kept)
        db.session.add(Submission(key=key, status=response.status_code, headers=headers, body=response.get_data()))
    return response


def forget_old() -> None:
    """Nightly: drop answers that nobody can still be waiting for."""
    db.session.execute(delete(Submission).where(Submission.at < clock.now() - KEPT))
