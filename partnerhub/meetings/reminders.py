"""Reminders of action items: one before the day and one after it, in the digest, or in one letter without one."""

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import or_, select

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.meetings.actions import SOON, THIS_WEEK, ActionItem, ActionState
from partnerhub.people.model import Digest


def remind() -> None:
    """Nightly: tell everybody what is due soon, or late, that they were not told of yet.

    Whoever reads a digest reads it there, and is written to only of what falls due before the next one.
    """
    by_person: dict[str, list[ActionItem]] = {}
    for item in to_tell():
        digest = Digest(item.user.digest) if item.user else Digest.NEVER
        is_in_digest = digest.falls_on(clock.today())
        if not is_in_digest and not is_pressing(item, digest):
            continue
        if item.is_late:
            item.told_after = item.due_on
        item.told_before = item.due_on
        if item.address and not is_in_digest and (item.user is None or item.user.is_active):
            by_person.setdefault(item.address.lower(), []).append(item)
    for address, items in by_person.items():
        write(address, items)


def is_pressing(item: ActionItem, digest: Digest) -> bool:
    """Whether it is to be told of without waiting for the digest: what is late can wait, what is due cannot."""
    if item.is_late:
        return digest == Digest.NEVER
    return item.due_on is not None and item.due_on <= clock.today() + SOON


def to_tell() -> list[ActionItem]:
    """The open items whose day comes near or has passed, for which nobody was told; another day, another reminder."""
    today = clock.today()
    near = ActionItem.due_on.between(today, today + THIS_WEEK)
    soon = near & ActionItem.told_before.is_distinct_from(ActionItem.due_on)
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
