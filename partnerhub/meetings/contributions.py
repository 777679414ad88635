"""What others write for staff to accept: notes to a meeting, by a link, and corrections to its minutes.

It stays word for word as it came. What staff make of it stands in the notes.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock, mail
from partnerhub.foundation.db import Base, db
from partnerhub.meetings import agenda, publishing
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.somebody import OfSomebody, Somebody

LONGEST = 5_000


class ContributionState(StrEnum):
    """What became of it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


STATES = {
    ContributionState.WAITING: _l("Waits for the school"),
    ContributionState.ACCEPTED: _l("Accepted"),
    ContributionState.DECLINED: _l("Not taken over"),
}


class Contribution(OfSomebody, Base):
    """Words for one topic of a meeting, or for none; with minutes, a correction to that version of them."""

    __tablename__ = "contribution"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"))
    minutes_id: Mapped[int | None] = mapped_column(ForeignKey("minutes.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=ContributionState.WAITING, index=True)
    answer: Mapped[str] = mapped_column(default="")
    meeting: Mapped[Meeting] = relationship(lazy="joined")
    topic: Mapped[Topic | None] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff see all, others what they wrote themselves."""
        every = select(cls).order_by(cls.id)
        if user.is_authenticated and user.is_staff:
            return every
        return every.where(cls.user_id == user.id if user.is_authenticated else false())

    def editable_by(self, user: Any) -> bool:
        """Staff accept or decline."""
        return bool(user.is_staff)

    @property
    def is_waiting(self) -> bool:
        """Whether staff still have to look at it."""
        return self.state == ContributionState.WAITING

    @property
    def is_correction(self) -> bool:
        """Whether it is about minutes that went out."""
        return self.minutes_id is not None

    @property
    def state_label(self) -> Any:
        """What became of it, in words."""
        return STATES[ContributionState(self.state)]

    @property
    def suggested(self) -> str:
        """The notes as they would be with these words: for a correction, the notes as they are."""
        now = self.topic.notes if self.topic else ""
        if self.is_correction:
            return now
        return "\n\n".join(part for part in (now, f"{self.who}: {self.text}") if part)

    def accept(self, notes: str, *, by: Any) -> None:
        """Let the topic's notes be these. An accepted correction makes a new version of the minutes.

        Raises:
            NotNow: somebody else has answered it.
            ValueError: a correction that corrects nothing.
        """
        if not self.is_waiting:
            raise NotNow
        if self.topic is None:
            self.topic = agenda.add(self.meeting, _("Something else"))
        elif self.is_correction and notes == self.topic.notes:
            raise ValueError("Nothing was corrected.")
        self.topic.notes = notes
        self.state = ContributionState.ACCEPTED
        self.meeting.record(by, "contribution.accepted", name=self.who)
        db.session.flush()
        if self.is_correction:
            why = _("Correction of %(name)s: %(text)s", name=self.who, text=self.text)
            publishing.publish(self.meeting, by=by, why=why)
        self.tell()

    def decline(self, answer: str, *, by: Any) -> None:
        """Leave the notes as they are, with a word why. Raises NotNow where somebody else has answered it."""
        if not self.is_waiting:
            raise NotNow
        self.state, self.answer = ContributionState.DECLINED, answer
        self.meeting.record(by, "contribution.declined", name=self.who)
        self.tell()

    def tell(self) -> None:
        """Write to whoever wrote it what became of it."""
        if not self.address:
            return
        with force_locale(self.language):
            accepted = self.state == ContributionState.ACCEPTED
            said = _("Your words are in the notes now.") if accepted else _("The notes stay as they are.")
            parts = [_("Hello %(name)s,", name=self.who), said, self.answer, _("You wrote:\n%(text)s", text=self.text)]
            subject = _("What you wrote for: %(title)s", title=self.meeting.title)
            text = "\n\n".join(part for part in parts if part)
            mail.write(self.address, subject, text, once=f"contribution-{self.id}")


def send_notes(meeting: Meeting, somebody: Somebody, texts: Iterable[tuple[Topic | None, str]]) -> list[Contribution]:
    """Keep what somebody wrote to the topics of a meeting, for staff to accept."""
    return [keep(meeting, somebody, text, topic=topic) for topic, text in texts if text.strip()]


def propose(minutes: Minutes, somebody: Somebody, text: str, *, topic: Topic | None, by: Any = None) -> Contribution:
    """Propose a correction. Raises NotNow where a newer version is out, or the school's time for it has passed."""
    newest = publishing.latest(minutes.meeting)
    if newest is None or newest.id != minutes.id or clock.today() > minutes.correctable_until:
        raise NotNow
    return keep(minutes.meeting, somebody, text, topic=topic, minutes=minutes, by=by)


def keep(
    meeting: Meeting,
    somebody: Somebody,
    text: str,
    *,
    topic: Topic | None,
    minutes: Minutes | None = None,
    by: Any = None,
) -> Contribution:
    """Write it down, word for word."""
    made = Contribution(meeting=meeting, topic=topic, minutes_id=minutes.id if minutes else None, text=text)
    made.be(somebody)
    db.session.add(made)
    db.session.flush()
    for partner in meeting.partners:
        audit.record(by, "contribution.sent", made, partner_id=partner.id, title=meeting.title, name=made.who)
    return made


def waiting_for(user: Any) -> Select[Contribution]:
    """What waits for staff."""
    return Contribution.visible_to(user).where(Contribution.state == ContributionState.WAITING)


def of_meeting(meeting: Meeting, user: Any) -> list[Contribution]:
    """What was written for a meeting, as far as this person may see it."""
    return list(db.session.scalars(Contribution.visible_to(user).where(Contribution.meeting_id == meeting.id)).unique())


def of_attendee(attendee: Any) -> list[Contribution]:
    """What this one wrote for the meeting, by whatever way."""
    sent = select(Contribution).where(Contribution.meeting_id == attendee.meeting_id).order_by(Contribution.id)
    return [each for each in db.session.scalars(sent).unique() if each.is_same_as(attendee.somebody)]
