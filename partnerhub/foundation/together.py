"""Writing together: many who send a small form at the same moment share one commit.

A commit waits for the disk (synchronous=FULL), some milliseconds that no code makes shorter, and writers take turns. So
whoever has the turn writes for all who wait, in one transaction, and each is answered after its commit: what was
acknowledged is on the disk, as everywhere else. Nobody waits for others to come: alone, one writes at once.

    @allow(anyone, late=True)                   # the route begins to write by itself
    def send_answers(code):
        ...                                     # read, and refuse what is wrong, while others write
        together.write(lambda: keep(...))       # plain values only: another request's thread may run it
        return redirect(...)
"""

import threading
from collections import deque
from collections.abc import Callable

from partnerhub.foundation import checks
from partnerhub.foundation.db import db, transaction

Work = Callable[[], object]


class Waiting:
    """Something to write, and what became of it."""

    def __init__(self, work: Work) -> None:
        self.work, self.is_done = work, False


waiting = deque[Waiting]()
turn = threading.Lock()


def write(work: Work) -> None:
    """Write this, alone or with what others write now. Returns once it is committed, and raises what it raises.

    What was read before is let go: after this the request must not use objects of the database. A request that only
    asks about one field writes nothing.

    Args:
        work: writes through `db.session`, with plain values: no request, no object of a session.
    """
    if checks.is_asked():
        return
    db.session.rollback()
    mine = Waiting(work)
    waiting.append(mine)
    with turn:
        if not mine.is_done:
            write_for(mine)


def write_for(mine: Waiting) -> None:
    """Write for this one and all who wait. Where that fails, each takes a turn of their own, and hears of it alone."""
    taken = {mine, *(waiting.popleft() for _one in range(len(waiting)))}
    try:
        commit(taken)
    except Exception:
        if len(taken) == 1:
            raise
        commit({mine})


def commit(taken: set[Waiting]) -> None:
    """Write these in one transaction."""
    with transaction():
        for one in taken:
            one.work()
    for one in taken:
        one.is_done = True
