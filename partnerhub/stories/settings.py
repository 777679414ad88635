"""What the school says of its public stories: whether search engines may list them."""

from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.db import Base, db


class StorySettings(Base):
    """One row, made when something is said for the first time. Unless the school says so, nothing is listed."""

    __tablename__ = "story_settings"
    id: Mapped[int] = mapped_column(primary_key=True)
    is_listed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def only(cls) -> Self | None:
        """What was said; None where nothing was."""
        return db.session.scalars(select(cls).limit(1)).one_or_none()


def is_listed() -> bool:
    """Whether search engines may list the stories."""
    said = StorySettings.only()
    return bool(said and said.is_listed)


def let_list(is_so: bool, *, by: Any) -> None:
    """Say whether they may."""
    said = StorySettings.only() or StorySettings()
    said.is_listed = is_so
    db.session.add(said)
    db.session.flush()
    audit.record(by, "story_settings.listed" if is_so else "story_settings.hidden", said)
