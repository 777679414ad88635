"""What stands between a public form and its answers: a signed word in each form, and a count that knows nobody.

Who sends is never kept. To notice a flood, a request's address is turned into a word with the server's key and the
day, which lives in the rate limits' storage for an hour and is of no use afterwards.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache

from flask import abort, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from limits import parse
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from partnerhub.feedback.answers import Aside
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.versions import Version
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.links import signer
from partnerhub.foundation.security import limiter

TRAP = "website"
TICKETS = "feedback-form"
FASTEST = 3.0  # seconds; nobody reads and answers in less
USUAL = 60  # an hour from one address; a school's whole network may share one
MOST = parse("600 per hour")


@dataclass(frozen=True)
class Ticket:
    """What a form says of itself, signed: which pulse and version, how it is shown, and since when."""

    pulse_id: int
    version_id: int
    channel: str
    since: float

    @classmethod
    def of(cls, version: Version, channel: str) -> "Ticket":
        """The ticket of a form that is shown now."""
        return cls(version.pulse_id, version.id, channel, clock.now().timestamp())

    def stamped(self, sign: URLSafeSerializer | None = None) -> str:
        """The word that goes into a form: the ticket with the time that it is now, signed."""
        parts = [self.pulse_id, self.version_id, self.channel, int(clock.now().timestamp())]
        return str((sign or signer(TICKETS)).dumps(parts))

    @classmethod
    def read(cls, word: str) -> "Ticket | None":
        """What a form says of itself; None where we did not sign that."""
        try:
            return cls(*signer(TICKETS).loads(word))
        except (BadSignature, TypeError, ValueError):
            return None

    def version_of(self, pulse: Pulse) -> Version | None:
        """The version that was shown, None where it is another pulse's."""
        found = db.session.get(Version, self.version_id)
        return found if found and found.pulse_id == pulse.id == self.pulse_id and found.is_asked else None


@cache
def open_here() -> Select[Round]:
    """The query of `open_round`, put together once: at the gate many answer at once."""
    here = select(Round).join(Round.pulse).where(Pulse.code == bindparam("code"), Round.closed_at.is_(None))
    here = here.where(Round.opens_on <= bindparam("today"), Round.closes_on >= bindparam("today"))
    return here.options(contains_eager(Round.pulse), joinedload(Round.version)).limit(1)


def open_round(code: str) -> Round | None:
    """The round that takes answers today at a public address, with its pulse and its version in one query."""
    return db.session.scalar(open_here(), {"code": code.lower(), "today": clock.today()})


def nameless() -> str:
    """Whoever sends this request, as a word that ends with the day."""
    secret = f"{current_app.config['SECRET_KEY']}{clock.today()}".encode()
    return hmac.new(secret, (request.remote_addr or "").encode(), hashlib.sha256).hexdigest()


def why_aside(ticket: Ticket) -> str:
    """Why an answer is put aside until somebody has looked; empty where it counts.

    Raises TooManyRequests where a machine must be at work.
    """
    many = is_flood()
    if request.form.get(TRAP):
        return Aside.TRAP
    if clock.now().timestamp() - ticket.since < FASTEST:
        return Aside.FAST
    return Aside.FLOOD if many else ""


def is_flood() -> bool:
    """Count this answer, and say whether more than usual came from one address. Raises TooManyRequests."""
    if not limiter.enabled:
        return False
    counts, who = limiter.limiter, ("feedback", nameless())
    if not counts.hit(MOST, *who):
        abort(429)
    return counts.get_window_stats(MOST, *who).remaining < MOST.amount - USUAL
