"""Which backups are kept: all of the last day, and the last of each of the latest days, weeks and months.

Instants in, instants out. The scheme is the grandfather-father-son rotation that backup programs have used since tapes.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

A_DAY = timedelta(days=1)
DAILY, WEEKLY, MONTHLY = 7, 4, 12


def kept(made: Iterable[datetime]) -> set[datetime]:
    """The backups to keep, of all that there are.

    Args:
        made: when each was made.
    """
    newest_first = sorted(made, reverse=True)
    last_day = {at for at in newest_first if newest_first[0] - at < A_DAY}
    return (
        last_day
        | last_of_each(newest_first, lambda at: at.date(), DAILY)
        | last_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKLY)
        | last_of_each(newest_first, lambda at: (at.year, at.month), MONTHLY)
    )


def last_of_each(newest_first: list[datetime], span: Callable[[datetime], Hashable], most: int) -> set[datetime]:
    """The newest of each day, week or month, for so many of those that have any."""
    newest: dict[Hashable, datetime] = {}
    for at in newest_first:
        newest.setdefault(span(at), at)
    return set(list(newest.values())[:most])
