"""An issue of the newsletter, and what it is made of."""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, false, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.people.model import User
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.model import NotNow, State, Story
from partnerhub.stories.publishing import coverage, with_all

MOST_PIECES = 30


class Issue(Base):
    """One issue. It is written until it is sent; then it is what it is."""

    __tablename__ = "newsletter_issue"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    language: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    is_paused: Mapped[bool] = mapped_column(default=False)
    sent_by: Mapped[User | None] = relationship(lazy="joined")
    pieces: Mapped[list["Piece"]] = relationship(
        back_populates="issue", cascade="all, delete-orphan", order_by="Piece.position"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff make them; a viewer reads those that were sent."""
        every = select(cls).order_by(cls.id.desc())
        if not user.is_authenticated or user.is_partner:
            return every.where(false())
        return every if user.is_staff else every.where(cls.sent_at.is_not(None))

    def editable_by(self, user: Any) -> bool:
        """Staff, until it is sent."""
        return bool(user.is_staff and self.sent_at is None)

    @property
    def batch(self) -> str:
        """What its letters have in common in the outbox."""
        return f"newsletter-{self.id}"

    @property
    def shown(self) -> list["Piece"]:
        """The pieces that may go out, in their order. Stories are asked for anew each time."""
        return [piece for piece in self.pieces if piece.may_go_out]

    def begin(self, *, by: Any) -> None:
        """Make it."""
        db.session.add(self)
        self.record(by, "newsletter_issue.begun")

    def add(self, *, story: Story | None = None, heading: str = "", text: str = "") -> "Piece":
        """Put something at its end. Raises NotNow where it was sent."""
        if self.sent_at:
            raise NotNow
        last = max((piece.position for piece in self.pieces), default=0)
        piece = Piece(position=last + 1, story=story, heading=heading, text=text)
        self.pieces.append(piece)
        db.session.flush()
        return piece

    def record(self, by: Any, kind: str) -> None:
        """Tell the trail."""
        db.session.flush()
        audit.record(by, kind, self, title=self.title)


class Piece(Base):
    """A story in an issue, or a heading with a few words (Markdown)."""

    __tablename__ = "newsletter_piece"
    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("newsletter_issue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    heading: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    issue: Mapped[Issue] = relationship(back_populates="pieces")
    story: Mapped[Story | None] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its issue is."""
        seen = Issue.visible_to(user).with_only_columns(Issue.id).order_by(None)
        return select(cls).where(cls.issue_id.in_(seen))

    def editable_by(self, user: Any) -> bool:
        """As its issue is."""
        return self.issue.editable_by(user)

    @property
    def may_go_out(self) -> bool:
        """Words of the school may; a story only as approved, and while everybody in it agrees to the newsletter."""
        if self.story is None:
            return True
        is_approved = self.story.edition is not None and self.story.state in (State.APPROVED, State.PUBLISHED)
        return is_approved and coverage(self.story, Channel.NEWSLETTER).is_whole

    @property
    def title(self) -> str:
        """What it is called."""
        return self.reads["title"] if self.story and self.story.edition else self.heading

    @property
    def reads(self) -> dict[str, str]:
        """A story's texts as they were approved, in the language of the issue where there is one."""
        edition = self.story.edition if self.story else None
        return edition.reads(self.issue.language) if edition else {"title": "", "text": "", "outcome": ""}

    def reorder(self, *, up: bool) -> None:
        """Let it change places with the one before or after it; at the ends nothing happens."""
        order = list(self.issue.pieces)
        here = order.index(self)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        for position, each in enumerate(order, start=1):
            each.position = position


def latest_sent() -> datetime | None:
    """When the latest issue was sent."""
    return db.session.scalar(select(func.max(Issue.sent_at)))


def stories_to_add(issue: Issue) -> list[Story]:
    """The stories that may go out in a newsletter and are not in this issue."""
    inside = {piece.story_id for piece in issue.pieces}
    told = select(Story).where(Story.state.in_([State.APPROVED, State.PUBLISHED])).order_by(Story.changed_at.desc())
    found = db.session.scalars(told.options(*with_all()).limit(50)).unique()
    return [story for story in found if story.id not in inside and coverage(story, Channel.NEWSLETTER).is_whole]
