"""A story: what went well, told for others. It goes out only as the principal approved it.

What is being written lies in the story; what goes out lies in its editions, each a copy of the texts and pictures as
the principal saw them. So a word that somebody changes later, or a translation that is not checked, reaches nobody.
"""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock, words
from partnerhub.foundation.db import Base, db
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories.states import NEXT_STATES, STATES, WRITTEN, NotNow, State
from partnerhub.stories.telling import LABELS, Told

__all__ = ["LABELS", "Edition", "NotNow", "State", "Story", "StoryPartner"]
READ_BY_VIEWERS = (State.APPROVED, State.PUBLISHED, State.WITHDRAWN)


class StoryPartner(Base):
    """An organization that a story is about."""

    __tablename__ = "story_partner"
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, index=True)


class Story(Told, Base):
    """One story, with where it stands and who is in it."""

    __tablename__ = "story"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default=State.PROPOSED, index=True)
    is_about_nobody: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    partners: Mapped[list[Partner]] = relationship(secondary="story_partner", order_by=Partner.name)
    proposed_by: Mapped[User | None] = relationship(lazy="joined")
    editions: Mapped[list["Edition"]] = relationship(
        back_populates="story", cascade="all, delete-orphan", order_by="Edition.number"
    )
    portrayed: Mapped[list[Any]] = relationship(
        "Portrayed", back_populates="story", cascade="all, delete-orphan", order_by="Portrayed.id"
    )
    photos: Mapped[list[Any]] = relationship(
        "StoryPhoto", back_populates="story", cascade="all, delete-orphan", order_by="StoryPhoto.position"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff see all, a partner's person those about or by their organization, a viewer those that were approved."""
        every = select(cls).order_by(cls.changed_at.desc(), cls.id.desc())
        if not user.is_authenticated:
            return every.where(false())
        if user.is_partner:
            colleagues = select(User.id).where(User.partner_id == user.partner_id)
            about = cls.partners.any(Partner.id == user.partner_id)
            return every.where(or_(about, cls.proposed_by_id.in_(colleagues)))
        return every if user.is_staff else every.where(cls.state.in_(READ_BY_VIEWERS))

    @classmethod
    def published(cls) -> Select[Self]:
        """Those that were put on the public pages, the latest first. Which may be seen there says publishing."""
        return select(cls).where(cls.state == State.PUBLISHED).order_by(cls.published_at.desc(), cls.id.desc())

    def editable_by(self, user: Any) -> bool:
        """Staff write on it until it is put away; whoever proposed it, until the school takes it up."""
        if self.state not in WRITTEN:
            return False
        return bool(user.is_staff or (self.state == State.PROPOSED and self.is_of(user)))

    def is_of(self, user: Any) -> bool:
        """Whether this person, or a colleague of theirs at the same organization, proposed it."""
        proposer = self.proposed_by
        if proposer is None:
            return False
        return bool(proposer.id == user.id or (user.is_partner and proposer.partner_id == user.partner_id))

    @property
    def state_label(self) -> Any:
        """Where it stands, in words."""
        return STATES[State(self.state)]

    @property
    def edition(self) -> "Edition | None":
        """What the principal approved last; this goes out."""
        return self.editions[-1] if self.editions else None

    @property
    def has_news(self) -> bool:
        """Whether it says something else than what was approved."""
        return self.edition is not None and self.edition.content != self.content

    @property
    def content(self) -> dict[str, Any]:
        """All that would go out, as it is now: its texts in each language that is whole and checked."""
        whole = [code for code in self.title.wordings if self.is_whole_in(code)]
        texts = {name: getattr(self, name) for name in ("title", "text", "outcome")}
        return {
            "source": self.language,
            "languages": {code: {name: text.text_in(code) for name, text in texts.items()} for code in whole},
            "people": {str(person.id): person.uses_of_words for person in self.portrayed if person.is_in_it},
            "photos": [photo.content for photo in self.photos],
        }

    def propose(self, *, by: Any) -> None:
        """Hand it in for the first time."""
        self.proposed_by, self.said = by, self.all_words()
        db.session.add(self)
        db.session.flush()
        self.record(by, "story.proposed")

    def write(self, *, by: Any, title: str, text: str, outcome: str, partners: list[Partner]) -> None:
        """Write other words, in the language that it was written in. Raises NotNow where it was put away."""
        if self.state not in WRITTEN:
            raise NotNow
        self.title = self.title.written(self.language, title)
        self.text = self.text.written(self.language, text)
        self.outcome = self.outcome.written(self.language, outcome)
        self.partners = partners
        self.touch()
        self.record(by, "story.changed")

    def be_about_nobody(self, is_so: bool, *, by: Any) -> None:
        """Say that nobody can be recognized in it, or take that back."""
        self.is_about_nobody = is_so
        self.record(by, "story.changed")

    def take_up(self, *, by: Any) -> None:
        """Begin to review it, or look at it anew. Raises NotNow."""
        self.move_to(State.REVIEW, by=by)

    def approve(self, *, by: Any) -> "Edition":
        """Let it go out as it is now. One that is published goes on with this edition.

        Raises:
            NotNow: it is not where it could be approved, or this was approved before.
            PermissionError: only the principal approves.
        """
        if not by.is_principal:
            raise PermissionError("Nothing goes out by one person's hand alone, unless it is the principal's.")
        if self.edition and not self.has_news and self.state in (State.APPROVED, State.PUBLISHED):
            raise NotNow
        edition = Edition(number=len(self.editions) + 1, by_id=by.id, content=self.content)
        self.editions.append(edition)
        self.move_to(State.PUBLISHED if self.state == State.PUBLISHED else State.APPROVED, by=by, kind="approved")
        return edition

    def put_out(self, *, by: Any) -> None:
        """Put it on the public pages. Who is in it was asked before: see publishing. Raises NotNow."""
        if self.state != State.APPROVED:
            raise NotNow
        self.published_at = clock.now()
        self.move_to(State.PUBLISHED, by=by)

    def withdraw(self, why: str, *, by: Any) -> None:
        """Take it off the public pages at once. Raises NotNow where it is not there."""
        self.move_to(State.WITHDRAWN, by=by, why=why)

    def archive(self, why: str, *, by: Any) -> None:
        """Put it away: it does not go out, or its time is over. Raises NotNow."""
        self.move_to(State.ARCHIVED, by=by, why=why)

    def move_to(self, state: State, *, by: Any, why: str = "", kind: str | None = None) -> None:
        """Take it to another state and tell the trail. Raises NotNow where that does not follow."""
        if state not in NEXT_STATES[State(self.state)]:
            raise NotNow
        self.state, self.why = state, why
        self.record(by, f"story.{kind or state}", why=why)

    def record(self, by: Any, kind: str, **details: Any) -> None:
        """Tell the trail, under each of its partners."""
        db.session.flush()
        about: list[int | None] = [partner.id for partner in self.partners]
        for partner_id in about or [None]:
            audit.record(by, kind, self, partner_id=partner_id, title=self.title.text, **details)


class Edition(Base):
    """What the principal approved: the texts in each language, the pictures, and who is in them, as it was then."""

    __tablename__ = "story_edition"
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    story: Mapped[Story] = relationship(back_populates="editions")
    by: Mapped[User] = relationship(lazy="joined")

    @property
    def source(self) -> str:
        """The language that the story was written in."""
        return str(self.content["source"])

    @property
    def languages(self) -> list[str]:
        """The languages that it can be read in, its own first."""
        return sorted(self.content["languages"], key=lambda code: (code != self.source, code))

    @property
    def photos(self) -> list[dict[str, Any]]:
        """The pictures as they were approved."""
        found: list[dict[str, Any]] = self.content.get("photos", [])
        return found

    def reads(self, language: str) -> dict[str, str]:
        """Its texts in this language, or in its own where there are none."""
        found: dict[str, str] = self.content["languages"].get(language) or self.content["languages"][self.source]
        return found


words.index(Story, "said")
