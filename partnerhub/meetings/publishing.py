"""Publishing: the log as it is now becomes a version that never changes, and goes out to those who were invited."""

from datetime import date
from typing import Any

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.meetings import personal
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.carrying import carry_over, following
from partnerhub.meetings.minutes import Minutes
from partnerhub.meetings.model import Meeting, NotNow


def freeze(meeting: Meeting, by: Any) -> dict[str, Any]:
    """The log of a meeting in names and words, as it stands now."""
    return {
        "title": meeting.title,
        "day": meeting.day.isoformat(),
        "begins": meeting.begins.isoformat("minutes"),
        "place": meeting.place,
        "partners": [partner.name for partner in meeting.partners],
        "came": [person.who for person in meeting.attendees if person.came],
        "missed": [person.who for person in meeting.attendees if not person.came],
        "topics": [freeze_topic(topic) for topic in Topic.of(meeting, by) if topic.is_on],
    }


def freeze_topic(topic: Topic) -> dict[str, Any]:
    """One topic of it."""
    return {
        "id": topic.id,
        "title": topic.title,
        "notes": topic.notes,
        "is_school_only": topic.is_school_only,
        "is_settled": topic.is_settled,
        "decisions": [decision.text for decision in topic.decisions],
        "actions": [
            {"text": item.text, "who": item.who, "until": item.due_on.isoformat() if item.due_on else ""}
            for item in topic.actions
            if not item.is_school_only or topic.is_school_only
        ],
    }


def latest(meeting: Meeting) -> Minutes | None:
    """The version that holds now."""
    newest = select(Minutes).where(Minutes.meeting_id == meeting.id).order_by(Minutes.number.desc())
    return db.session.scalars(newest.limit(1)).first()


def has_news(meeting: Meeting, by: Any) -> bool:
    """Whether the log says something else than what went out."""
    last = latest(meeting)
    return last is not None and last.content != freeze(meeting, by)


def publish(meeting: Meeting, *, by: Any, why: str = "") -> Minutes:
    """Make the next version, send it, and take what is open over into the next meeting.

    Args:
        by: who sends it.
        why: what was changed; needed from the second version on.

    Raises:
        NotNow: it does not take place, or has not begun, or nothing has changed since the last version.
        ValueError: a new version without a word why.
    """
    last, content = latest(meeting), freeze(meeting, by)
    if meeting.is_cancelled or meeting.starts_at > clock.now() or (last and last.content == content):
        raise NotNow
    if last and not why.strip():
        raise ValueError("A new version takes a word why.")
    number = last.number + 1 if last else 1
    minutes = Minutes(meeting_id=meeting.id, number=number, by_id=by.id, why=why, content=content)
    db.session.add(minutes)
    meeting.published_at = meeting.published_at or clock.now()
    db.session.flush()
    meeting.record(by, "meeting.published", number=number)
    if coming := following(meeting):
        carry_over(coming)
    for person in meeting.attendees:
        if person.address:
            tell(minutes, person)
    return minutes


def tell(minutes: Minutes, person: Any) -> None:
    """Send a version to one who was invited, in their language; what is for the school only stays there."""
    is_staff = bool(person.user and person.user.is_staff)
    with force_locale(person.language):
        link = link_to("meetings.show_minutes", key=minutes.meeting_id, number=minutes.number)
        day = format_date(minutes.meeting.day)
        subject = _("Minutes: %(title)s, %(day)s", title=minutes.content["title"], day=day)
        if minutes.number > 1:
            subject = _("Corrected minutes: %(title)s, %(day)s", title=minutes.content["title"], day=day)
        parts = [as_text(minutes.shown_to(is_staff))]
        if minutes.why:
            parts.insert(0, _("What was corrected: %(why)s", why=minutes.why))
        if person.user:
            parts.append(_("Read and print them here:\n%(link)s", link=link))
        else:
            link = personal.make(person)
            parts.append(_("Read them, or say that something is not right, without an account:\n%(link)s", link=link))
        once = f"minutes-{minutes.id}-{person.id}"
        mail.write(person.address, subject, "\n\n".join(parts), link=link, once=once)


def as_text(content: dict[str, Any]) -> str:
    """Minutes as plain text, for letters and for comparing."""
    parts = [_("Came: %(names)s", names=", ".join(content["came"]) or "–")]
    if content["missed"]:
        parts.append(_("Did not come: %(names)s", names=", ".join(content["missed"])))
    for number, topic in enumerate(content["topics"], start=1):
        parts.append(f"\n{number}. {topic['title']}")
        parts += [topic["notes"]] if topic["notes"] else []
        parts += [_("Decided: %(text)s", text=text) for text in topic["decisions"]]
        parts += [action_line(action) for action in topic["actions"]]
    actions = sum(len(topic["actions"]) for topic in content["topics"])
    if actions:
        parts.append("\n" + ngettext("One thing is to be done.", "%(num)d things are to be done.", actions))
    return "\n".join(parts)


def action_line(action: dict[str, str]) -> str:
    """One action item in a line."""
    who = action["who"] or _("Nobody yet")
    if action["until"]:
        until = format_date(date.fromisoformat(action["until"]))
        return _("[ ] %(text)s (%(who)s, until %(day)s)", text=action["text"], who=who, day=until)
    return _("[ ] %(text)s (%(who)s)", text=action["text"], who=who)
