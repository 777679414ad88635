"""The clock: the only place that asks what time it is, so that a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask_babel import get_timezone

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def zone() -> ZoneInfo:
    """The time zone of the school."""
    return ZoneInfo(str(get_timezone() or "UTC"))


def at_school() -> datetime:
    """This instant as the clock on the school's wall shows it."""
    return now().astimezone(zone())


def day_of(instant: datetime) -> date:
    """The day that it is at the school at this instant."""
    return instant.astimezone(zone()).date()


def today() -> date:
    """The date at the school."""
    return at_school().date()


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Let it be this instant inside the block: for tests and for the demonstration school's past.

    Args:
        instant: an aware datetime.
    """
    token = _stopped_at.set(instant)
    try:
        yield
    finally:
        _stopped_at.reset(token)
