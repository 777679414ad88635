"""Reminders of action items: one before the day and one after it, in the digest or in one letter."""

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import or_, select

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.meetings.actions import SOON, ActionItem, ActionState
from partnerhub.people.model import Digest, User


def remind() -> None:
    """Nightly: write to everybody who has something due soon, or late, that they were not told of yet."""
    by_person: dict[str, list[ActionItem]] = {}
    for item in to_tell():
        if item.is_late:
            item.told_after = item.due_on
        item.told_before = item.due_on
        if item.address and not (item.user and in_other_letter(item.user)):
            by_person.setdefault(item.address.lower(), []).append(item)
    for address, items in by_person.items():
        write(address, items)


def in_other_letter(user: User) -> bool:
    """Whether this person reads it in today's digest, or reads nothing any more."""
    return not user.is_active or Digest(user.digest).falls_on(clock.today())


def to_tell() -> list[ActionItem]:
    """The open items whose day comes near or has passed, for which nobody was told; another day, another reminder."""
    today = clock.today()
    soon = ActionItem.due_on.between(today, today + SOON) & ActionItem.told_before.is_distinct_from(ActionItem.due_on)
    late = (ActionItem.due_on < today) & ActionItem.told_after.is_distinct_from(ActionItem.due_on)
    waiting = select(ActionItem).where(ActionItem.state == ActionState.OPEN, or_(soon, late))
    return list(db.session.scalars(waiting.order_by(ActionItem.due_on, ActionItem.id)).unique())


def write(address: str, items: list[ActionItem]) -> None:
    """One letter with all of it, in the person's language."""
    with force_locale(items[0].language):
        subject = ngettext("One thing to do", "%(num)d things to do", len(items))
        parts = [_("This is what you said you would do:"), *(as_text(item) for item in items)]
        link = link_to("meetings.list_actions") if items[0].user else None
        if link:
            parts.append(_("Tick it off here: %(link)s", link=link))
        once = f"actions-{address}-{clock.today().isoformat()}"
        mail.write(address, subject, "\n\n".join(parts), link=link, once=once)


def as_text(item: ActionItem) -> str:
    """One item: what, until when, and from which meeting and topic."""
    parts = [item.text, item.until_label]
    if item.meeting:
        topic = f" · {item.topic.title}" if item.topic else ""
        parts.append(f"{item.meeting.title}, {format_date(item.meeting.day)}{topic}")
    return "\n".join(parts)
