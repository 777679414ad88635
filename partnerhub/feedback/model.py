"""A pulse: a short form that is asked of families, students, staff or partners, round after round."""

import secrets
from datetime import date, datetime
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Select, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.feedback.audiences import AUDIENCES, Audience
from partnerhub.feedback.versions import Version
from partnerhub.foundation import audit, clock
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.texts import Place, Words
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

# Letters and digits that nobody mistakes for one another when they type an address off a poster.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6


class NotNow(Exception):
    """It is too late or too early for this."""


class PulsePartner(Base):
    """An organization that a pulse is about."""

    __tablename__ = "pulse_partner"
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id", ondelete="CASCADE"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), primary_key=True, index=True)


class Pulse(Binned, Base):
    """A form and all its rounds.

    `code` is its public address, /f/<code>: it stays, so that a poster at the gate serves every round. A pulse about
    no partner is about the school as a whole; about several, whoever answers says which of them they mean.
    """

    __tablename__ = "pulse"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    intro: Mapped[Words]
    audience: Mapped[str] = mapped_column(default=Audience.FAMILIES)
    language: Mapped[str] = mapped_column(default="en")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    partners: Mapped[list[Partner]] = relationship(secondary="pulse_partner", order_by=Partner.name)
    versions: Mapped[list[Version]] = relationship(
        back_populates="pulse", cascade="all, delete-orphan", order_by=Version.number
    )
    rounds: Mapped[list["Round"]] = relationship(
        back_populates="pulse", cascade="all, delete-orphan", order_by="Round.number"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school's side sees all; a partner's person those about their own organization alone, once asked."""
        every = select(cls).order_by(cls.id.desc())
        if not user.is_authenticated:
            return every.where(false())
        if not user.is_partner:
            return every
        others = cls.partners.any(Partner.id != user.partner_id)
        return every.where(cls.partners.any(Partner.id == user.partner_id), ~others, cls.rounds.any())

    def editable_by(self, user: Any) -> bool:
        """Staff ask."""
        return bool(user.is_staff)

    @classmethod
    def by_code(cls, code: str) -> Self | None:
        """The pulse behind a public address, however its letters are typed."""
        return db.session.scalar(select(cls).where(cls.code == code.lower()))

    @classmethod
    def begin(cls, *, by: Any, language: str, title: str, intro: str = "", **details: Any) -> Self:
        """A new pulse without questions."""
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        words = {"title": Words.begin(language, title), "intro": Words.begin(language, intro)}
        pulse = cls(code=code, language=language, made_by_id=by.id, **words, **details)
        pulse.languages = pulse.languages or [language]
        pulse.versions = [Version(number=1)]
        db.session.add(pulse)
        db.session.flush()
        audit.record(by, "pulse.begun", pulse, title=title)
        return pulse

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return self.title.text

    @property
    def audience_label(self) -> Any:
        """Who is asked, in words."""
        return AUDIENCES[Audience(self.audience)]

    @property
    def latest(self) -> Version:
        """The newest version of its questions."""
        return self.versions[-1]

    @property
    def round(self) -> "Round | None":
        """The round that takes answers today, None where none does."""
        return next((one for one in self.rounds if one.is_open), None)

    @property
    def last_round(self) -> "Round | None":
        """The newest round that was ever asked."""
        return self.rounds[-1] if self.rounds else None

    def throw_away(self, *, by: Any) -> None:
        """Put it into the bin. Raises NotNow once anybody was asked: their answers stay readable."""
        if self.rounds:
            raise NotNow
        super().throw_away(by=by)

    def touch(self) -> None:
        """Let pages that were made of it be made anew."""
        for version in self.versions:
            version.touch()

    def version_to_change(self) -> Version:
        """The version whose questions may be changed: the newest, or a copy of it where that was asked already."""
        if self.latest.is_asked:
            self.versions.append(self.latest.copy())
            db.session.flush()
        return self.latest

    def texts(self) -> list[Place]:
        """All that has to be translated: the pulse's own texts, and those of its newest questions."""
        return self.own_texts() + self.latest.texts()

    def own_texts(self) -> list[Place]:
        """What stands above the questions."""
        return [Place(self, "title", _l("Title")), Place(self, "intro", _l("What it is about"), is_long=True)]


class Round(Base):
    """One time that a pulse is asked: from a day to a day, in some languages, with one version of the questions.

    `asked` is how many people were asked, for an honest response rate. The `notice` fields are what families were
    told before their children were asked.
    """

    __tablename__ = "pulse_round"
    __table_args__ = (UniqueConstraint("pulse_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulse.id", ondelete="CASCADE"))
    version_id: Mapped[int] = mapped_column(ForeignKey("pulse_version.id"))
    number: Mapped[int]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    asked: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(JSON)
    notice_on: Mapped[date | None]
    opt_out: Mapped[str] = mapped_column(default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    pulse: Mapped[Pulse] = relationship(back_populates="rounds")
    version: Mapped[Version] = relationship()

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Who sees the pulse sees its rounds."""
        pulses = Pulse.visible_to(user).order_by(None).with_only_columns(Pulse.id)
        return select(cls).where(cls.pulse_id.in_(pulses)).order_by(cls.id.desc())

    def editable_by(self, user: Any) -> bool:
        """Staff ask."""
        return bool(user.is_staff)

    @property
    def is_planned(self) -> bool:
        """Whether it begins on a later day."""
        return self.closed_at is None and clock.today() < self.opens_on

    @property
    def is_open(self) -> bool:
        """Whether it takes answers today."""
        return self.closed_at is None and self.opens_on <= clock.today() <= self.closes_on

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers."""
        return not (self.is_planned or self.is_open)

    @property
    def ended_on(self) -> date | None:
        """Its last day, None while it goes on."""
        if not self.is_closed:
            return None
        return clock.day_of(self.closed_at) if self.closed_at else self.closes_on

    def close(self, *, by: Any) -> None:
        """Take no more answers. Raises NotNow where it takes none."""
        if self.is_closed:
            raise NotNow
        self.closed_at = clock.now()
        audit.record(by, "pulse_round.closed", self, title=self.pulse.title.text, number=self.number)

    def reopen(self, *, by: Any) -> None:
        """Take answers again, until its last day. Raises NotNow where that has passed or another one is open."""
        if self.closed_at is None or clock.today() > self.closes_on or self.pulse.round:
            raise NotNow
        self.closed_at = None
        audit.record(by, "pulse_round.reopened", self, title=self.pulse.title.text, number=self.number)
