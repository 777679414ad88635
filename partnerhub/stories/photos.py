"""The photos of a story. Each has two secret addresses that die with it, or when it is made anew."""

import secrets
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, files
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import Prepared, StoredFile
from partnerhub.foundation.texts import Words
from partnerhub.stories.model import Story
from partnerhub.stories.portrayed import Portrayed
from partnerhub.stories.renditions import Renditions

MOST = 12


class PhotoPerson(Base):
    """Somebody who can be recognized in a photo."""

    __tablename__ = "photo_person"
    photo_id: Mapped[int] = mapped_column(ForeignKey("story_photo.id", ondelete="CASCADE"), primary_key=True)
    portrayed_id: Mapped[int] = mapped_column(
        ForeignKey("portrayed.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StoryPhoto(Binned, Base):
    """One photo. `shows_nobody`: somebody has looked and said that nobody can be recognized; None: nobody has looked.

    `token` is in its public address and is a new one whenever the picture is made anew: what the principal approved
    is this picture, not another one.
    """

    __tablename__ = "story_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    token: Mapped[str] = mapped_column(unique=True)
    original_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    large_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    small_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[Words]
    focal: Mapped[str] = mapped_column(default="middle-center")
    areas: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    shows_nobody: Mapped[bool | None]
    story: Mapped[Story] = relationship(back_populates="photos")
    original: Mapped[StoredFile] = relationship(foreign_keys=original_id)
    large: Mapped[StoredFile] = relationship(foreign_keys=large_id)
    small: Mapped[StoredFile] = relationship(foreign_keys=small_id)
    people: Mapped[list[Portrayed]] = relationship(secondary="photo_person", order_by=Portrayed.id, lazy="selectin")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As its story is."""
        seen = Story.visible_to(user).with_only_columns(Story.id).order_by(None)
        return select(cls).where(cls.story_id.in_(seen)).order_by(cls.position, cls.id)

    def editable_by(self, user: Any) -> bool:
        """As its story is."""
        return self.story.editable_by(user)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return f"{self.story.title.text} ({self.alt.text or self.position})"

    @property
    def content(self) -> dict[str, Any]:
        """What would go out of it, as it is now."""
        alt = {code: wording.text for code, wording in self.alt.wordings.items() if wording.text}
        people = {str(person.id): person.use_of_pictures for person in self.people}
        return {"token": self.token, "width": self.width, "height": self.height, "alt": alt, "people": people}

    def show(self, made: Renditions) -> None:
        """Take new renditions; the addresses of the older ones are dead."""
        self.large, self.small = (
            files.store(Prepared(f"{size}.webp", content, "image/webp"))
            for size, content in (("large", made.large), ("small", made.small))
        )
        self.width, self.height, self.token = made.width, made.height, secrets.token_urlsafe(12)

    def describe(self, *, alt: str, nobody: bool, people: list[Portrayed], by: Any) -> None:
        """Say what it shows, in words for those who do not see it, and who can be recognized."""
        self.alt = self.alt.written(self.alt.source, alt)
        self.people = [] if nobody else people
        self.shows_nobody = nobody
        self.story.touch()
        self.record(by, "story_photo.described")

    def record(self, by: Any, kind: str) -> None:
        """Tell the trail."""
        db.session.flush()
        audit.record(by, kind, self, title=self.story.title.text)


def add(story: Story, sent: Prepared, made: Renditions, *, by: Any) -> StoryPhoto:
    """Put a photo at the end of those of a story."""
    last = db.session.scalar(select(func.max(StoryPhoto.position)).where(StoryPhoto.story_id == story.id)) or 0
    photo = StoryPhoto(position=last + 1, alt=Words.begin(story.language, ""), original=files.store(sent), areas=[])
    photo.show(made)
    story.photos.append(photo)
    story.touch()
    photo.record(by, "story_photo.added")
    return photo


def place(photo: StoryPhoto, *, up: bool) -> None:
    """Let it change places with the one before or after it; at the ends nothing happens."""
    order = list(photo.story.photos)
    here = order.index(photo)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position


def by_token(token: str) -> StoryPhoto | None:
    """The photo with this public address."""
    return db.session.scalars(select(StoryPhoto).where(StoryPhoto.token == token)).unique().one_or_none()
