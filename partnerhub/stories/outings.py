"""Where a story went that cannot be taken back: printed, mailed, given to the press."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import clock
from partnerhub.foundation.db import Base, db
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.model import NotNow, Story
from partnerhub.stories.publishing import NotCovered, coverage


class Outing(Base):
    """A story went out by a channel, in something that has a name."""

    __tablename__ = "story_outing"
    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str]
    what: Mapped[str]
    on: Mapped[date] = mapped_column(default=clock.today)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    story: Mapped[Story] = relationship()


def note(story: Story, channel: Channel, what: str, *, by: Any) -> Outing:
    """Write down that a story goes out there.

    Raises:
        NotNow: nobody has approved it, or it was put away.
        NotCovered: somebody in it has not agreed to that.
    """
    if story.edition is None or story.state not in ("approved", "published"):
        raise NotNow
    found = coverage(story, channel)
    if not found.is_whole:
        raise NotCovered(found.gaps)
    outing = Outing(story=story, channel=channel, what=what, by_id=by.id)
    db.session.add(outing)
    story.record(by, "story.given", what=what)
    return outing


def of_story(story: Story) -> list[Outing]:
    """Where a story went, the latest first."""
    return list(db.session.scalars(select(Outing).where(Outing.story_id == story.id).order_by(Outing.id.desc())))
