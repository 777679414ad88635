"""The review of a story: remarks of those who read it, and other words that they suggest for its text."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.comparing import Line, compare, lines_of
from partnerhub.foundation.db import Base, db
from partnerhub.people.model import User
from partnerhub.stories.model import NotNow, State, Story

LONGEST = 2_000
DISCUSSED = (State.PROPOSED, State.REVIEW, State.APPROVED, State.PUBLISHED)


class RemarkState(StrEnum):
    """What became of it."""

    OPEN = "open"
    TAKEN = "taken"
    SETTLED = "settled"


STATES = {
    RemarkState.OPEN: _l("Open"),
    RemarkState.TAKEN: _l("Taken over"),
    RemarkState.SETTLED: _l("Settled"),
}


class Remark(Base):
    """What somebody says of a story; with `suggested`, how its text would read, and `was`, how it read then."""

    __tablename__ = "story_remark"
    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    text: Mapped[str] = mapped_column(default="")
    was: Mapped[str] = mapped_column(default="")
    suggested: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=RemarkState.OPEN)
    story: Mapped[Story] = relationship(lazy="joined")
    by: Mapped[User] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As the story is; a viewer reads stories, not what was said of them."""
        seen = Story.visible_to(user).with_only_columns(Story.id).order_by(None)
        may_read = user.is_authenticated and (user.is_staff or user.is_partner)
        return select(cls).where(cls.story_id.in_(seen), may_read).order_by(cls.id)

    def editable_by(self, user: Any) -> bool:
        """Staff answer it."""
        return bool(user.is_staff)

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state == RemarkState.OPEN

    @property
    def state_label(self) -> Any:
        """What became of it, in words."""
        return STATES[RemarkState(self.state)]

    @property
    def is_outdated(self) -> bool:
        """Whether the text was changed since other words were suggested for it."""
        return bool(self.suggested) and self.was != self.story.text.text

    @property
    def lines(self) -> list[Line]:
        """The text as it was and as it is suggested, line by line."""
        return list(compare(lines_of(self.was), lines_of(self.suggested))) if self.suggested else []

    def take(self, *, by: Any) -> None:
        """Let the text read as suggested. Raises NotNow where it was answered, or the text is another one now."""
        if not self.is_open or not self.suggested or self.is_outdated:
            raise NotNow
        self.state = RemarkState.TAKEN
        self.story.text = self.story.text.written(self.story.language, self.suggested)
        self.story.touch()
        self.record(by, "story_remark.taken")

    def settle(self, *, by: Any) -> None:
        """There is nothing more to do about it. Raises NotNow where it was answered."""
        if not self.is_open:
            raise NotNow
        self.state = RemarkState.SETTLED
        self.record(by, "story_remark.settled")

    def record(self, by: Any, kind: str) -> None:
        """Tell the trail."""
        db.session.flush()
        audit.record(by, kind, self, title=self.story.title.text, name=self.by.name)


def remark(story: Story, text: str, *, by: Any, suggested: str = "") -> Remark:
    """Say something of a story. What reads as the story does is no suggestion. Raises NotNow where it was put away."""
    if story.state not in DISCUSSED:
        raise NotNow
    now = story.text.text
    other = suggested if suggested != now else ""
    made = Remark(story=story, by=by, text=text, suggested=other, was=now if other else "")
    db.session.add(made)
    made.record(by, "story_remark.made")
    return made


def of_story(story: Story, user: Any) -> list[Remark]:
    """What was said of a story, as far as this person may read it."""
    return list(db.session.scalars(Remark.visible_to(user).where(Remark.story_id == story.id)).unique())
