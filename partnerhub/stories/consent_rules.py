"""What a consent covers. No database, no clock: what was said comes in, whether it may go out comes out.

A child needs two: a guardian's yes and the child's own. The last word counts: what was taken back stays taken back
until the same person says yes anew, on that day or later, so that an older form that turns up does not bring it back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Use(StrEnum):
    """What somebody agrees to, each by itself."""

    WORDS = "words"
    PICTURE = "picture"
    NAMED = "named"
    HELP = "help"


class Channel(StrEnum):
    """Where it goes out."""

    WEBSITE = "website"
    NEWSLETTER = "newsletter"
    PRESS = "press"


class Giver(StrEnum):
    """Who says so: the person, or a guardian for a child."""

    SELF = "self"
    GUARDIAN = "guardian"


# Who agrees to a picture with a name agrees to it without one. Who takes the picture back takes back both.
GROUNDS = {
    Use.WORDS: (Use.WORDS,),
    Use.PICTURE: (Use.PICTURE, Use.NAMED),
    Use.NAMED: (Use.NAMED,),
    Use.HELP: (Use.HELP,),
}
LEANS_ON = {
    Use.WORDS: frozenset({Use.WORDS}),
    Use.PICTURE: frozenset({Use.PICTURE}),
    Use.NAMED: frozenset({Use.NAMED, Use.PICTURE}),
    Use.HELP: frozenset({Use.HELP}),
}


@dataclass(frozen=True)
class Yes:
    """Somebody agreed.

    Args:
        giver: who.
        uses: to what.
        channels: for where.
        given_on: the first day that it is good.
        until: the last day that it is good.
        at: when it was recorded.
    """

    giver: str
    uses: frozenset[str]
    channels: frozenset[str]
    given_on: date
    until: date
    at: datetime


@dataclass(frozen=True)
class No:
    """Somebody took back what they had agreed to. Arguments as for Yes; `on` is the day when they did."""

    giver: str
    uses: frozenset[str]
    channels: frozenset[str]
    on: date
    at: datetime


def givers(is_child: bool) -> tuple[Giver, ...]:
    """Everybody whose yes is needed."""
    return (Giver.GUARDIAN, Giver.SELF) if is_child else (Giver.SELF,)


def takes_back(no: No, yes: Yes, ground: Use, channel: str) -> bool:
    """Whether a yes, as far as it agrees to this, was taken back."""
    is_about_it = no.giver == yes.giver and channel in no.channels and bool(LEANS_ON[ground] & no.uses)
    return is_about_it and (no.at >= yes.at or no.on > yes.given_on)


def covers(yes: Yes, noes: Iterable[No], use: Use, channel: str, day: date) -> bool:
    """Whether this yes is good for a use, a channel and a day."""
    if channel not in yes.channels or not yes.given_on <= day <= yes.until:
        return False
    noes = list(noes)
    grounds = (ground for ground in GROUNDS[use] if ground in yes.uses)
    return any(not any(takes_back(no, yes, ground, channel) for no in noes) for ground in grounds)


def lacking(
    is_child: bool, yeses: Collection[Yes], noes: Collection[No], uses: Iterable[Use], channel: str, day: date
) -> list[tuple[Use, Giver]]:
    """Whose yes to what is missing, for a person to go out through a channel on a day.

    Args:
        is_child: whether a guardian is needed, too.
        uses: what of the person would go out.
    """
    return [
        (use, giver)
        for use in uses
        for giver in givers(is_child)
        if not any(yes.giver == giver and covers(yes, noes, use, channel, day) for yes in yeses)
    ]
