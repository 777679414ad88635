"""An action item: who does what until when. It stays open from meeting to meeting until it is done or dropped."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock, words
from partnerhub.foundation.db import Base, db
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting, MeetingPartner, NotNow
from partnerhub.meetings.somebody import OfSomebody, Somebody
from partnerhub.partners.model import Contact, Partner

SOON = timedelta(days=2)
THIS_WEEK = timedelta(days=6)  # from one Monday to the Sunday before the next


class ActionState(StrEnum):
    """Where an action item stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


ACTION_STATES = {ActionState.OPEN: _l("Open"), ActionState.DONE: _l("Done"), ActionState.DROPPED: _l("Dropped")}


class ActionItem(OfSomebody, Base):
    """Who does what until when, from which meeting and topic.

    `told_before` and `told_after` are the due dates that reminders were written for: another date, another reminder.
    """

    __tablename__ = "action_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="SET NULL"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(index=True)
    is_school_only: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default=ActionState.OPEN, index=True)
    why_dropped: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    told_before: Mapped[date | None]
    told_after: Mapped[date | None]
    meeting: Mapped[Meeting | None] = relationship(lazy="joined")
    topic: Mapped[Topic | None] = relationship(lazy="joined")
    partner: Mapped[Partner | None] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Staff see all; a partner's person those of their meetings and their own; a viewer those of published minutes.

        What is marked for the school only is for its staff.
        """
        every = select(cls).order_by(cls.due_on.is_(None), cls.due_on, cls.id)
        if not user.is_authenticated:
            return every.where(false())
        if user.is_staff:
            return every
        shared = every.where(cls.is_school_only.is_(False))
        if user.is_partner:
            theirs = select(MeetingPartner.meeting_id).where(MeetingPartner.partner_id == user.partner_id)
            return shared.where(or_(cls.meeting_id.in_(theirs), cls.user_id == user.id))
        published = select(Meeting.id).where(Meeting.published_at.is_not(None))
        return shared.where(cls.meeting_id.in_(published))

    def editable_by(self, user: Any) -> bool:
        """Staff, and whoever is to do it."""
        return bool(user.is_staff or self.is_of(user) or self.is_of_organization(user))

    def is_of_organization(self, user: Any) -> bool:
        """Whether somebody of this person's organization is to do it."""
        return bool(user.is_partner and self.contact and self.contact.partner_id == user.partner_id)

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is still open."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()

    @property
    def until_label(self) -> str:
        """Until when it is, or was, to be done; empty where no day was named."""
        if not self.due_on:
            return ""
        text = _("It was to be done by %(day)s.") if self.is_late else _("It is to be done by %(day)s.")
        return text % {"day": format_date(self.due_on)}

    @property
    def state_label(self) -> Any:
        """Where it stands, in words."""
        return ACTION_STATES[ActionState(self.state)]

    def begin(self, *, by: Any) -> None:
        """Write it down for the first time. What comes of a topic for the school only is for the school only."""
        db.session.add(self)
        db.session.flush()
        if self.topic:
            self.is_school_only = self.topic.is_school_only
        self.record(by, "action.added")

    def finish(self, *, by: Any) -> None:
        """It is done. Raises NotNow where it is not open."""
        self.close(ActionState.DONE)
        self.record(by, "action.done")

    def drop(self, why: str, *, by: Any) -> None:
        """Nobody will do it. Raises NotNow where it is not open, ValueError without a word why."""
        if not why.strip():
            raise ValueError("Dropping an action item takes a word why.")
        self.close(ActionState.DROPPED)
        self.why_dropped = why
        self.record(by, "action.dropped", why=why)

    def close(self, state: ActionState) -> None:
        """Take it off the list of what is open."""
        if not self.is_open:
            raise NotNow
        self.state, self.closed_at = state, clock.now()

    def reopen(self, *, by: Any) -> None:
        """It is to be done after all. Raises NotNow where it is open."""
        if self.is_open:
            raise NotNow
        self.state, self.closed_at, self.why_dropped = ActionState.OPEN, None, ""
        self.record(by, "action.reopened")

    def give_to(self, somebody: Somebody, *, by: Any) -> None:
        """Let somebody else do it."""
        self.be(somebody)
        self.record(by, "action.given", to=self.who)

    def record(self, by: Any, kind: str, **details: Any) -> None:
        """Write into the trail what was done."""
        audit.record(by, kind, self, partner_id=self.partner_id, text=self.text, **details)


words.index(ActionItem, "text")


def open_with(partner: Partner, user: Any) -> list[ActionItem]:
    """What is still to be done from meetings with this partner, or by its people."""
    meetings = select(MeetingPartner.meeting_id).where(MeetingPartner.partner_id == partner.id)
    people = select(Contact.id).where(Contact.partner_id == partner.id)
    theirs = or_(
        ActionItem.partner_id == partner.id,
        ActionItem.meeting_id.in_(meetings),
        ActionItem.contact_id.in_(people),
    )
    is_open = ActionItem.state == ActionState.OPEN
    return list(db.session.scalars(ActionItem.visible_to(user).where(theirs, is_open)).unique())


def hand_over(giver: Any, taker: Any, by: Any) -> int:
    """Give all open action items of one person to another, and say how many those were."""
    mine = select(ActionItem).where(ActionItem.user_id == giver.id, ActionItem.state == ActionState.OPEN)
    items = list(db.session.scalars(mine).unique())
    for item in items:
        item.give_to(Somebody(user=taker), by=by)
    return len(items)
