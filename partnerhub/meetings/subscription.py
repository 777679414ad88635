"""A private address under which a person's own calendar program reads their meetings."""

import secrets
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.links import seal, unseal
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.people.model import User

GONE_AFTER = timedelta(days=90)
ABOUT = "calendar-subscription"


class Subscription(Base):
    """That somebody has an address, and the word that makes it theirs."""

    __tablename__ = "calendar_subscription"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    word: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    user: Mapped[User] = relationship(lazy="joined")

    @classmethod
    def of(cls, user: User) -> Self | None:
        """The one of this person, None where they have none."""
        return db.session.scalars(select(cls).where(cls.user_id == user.id)).one_or_none()

    @classmethod
    def by_token(cls, token: str) -> Self | None:
        """The one that an address belongs to; None where it was ended, made up, or its person was turned off."""
        key, word = unseal(ABOUT, token) or (0, "")
        found = db.session.get(cls, key)
        if found is None or not found.user.is_active or not secrets.compare_digest(found.word, str(word)):
            return None
        return found

    @classmethod
    def make(cls, user: User) -> Self:
        """Give somebody a new address. The one that they had is worth nothing from then on."""
        made = cls.of(user) or cls(user_id=user.id)
        made.word, made.made_at = secrets.token_urlsafe(16), clock.now()
        db.session.add(made)
        db.session.flush()
        audit.record(user, "subscription.made", made)
        return made

    def end(self) -> None:
        """Have nobody read these meetings under this address any more."""
        audit.record(self.user, "subscription.ended", self)
        db.session.delete(self)

    @property
    def token(self) -> str:
        """The secret part of the address."""
        return seal(ABOUT, self.id, self.word)

    @property
    def meetings(self) -> list[Meeting]:
        """What a partner's person may see, or what somebody at the school is invited to; from three months ago on."""
        seen = Meeting.visible_to(self.user).where(Meeting.day >= clock.today() - GONE_AFTER)
        if not self.user.is_partner:
            seen = seen.where(Meeting.attendees.any(Attendee.user_id == self.user_id))
        return list(db.session.scalars(seen))
