"""Who gets the newsletter: nobody who has not asked for it and then said so once more from their own mailbox."""

import secrets
from datetime import datetime
from typing import Any, Self

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Select, delete, exists, false, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.links import link_to, seal, unseal
from partnerhub.foundation.mail import Mail
from partnerhub.school.context import current_school

CONFIRM, LEAVE = "newsletter-confirm", "newsletter-leave"


class Subscriber(Base):
    """An address. `word` is in its links; `bounced_at`: letters come back from it."""

    __tablename__ = "subscriber"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    word: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(8))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Addresses are for staff."""
        every = select(cls).order_by(cls.email)
        return every if user.is_authenticated and user.is_staff else every.where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff take addresses off the list."""
        return bool(user.is_staff)

    @classmethod
    def reached(cls) -> Select[Self]:
        """Those who get the next issue."""
        wanted = select(cls).where(cls.confirmed_at.is_not(None), cls.left_at.is_(None), cls.bounced_at.is_(None))
        return wanted.order_by(cls.id)

    @property
    def is_reached(self) -> bool:
        """Whether the next issue goes there."""
        return self.confirmed_at is not None and self.left_at is None and self.bounced_at is None

    @property
    def confirmation(self) -> str:
        """The address at which they say yes once more."""
        return link_to("stories.confirm_subscription", token=seal(CONFIRM, self.id, self.word))

    @property
    def way_out(self) -> str:
        """The address that ends it with one tap."""
        return link_to("stories.end_subscription", token=seal(LEAVE, self.id, self.word))

    def confirm(self) -> None:
        """They said yes from their own mailbox; twice is as good as once."""
        self.confirmed_at = self.confirmed_at or clock.now()
        self.left_at = self.bounced_at = None

    def bounce(self, is_so: bool) -> None:
        """A letter came back from there, or it was noted by mistake. Who left stays away."""
        self.bounced_at = (self.bounced_at or clock.now()) if is_so else None

    def leave(self) -> None:
        """They want no more; twice is as good as once. What still waits for them in the outbox does not go out."""
        self.left_at = self.left_at or clock.now()
        own = (Mail.to == self.email, Mail.batch.is_not(None), Mail.sent_at.is_(None), Mail.claimed_by.is_(None))
        db.session.execute(delete(Mail).where(*own), execution_options={"synchronize_session": False})


def ask(email: str, language: str) -> None:
    """Somebody wrote an address down: ask at that address. Who is on the list already is told nothing new."""
    found = db.session.scalar(select(Subscriber).where(Subscriber.email == email.lower()))
    if found and found.is_reached:
        return
    found = found or Subscriber(email=email.lower(), language=language)
    found.language, found.asked_at = language, clock.now()
    db.session.add(found)
    db.session.flush()
    school = current_school()
    name, link = school.name if school else "", found.confirmation
    with force_locale(language):
        text = _(
            "Hello,\n\nsomebody, probably you, asked for the newsletter of %(school)s at this address. "
            "If that was you, say so here:\n\n%(link)s\n\nIf not, do nothing. Then nothing comes.\n",
            school=name,
            link=link,
        )
        # However often an address is typed in, it gets one such letter a day.
        once = f"newsletter-{found.id}-{clock.today()}"
        mail.write(found.email, _("The newsletter of %(school)s: is it you?", school=name), text, link=link, once=once)


def by(about: str, token: str) -> Subscriber | None:
    """Whose link this is."""
    parts = unseal(about, token)
    found = db.session.get(Subscriber, parts[0]) if parts else None
    return found if found and parts and secrets.compare_digest(found.word, parts[1]) else None


def note_bounces() -> None:
    """Every minute: where a mail server said that nobody is there, no further issue goes.

    That the school's own mail server was down, or took no letters for another reason, says nothing of an address.
    """
    of_them = (Mail.to == Subscriber.email, Mail.at >= Subscriber.asked_at)
    bounced = Subscriber.reached().where(exists().where(Mail.batch.is_not(None), Mail.is_unreachable, *of_them))
    is_any = db.session.scalars(bounced.limit(1)).first() is not None
    db.session.rollback()
    if is_any:
        with transaction():
            for subscriber in db.session.scalars(bounced).all():
                subscriber.bounced_at = clock.now()
