"""Standing: whether somebody may enter today, and why. Computed from dates alone; knows no database and no request.

A requirement is met while accepted proofs follow each other without a gap from today on. Somebody's standing is the
worst of what is required of them, of their organization, and of the partnership itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

SOON = timedelta(days=30)


class Color(StrEnum):
    """Green, amber or red; never shown without its icon and its word."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def weight(self) -> int:
        """The worse, the heavier."""
        return list(Color).index(self)


class Cause(StrEnum):
    """Why a color is what it is."""

    COVERED = "covered"
    ENDS_SOON = "ends_soon"
    MISSING = "missing"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    WAITING = "waiting"
    RETURNED = "returned"
    PARTNERSHIP = "partnership"


WORDS = {
    Color.GREEN: _l("Cleared"),
    Color.AMBER: _l("Cleared, expires soon"),
    Color.RED: _l("Not cleared"),
}
ICONS = {Color.GREEN: "circle-check", Color.AMBER: "triangle-alert", Color.RED: "circle-x"}
TONES = {Color.GREEN: "good", Color.AMBER: "warn", Color.RED: "bad"}


@dataclass(frozen=True)
class Proof:
    """The dates of a clearance. `expires_on` is its last good day; None never comes."""

    issued_on: date
    expires_on: date | None
    is_accepted: bool = True
    is_waiting: bool = False
    is_returned: bool = False


@dataclass(frozen=True)
class Finding:
    """How one requirement stands."""

    color: Color
    cause: Cause
    about: Any = ""
    until: date | None = None
    days: int = 0

    @property
    def sentence(self) -> str:
        """The reason, in the reader's language."""
        about = str(self.about)
        if self.cause == Cause.ENDS_SOON and self.days == 0:
            return _("%(about)s expires today", about=about)
        if self.cause == Cause.ENDS_SOON:
            return ngettext(
                "%(about)s expires in %(num)d day", "%(about)s expires in %(num)d days", self.days, about=about
            )
        if self.cause == Cause.EXPIRED:
            return _("%(about)s expired on %(date)s", about=about, date=format_date(self.until, "medium"))
        if self.cause == Cause.NOT_YET:
            return _("%(about)s begins on %(date)s", about=about, date=format_date(self.until, "medium"))
        return PLAIN[self.cause] % {"about": about}


PLAIN = {
    Cause.COVERED: _l("%(about)s is in order"),
    Cause.MISSING: _l("%(about)s is missing"),
    Cause.WAITING: _l("%(about)s waits to be looked at"),
    Cause.RETURNED: _l("%(about)s was returned"),
    Cause.PARTNERSHIP: _l("The partnership is not active: %(about)s"),
}


@dataclass(frozen=True)
class Standing:
    """Green, amber or red, with every finding, the worst first. Nothing required is green."""

    findings: tuple[Finding, ...]

    @property
    def color(self) -> Color:
        return max((f.color for f in self.findings), key=lambda c: c.weight, default=Color.GREEN)

    @property
    def reasons(self) -> list[Finding]:
        """Why it is not green."""
        return [f for f in self.findings if f.color != Color.GREEN]

    @property
    def until(self) -> date | None:
        """The last day of what ends first; None where nothing ends or nothing holds."""
        ends = [f.until for f in self.findings if f.until and f.color != Color.RED]
        return min(ends, default=None) if self.color != Color.RED else None

    @property
    def word(self) -> str:
        return str(WORDS[self.color])

    @property
    def icon(self) -> str:
        return ICONS[self.color]

    @property
    def tone(self) -> str:
        return TONES[self.color]


def covered_until(proofs: Iterable[Proof], today: date) -> date | None:
    """The last day of the unbroken cover that holds today; date.max where it never ends, None without cover."""
    end = None
    for proof in sorted((p for p in proofs if p.is_accepted), key=lambda p: p.issued_on):
        if proof.issued_on > (end or today - timedelta(days=1)) + timedelta(days=1):
            break
        last = proof.expires_on or date.max
        if last >= today and last > (end or date.min):
            end = last
        if end == date.max:
            break
    return end


def judge(about: Any, proofs: Sequence[Proof], today: date) -> Finding:
    """How one requirement stands, from all the proofs that were ever given for it."""
    until = covered_until(proofs, today)
    if until is None:
        return explain_gap(about, proofs, today)
    if until == date.max:
        return Finding(Color.GREEN, Cause.COVERED, about)
    if until > today + SOON:
        return Finding(Color.GREEN, Cause.COVERED, about, until)
    return Finding(Color.AMBER, Cause.ENDS_SOON, about, until, (until - today).days)


def explain_gap(about: Any, proofs: Sequence[Proof], today: date) -> Finding:
    """Why nothing covers today: what is on its way is said first, then what was there once."""
    if any(p.is_waiting for p in proofs):
        return Finding(Color.RED, Cause.WAITING, about)
    accepted = [p for p in proofs if p.is_accepted]
    if coming := [p.issued_on for p in accepted if p.issued_on > today]:
        return Finding(Color.RED, Cause.NOT_YET, about, min(coming))
    if ended := [p.expires_on for p in accepted if p.expires_on]:
        return Finding(Color.RED, Cause.EXPIRED, about, max(ended))
    cause = Cause.RETURNED if any(p.is_returned for p in proofs) else Cause.MISSING
    return Finding(Color.RED, cause, about)


def partnership(state: Any, *, is_active: bool) -> Finding | None:
    """A partnership that is not active lets nobody in."""
    return None if is_active else Finding(Color.RED, Cause.PARTNERSHIP, state)


def together(*findings: Finding | None) -> Standing:
    """The standing that follows from these findings, the worst first."""
    found = [finding for finding in findings if finding]
    return Standing(tuple(sorted(found, key=lambda f: (-f.color.weight, f.until or date.max))))
