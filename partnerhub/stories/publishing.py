"""What may go out through a channel, and what is missing. Asked anew each time: consent that ends ends by itself.

Both are asked: the edition that would go out, since its words are those that people read, and the ledger as it is
now. So nobody is left out of what was approved by being struck off afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, or_, tuple_
from sqlalchemy.orm import selectinload

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.stories.consent_rules import Channel, Giver, Use, lacking
from partnerhub.stories.model import State, Story
from partnerhub.stories.photos import StoryPhoto, by_token
from partnerhub.stories.portrayed import Consent, Portrayed


class Why(StrEnum):
    """What is missing."""

    NOBODY_SAID = "nobody_said"
    NEIGHBOR = "neighbor"
    UNSEEN = "unseen"
    ALT = "alt"
    NOT_APPROVED = "not_approved"
    CONSENT = "consent"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing before something may go out."""

    why: Why
    person: Portrayed | None = None
    use: Use | None = None
    giver: Giver | None = None
    photo: StoryPhoto | None = None


class NotCovered(Exception):
    """It may not go out; `gaps` says what is missing."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(f"{len(gaps)} things are missing.")
        self.gaps = gaps


@dataclass(frozen=True)
class Coverage:
    """What is missing before a story may go out through a channel on a day.

    Args:
        gaps: what keeps its words in.
        of_photos: what keeps some of its pictures in; the words may go out without them.
    """

    channel: Channel
    gaps: list[Gap] = field(default_factory=list)
    of_photos: list[Gap] = field(default_factory=list)

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
    of_photos = [gap for photo in story.photos for gap in of_photo(story, photo, channel, day)]
    return Coverage(channel, [*unsaid(story), *of_words(story, channel, day)], of_photos)


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


def of_photo(story: Story, photo: StoryPhoto, channel: Channel, day: date) -> Iterable[Gap]:
    """What is missing before a picture may go out."""
    approved = {shown["token"]: shown for shown in story.edition.photos} if story.edition else {}
    if photo.shows_nobody is None:
        yield Gap(Why.UNSEEN, photo=photo)
    if not photo.alt.text:
        yield Gap(Why.ALT, photo=photo)
    if story.edition and photo.token not in approved:
        yield Gap(Why.NOT_APPROVED, photo=photo)
    then = approved.get(photo.token, {}).get("people", {})
    now = {str(person.id): person.use_of_pictures for person in photo.people}
    for person in story.portrayed:
        uses = [use for use in Use if use in (then.get(str(person.id)), now.get(str(person.id)))]
        for use, giver in lacking(person.is_child, person.yeses, person.noes, uses, channel, day):
            yield Gap(Why.CONSENT, person, use, giver, photo)


def pictures(story: Story, channel: Channel, day: date | None = None) -> list[dict[str, Any]]:
    """The pictures of the edition that may go out, in their order."""
    day = day or clock.today()
    here = {photo.token: photo for photo in story.photos}
    shown = story.edition.photos if story.edition else []
    return [
        each for each in shown if each["token"] in here and not any(of_photo(story, here[each["token"]], channel, day))
    ]


def public_picture(token: str) -> StoryPhoto | None:
    """The photo with this public address, where everybody may see it today."""
    photo = by_token(token)
    if photo is None or not is_public(photo.story):
        return None
    may_be_seen = token in [each["token"] for each in pictures(photo.story, Channel.WEBSITE)]
    return photo if may_be_seen else None


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


def with_all() -> list[Any]:
    """What a query for stories is given, so that those of which coverage is asked are read in a few queries."""
    return [selectinload(part) for part in (Story.portrayed, Story.editions, Story.partners, Story.photos)]


def in_doubt(day: date) -> Select[Story]:
    """Published stories that may not be covered on a day; coverage says which. All others are.

    So that ten years' stories need not be read to find the one whose consent ends.
    """
    yes = and_(
        Consent.portrayed_id == Portrayed.id,
        Consent.until >= day,
        names(Consent.channels, Channel.WEBSITE),
        or_(~Portrayed.in_words, names(Consent.uses, Use.WORDS)),
        or_(~Portrayed.is_helped, names(Consent.uses, Use.HELP)),
    )
    lacks = or_(
        and_(Portrayed.is_child, Portrayed.recognizable.is_(None)),
        Portrayed.withdrawals.any(),
        Portrayed.consents.any(Consent.until < day),
        ~exists().where(yes, Consent.giver == Giver.SELF),
        and_(Portrayed.is_child, ~exists().where(yes, Consent.giver == Giver.GUARDIAN)),
    )
    nobody_said = and_(~Story.is_about_nobody, ~Story.portrayed.any(Portrayed.is_in_it))
    return Story.published().where(or_(nobody_said, Story.portrayed.any(lacks)))


def names(column: Any, value: str) -> ColumnElement[bool]:
    """Whether a list in a row of the ledger has this in it, in words that both databases know."""
    return cast(column, String).contains(f'"{value}"')


def public_stories(most: int, before: Story | None = None) -> list[Story]:
    """What everybody may read today, the latest first.

    Args:
        most: how many at most.
        before: only older ones than this one.
    """
    out, found = Story.published().options(*with_all()), list[Story]()
    if before:
        out = out.where(tuple_(Story.published_at, Story.id) < (before.published_at, before.id))
    for passed in count(0, most):
        some = db.session.scalars(out.offset(passed).limit(most)).unique().all()
        found += [story for story in some if is_public(story)]
        if len(some) < most or len(found) >= most:
            break
    return found[:most]
