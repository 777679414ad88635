"""Thanks: a few words to a partner, kept on its page and in the year's list."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, false, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as Partnership
from partnerhub.people.model import User
from partnerhub.school.context import current_school

LONGEST = 600


class Thanks(Binned, Base):
    """A thank-you: whom, for what, from whom, and on which day."""

    __tablename__ = "thanks"
    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    words: Mapped[str]
    on: Mapped[date] = mapped_column(default=clock.today, index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    partner: Mapped[Partner] = relationship(lazy="joined", innerjoin=True)
    by: Mapped[User] = relationship(foreign_keys=by_id, lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """As the organization is."""
        every = select(cls).order_by(cls.on.desc(), cls.id.desc())
        if not user.is_authenticated:
            return every.where(false())
        return every.where(cls.partner_id == user.partner_id) if user.is_partner else every

    def editable_by(self, user: Any) -> bool:
        """Staff say thank you, and take back what was said by mistake."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return self.partner.name

    def say(self, *, by: Any) -> None:
        """Say it."""
        self.by = by
        db.session.add(self)
        db.session.flush()
        audit.record(by, "thanks.said", self, partner_id=self.partner_id, name=self.partner.name)

    @classmethod
    def take_over(cls, from_id: int, into_id: int) -> None:
        """Two records were the same organization: its thanks go with it."""
        moved = update(cls).where(cls.partner_id == from_id).values(partner_id=into_id)
        db.session.execute(moved, execution_options={"synchronize_session": False})


def year_of(day: date) -> tuple[date, date]:
    """The school year that a day lies in: its first day, and the first of the next."""
    school = current_school()
    return school.year_of(day) if school else (date(day.year, 1, 1), date(day.year + 1, 1, 1))


def between(first: date, following: date) -> list[Thanks]:
    """All thanks from one day until before another."""
    said = select(Thanks).where(Thanks.on >= first, Thanks.on < following).order_by(Thanks.on.desc(), Thanks.id.desc())
    return list(db.session.scalars(said).unique())


def of_year(day: date, user: Any) -> list[Thanks]:
    """The thanks of the school year that a day lies in, as far as this person may see them."""
    first, following = year_of(day)
    return list(db.session.scalars(Thanks.visible_to(user).where(Thanks.on >= first, Thanks.on < following)).unique())


def not_thanked(day: date) -> Sequence[Partner]:
    """Active partners that nobody has thanked in the school year that a day lies in."""
    first, following = year_of(day)
    thanked = select(Thanks.partner_id).where(Thanks.on >= first, Thanks.on < following, Thanks.binned_at.is_(None))
    active = select(Partner).where(Partner.state == Partnership.ACTIVE, Partner.merged_into_id.is_(None))
    return db.session.scalars(active.where(Partner.id.not_in(thanked)).order_by(Partner.name)).all()
