"""What may go out through a channel, and what is missing. Asked anew each time: consent that ends ends by itself.

Both are asked: the edition that would go out, since its words are those that people read, and the ledger as it is
now. So nobody is left out of what was approved by being struck off afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import selectinload

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.stories.consent_rules import Channel, Giver, Use, lacking
from partnerhub.stories.model import State, Story
from partnerhub.stories.portrayed import Portrayed


class Why(StrEnum):
    """What is missing."""

    NOBODY_SAID = "nobody_said"
    NEIGHBOR = "neighbor"
    CONSENT = "consent"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing before something may go out."""

    why: Why
    person: Portrayed | None = None
    use: Use | None = None
    giver: Giver | None = None


class NotCovered(Exception):
    """It may not go out; `gaps` says what is missing."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(f"{len(gaps)} things are missing.")
        self.gaps = gaps


@dataclass(frozen=True)
class Coverage:
    """What is missing before a story may go out through a channel on a day."""

    channel: Channel
    gaps: list[Gap] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether the words of the story may go out."""
        return not self.gaps


def coverage(story: Story, channel: Channel, day: date | None = None) -> Coverage:
    """What is missing before this story may go out.

    Args:
        day: the day when it would; today where none is given.
    """
    day = day or clock.today()
    return Coverage(channel, [*unsaid(story), *of_words(story, channel, day)])


def unsaid(story: Story) -> Iterable[Gap]:
    """Questions that nobody has answered yet."""
    here = [person for person in story.portrayed if person.is_in_it]
    if not here and not story.is_about_nobody:
        yield Gap(Why.NOBODY_SAID)
    yield from (Gap(Why.NEIGHBOR, person) for person in here if person.is_to_ask)


def of_words(story: Story, channel: Channel, day: date) -> Iterable[Gap]:
    """Whose yes to the words is missing."""
    approved = story.edition.content.get("people", {}) if story.edition else {}
    for person in story.portrayed:
        now = person.uses_of_words if person.is_in_it else []
        uses = [use for use in Use if use in now or use in approved.get(str(person.id), ())]
        for use, giver in lacking(person.is_child, person.yeses, person.noes, uses, channel, day):
            yield Gap(Why.CONSENT, person, use, giver)


def publish(story: Story, *, by: Any) -> None:
    """Put what was approved on the public pages.

    Raises:
        NotNow: nothing was approved, or it is out.
        NotCovered: somebody in it has not agreed to that.
    """
    found = coverage(story, Channel.WEBSITE)
    if story.state == State.APPROVED and not found.is_whole:
        raise NotCovered(found.gaps)
    story.put_out(by=by)


def is_public(story: Story, day: date | None = None) -> bool:
    """Whether everybody may read it, today or on another day."""
    return story.state == State.PUBLISHED and coverage(story, Channel.WEBSITE, day).is_whole


def public_stories() -> list[Story]:
    """Everything that everybody may read today, the latest first; always the same few queries."""
    out = Story.published().options(
        selectinload(Story.portrayed), selectinload(Story.editions), selectinload(Story.partners)
    )
    return [story for story in db.session.scalars(out).unique() if is_public(story)]
