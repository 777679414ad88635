"""Drafts: what somebody is still writing, kept on the server for them, for each form.

The browser keeps a copy of its own (app.js), so that the text survives without a network and without a session.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask_login import current_user
from sqlalchemy import JSON, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, signed_in
from partnerhub.foundation.db import Base, db

KEPT = timedelta(days=30)
LONGEST = 200_000
NOT_KEPT = frozenset({"csrf_token", "submission_id"})
routes = Blueprint("drafts", __name__)


class Draft(Base):
    """The unsent text of one person in one form."""

    __tablename__ = "draft"
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now, index=True)


def saved_for(user: Any, form: str) -> dict[str, Any]:
    """What this person had typed into this form and not sent."""
    found = db.session.get(Draft, (user.id, form)) if user.is_authenticated else None
    return found.fields if found else {}


def drop(user: Any, form: str) -> None:
    """Forget a draft: it was sent."""
    if user.is_authenticated:
        db.session.execute(delete(Draft).where(Draft.user_id == user.id, Draft.form == form))


def forget_old() -> None:
    """Nightly: drop drafts that nobody came back to."""
    db.session.execute(delete(Draft).where(Draft.at < clock.now() - KEPT))


@routes.put("/drafts/<form>")
@allow(signed_in)
def save_draft(form: str) -> Response:
    """Keep what is being typed."""
    fields = (request.get_json(silent=True) or {}).get("fields")
    if not isinstance(fields, dict) or len(form) > 100 or len(str(fields)) > LONGEST:
        abort(422)
    kept = {str(k): v for k, v in fields.items() if k not in NOT_KEPT and isinstance(v, str | list)}
    draft = db.session.scalar(select(Draft).where(Draft.user_id == current_user.id, Draft.form == form))
    if draft:
        draft.fields, draft.at = kept, clock.now()
    else:
        db.session.add(Draft(user_id=current_user.id, form=form, fields=kept))
    return jsonify(saved=clock.now().isoformat())


@routes.delete("/drafts/<form>")
@allow(signed_in)
def drop_draft(form: str) -> tuple[str, int]:
    """Throw away what was typed."""
    drop(current_user, form)
    return "", 204
