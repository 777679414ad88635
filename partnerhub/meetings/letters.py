"""What those who are invited are written when a meeting is planned, moved or cancelled."""

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale, format_date, format_time
from flask_babel import gettext as _

from partnerhub.foundation import mail
from partnerhub.foundation.formats import day_with
from partnerhub.foundation.links import link_to
from partnerhub.meetings import personal
from partnerhub.meetings.model import Attendee, Meeting


def invite(meeting: Meeting) -> int:
    """Write to those who were not written to yet, and say to how many."""
    return sum(write(person, f"invited-{meeting.id}-{person.id}", invitation) for person in meeting.attendees)


def tell_of_change(meeting: Meeting, *, by: Any) -> int:
    """Say that it was moved or changed, to everybody but who did it; nothing once it is over."""
    others = [] if meeting.is_over else [person for person in meeting.attendees if not person.is_of(by)]
    return sum(write(person, f"changed-{meeting.id}-{meeting.version}-{person.id}", change) for person in others)


def tell_of_end(meetings: Iterable[Meeting], *, by: Any) -> int:
    """Say that these do not take place: one letter for each person, however many meetings those are."""
    written, cancelled = 0, [meeting for meeting in meetings if not meeting.is_over]
    for meeting in cancelled:
        for person in meeting.attendees:
            once = f"cancelled-{cancelled[0].id}-{cancelled[0].version}-{person.address}"
            written += 0 if person.is_of(by) else write(person, once, lambda who: cancellation(who, cancelled))
    return written


def write(person: Attendee, once: str, letter: Any) -> bool:
    """Write a letter in the language of whom it goes to; False where that was done before, or has no address."""
    if not person.address:
        return False
    with force_locale(person.language):
        subject, parts, link = letter(person)
        text = "\n\n".join([_("Hello %(name)s,", name=person.who), *(part for part in parts if part)])
        return mail.write(person.address, subject, text, link=link, once=once) is not None


def when(meeting: Meeting) -> str:
    """Day and hours of a meeting in words."""
    times = f"{format_time(meeting.starts_at, 'short')} – {format_time(meeting.ends_at, 'short')}"
    return day_with(format_date(meeting.day, "full"), times)


def link_for(person: Attendee) -> str:
    """Where somebody reads more: the meeting's page, or without an account a link of their own."""
    return link_to("meetings.show_meeting", key=person.meeting_id) if person.user else personal.make(person)


def details(person: Attendee) -> tuple[list[str], str]:
    """When and where, and the link to more."""
    meeting, link = person.meeting, link_for(person)
    more = _("Agenda, and a file for your calendar:\n%(link)s", link=link)
    return ["\n".join(part for part in (when(meeting), meeting.place, meeting.video_link) if part), more], link


def invitation(person: Attendee) -> tuple[str, list[str], str]:
    """We meet."""
    parts, link = details(person)
    said = _("you are invited to: %(title)s", title=person.meeting.title)
    return _("Invitation: %(title)s", title=person.meeting.title), [said, *parts], link


def change(person: Attendee) -> tuple[str, list[str], str]:
    """It is not as it was."""
    parts, link = details(person)
    said = _("this has changed: %(title)s. From now on:", title=person.meeting.title)
    return (
        _("Changed: %(title)s, %(when)s", title=person.meeting.title, when=when(person.meeting)),
        [said, *parts],
        link,
    )


def cancellation(person: Attendee, meetings: list[Meeting]) -> tuple[str, list[str], None]:
    """We do not meet."""
    first = meetings[0]
    said = _("this does not take place: %(title)s", title=first.title)
    lines = "\n".join(f"- {when(meeting)}" for meeting in meetings)
    return (
        _("Cancelled: %(title)s, %(when)s", title=first.title, when=when(first)),
        [said, lines, first.why_cancelled],
        None,
    )
