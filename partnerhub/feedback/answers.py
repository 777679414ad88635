"""What people answered. Nothing here says who, from where, or when more exactly than the week.

The keys are random and the tables have no row numbers, so that the order in which answers came is nowhere. What people
wrote in their own words lies apart, with no way back to the rest of the same person's answers.
"""

import hashlib
import secrets
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db, insert_once, transaction

UNORDERED = {"sqlite_with_rowid": False}


class Channel(StrEnum):
    """How an answer came in."""

    LINK = "link"
    KIOSK = "kiosk"
    PAPER = "paper"


class Aside(StrEnum):
    """Why an answer is not counted before somebody has looked at how many of its sort there are."""

    TRAP = "trap"
    FAST = "fast"
    FLOOD = "flood"


def random_key() -> str:
    """A key that says nothing of the order."""
    return secrets.token_hex(16)


def week_of(day: date) -> str:
    """A day's week, "2026-W48" (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def this_week() -> str:
    """The week that it is at the school."""
    return week_of(clock.today())


class Response(Base):
    """One person's answers that are counted: by the questions' keys, each a choice's key, several of them, or a number.

    `aside` is empty for those that count.
    """

    __tablename__ = "pulse_response"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(primary_key=True, default=random_key)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("pulse_version.id", ondelete="CASCADE"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    language: Mapped[str]
    channel: Mapped[str] = mapped_column(default=Channel.LINK)
    week: Mapped[str] = mapped_column(default=this_week)
    aside: Mapped[str] = mapped_column(default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class Comment(Base):
    """What somebody wrote in their own words, in answer to one question."""

    __tablename__ = "pulse_comment"
    __table_args__ = UNORDERED
    key: Mapped[str] = mapped_column(primary_key=True, default=random_key)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id", ondelete="CASCADE"), index=True)
    question_key: Mapped[str]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"))
    language: Mapped[str]
    week: Mapped[str] = mapped_column(default=this_week)
    aside: Mapped[str] = mapped_column(default="")
    text: Mapped[str]


class Receipt(Base):
    """That a form with this random id was sent, so that a second tap counts for nothing. Gone after two days."""

    __tablename__ = "pulse_receipt"
    __table_args__ = UNORDERED
    hash: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(default=clock.today)

    @classmethod
    def is_new(cls, sent_as: str) -> bool:
        """Note that this form was sent; False where it was sent before. A form without an id is always new."""
        if not sent_as:
            return True
        return insert_once(cls, hash=hashlib.sha256(sent_as.encode()).hexdigest(), day=clock.today())


def forget_receipts() -> None:
    """Every minute: drop the receipts of the day before yesterday, so that none is older than 48 hours."""
    old = Receipt.day < clock.today() - timedelta(days=1)
    if db.session.scalar(select(Receipt.hash).where(old).limit(1)):
        with transaction():
            db.session.execute(delete(Receipt).where(old))
