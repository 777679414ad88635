"""Who is in a story, and the ledger of what they agreed to. Rows of the ledger are added and never changed.

No child's full name is asked for: the ledger says how the school calls them here, the signed form has their name.
"""

from datetime import date, datetime
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import StoredFile
from partnerhub.people.model import User
from partnerhub.stories.consent_rules import Channel, Giver, No, Use, Yes, givers
from partnerhub.stories.model import Story

USES = {
    Use.WORDS: _l("Words: what they said, and what is told of them"),
    Use.PICTURE: _l("Picture without a name"),
    Use.NAMED: _l("Picture with a name"),
    Use.HELP: _l("That they received help"),
}
CHANNELS = {
    Channel.WEBSITE: _l("The school's website"),
    Channel.NEWSLETTER: _l("The newsletter"),
    Channel.PRESS: _l("The press"),
}
GIVERS = {Giver.SELF: _l("The person"), Giver.GUARDIAN: _l("A guardian")}
HOW = {"form": _l("A signed form"), "tablet": _l("Signed here, on this device")}


class Portrayed(Base):
    """Somebody who is shown or quoted in a story, told of, or mentioned as having been helped."""

    __tablename__ = "portrayed"
    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    is_child: Mapped[bool]
    in_words: Mapped[bool] = mapped_column(default=False)
    is_named: Mapped[bool] = mapped_column(default=False)
    is_helped: Mapped[bool] = mapped_column(default=False)
    recognizable: Mapped[bool | None]
    is_in_it: Mapped[bool] = mapped_column(default=True)
    story: Mapped[Story] = relationship(back_populates="portrayed")
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Consent.id", lazy="selectin"
    )
    withdrawals: Mapped[list["Withdrawal"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Withdrawal.id", lazy="selectin"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The ledger is for staff."""
        every = select(cls).order_by(cls.id)
        return every if user.is_authenticated and user.is_staff else every.where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff keep it."""
        return bool(user.is_staff)

    @property
    def givers(self) -> tuple[Giver, ...]:
        """Everybody whose yes is needed."""
        return givers(self.is_child)

    @property
    def is_to_ask(self) -> bool:
        """Whether nobody has said yet if a neighbor could recognize this child."""
        return self.is_child and not self.is_named and self.recognizable is None

    @property
    def uses_of_words(self) -> list[Use]:
        """What of them goes out with the words of the story."""
        return [use for use, is_so in ((Use.WORDS, self.in_words), (Use.HELP, self.is_helped)) if is_so]

    @property
    def use_of_pictures(self) -> Use:
        """What of them goes out with a picture. Whom a neighbor would recognize is as good as named."""
        return Use.NAMED if self.is_named or (self.is_child and self.recognizable) else Use.PICTURE

    @property
    def yeses(self) -> list[Yes]:
        """What was agreed to, for the rules."""
        return [consent.as_yes for consent in self.consents]

    @property
    def noes(self) -> list[No]:
        """What was taken back, for the rules."""
        return [withdrawal.as_no for withdrawal in self.withdrawals]

    def note(self, *, by: Any) -> None:
        """Write down that they are in the story."""
        db.session.add(self)
        self.story.is_about_nobody = False
        self.record(by, "portrayed.added")

    def record(self, by: Any, kind: str) -> None:
        """Tell the trail."""
        db.session.flush()
        audit.record(by, kind, self, label=self.label, title=self.story.title.text)

    def agree(self, *, by: Any, **details: Any) -> "Consent":
        """Write down that they agreed."""
        consent = Consent(recorded_by_id=by.id, **details)
        self.consents.append(consent)
        self.record(by, "portrayed.agreed")
        return consent

    def take_back(self, *, by: Any, **details: Any) -> "Withdrawal":
        """Write down that they took it back. It counts at once."""
        withdrawal = Withdrawal(recorded_by_id=by.id, **details)
        self.withdrawals.append(withdrawal)
        self.record(by, "portrayed.took_back")
        return withdrawal


class OfLedger:
    """A row of the ledger: who said it, of what, for where."""

    giver: Mapped[str]
    uses: Mapped[list[str]] = mapped_column(JSON)
    channels: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    @property
    def uses_label(self) -> str:
        """Of what, in words."""
        return ", ".join(str(label) for use, label in USES.items() if use in self.uses)

    @property
    def channels_label(self) -> str:
        """For where, in words."""
        return ", ".join(str(label) for channel, label in CHANNELS.items() if channel in self.channels)

    @property
    def giver_label(self) -> Any:
        """Who said it, in words."""
        return GIVERS[Giver(self.giver)]


class Consent(OfLedger, Base):
    """Somebody agreed: on a signed form, whose scan is `document`, or on the tablet, with name and date."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    portrayed_id: Mapped[int] = mapped_column(ForeignKey("portrayed.id", ondelete="CASCADE"), index=True)
    given_on: Mapped[date]
    until: Mapped[date] = mapped_column(index=True)
    how: Mapped[str]
    signed_by: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    person: Mapped[Portrayed] = relationship(back_populates="consents")
    document: Mapped[StoredFile | None] = relationship(lazy="joined")
    recorded_by: Mapped[User] = relationship(lazy="joined")

    @property
    def how_label(self) -> Any:
        """How it was given, in words."""
        return HOW[self.how]

    @property
    def as_yes(self) -> Yes:
        """It, for the rules."""
        return Yes(self.giver, frozenset(self.uses), frozenset(self.channels), self.given_on, self.until, self.at)


class Withdrawal(OfLedger, Base):
    """Somebody took back what they, or a guardian before them, had agreed to. `word`: how the school heard of it."""

    __tablename__ = "consent_withdrawal"
    id: Mapped[int] = mapped_column(primary_key=True)
    portrayed_id: Mapped[int] = mapped_column(ForeignKey("portrayed.id", ondelete="CASCADE"), index=True)
    word: Mapped[str] = mapped_column(default="")
    person: Mapped[Portrayed] = relationship(back_populates="withdrawals")
    recorded_by: Mapped[User] = relationship(lazy="joined")

    @property
    def as_no(self) -> No:
        """It, for the rules."""
        on = clock.day_of(self.at)
        return No(self.giver, frozenset(self.uses), frozenset(self.channels), on, self.at)
