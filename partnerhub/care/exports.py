"""Exports that a principal asked for: made by the jobs, kept for a day."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

from flask import current_app
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.care import exporting
from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db, transaction

log = logging.getLogger("partnerhub.care")
KEPT = timedelta(days=1)
# How far each export is that this process makes, (tables and files done, of how many).
PROGRESS: dict[int, tuple[int, int]] = {}


class Export(Base):
    """One export. `state`: waiting, done, failed."""

    __tablename__ = "export"
    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[str] = mapped_column(default="waiting")
    size: Mapped[int] = mapped_column(default=0)

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Each sees what they asked for themselves, the latest first."""
        return select(cls).where(cls.by_id == user.id).order_by(cls.id.desc())

    @classmethod
    def ask(cls, *, by: Any) -> None:
        """Ask for one, unless one of theirs is being made."""
        if db.session.scalars(cls.visible_to(by).where(cls.state == "waiting")).first():
            return
        asked = cls(by_id=by.id)
        db.session.add(asked)
        db.session.flush()
        audit.record(by, "export.asked", asked)

    @property
    def path(self) -> Path:
        """Where the ZIP lies."""
        return Path(current_app.config["DATA"]) / "exports" / f"{self.id}.zip"

    @property
    def progress(self) -> tuple[int, int] | None:
        """How far it is, where this process makes it."""
        return PROGRESS.get(self.id)

    @property
    def goes_at(self) -> datetime:
        """When it is deleted."""
        return self.at + KEPT


def make_waiting() -> None:
    """Every minute: make the exports that were asked for, one after the other."""
    waiting = list(db.session.scalars(select(Export).where(Export.state == "waiting")))
    for asked in waiting:
        key, path = asked.id, asked.path
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            exporting.write(path, is_whole=False, progress=partial(counted, key))
            become(key, "done", path.stat().st_size)
        except Exception:
            log.exception("export %d", key)
            become(key, "failed")
        finally:
            PROGRESS.pop(key, None)
    db.session.rollback()


def counted(key: int, things: list[Any]) -> Iterator[Any]:
    """The same things, and how far it is."""
    for number, thing in enumerate(things):
        PROGRESS[key] = (number, len(things))
        yield thing


def become(key: int, state: str, size: int = 0) -> None:
    """Note what became of one."""
    with transaction():
        found = db.session.get_one(Export, key)
        found.state, found.size = state, size


def forget_old() -> None:
    """Nightly: delete the exports of days gone by."""
    for old in db.session.scalars(select(Export).where(Export.at < clock.now() - KEPT)):
        old.path.unlink(missing_ok=True)
        db.session.delete(old)
