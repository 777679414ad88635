"""Meetings as calendar programs read them (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone

from partnerhub.foundation import clock
from partnerhub.foundation.links import link_to
from partnerhub.meetings.model import Meeting

ASK_AGAIN = timedelta(hours=1)


def as_calendar(meetings: Iterable[Meeting], name: str) -> bytes:
    """A calendar of these meetings, with the rules of the school's time zone in it.

    Args:
        meetings: those that take place and those that were cancelled; a program takes the latter out only when told.
        name: what the calendar is called where it is subscribed to.
    """
    calendar, events = Calendar(), [as_event(meeting) for meeting in meetings]
    calendar.add("prodid", "-//PartnerHub//PartnerHub//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    # A calendar holds something (RFC 5545, 3.6): without meetings, at least the rules of the zone.
    days = [event.decoded("dtstart").date() for event in events] or [clock.today()]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    calendar.add_component(Timezone.from_tzid(str(clock.zone()), first_date=first, last_date=last))
    return calendar.to_ical()


def as_event(meeting: Meeting) -> Event:
    """One meeting. Its UID stays for ever; its SEQUENCE tells which of two versions is the later one."""
    event, link = Event(), link_to("meetings.show_meeting", key=meeting.id)
    zone = clock.zone()
    event.add("uid", f"{meeting.uid}@partnerhub")
    event.add("sequence", meeting.version)
    event.add("dtstamp", whole(meeting.changed_at))
    event.add("last-modified", whole(meeting.changed_at))
    event.add("dtstart", datetime.combine(meeting.day, meeting.begins, zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("url", link)
    if meeting.place or meeting.video_link:
        event.add("location", meeting.place or meeting.video_link)
    partners = ", ".join(partner.name for partner in meeting.partners)
    event.add("description", "\n".join(filter(None, [meeting.why_cancelled, partners, meeting.video_link, link])))
    return event


def whole(instant: datetime) -> datetime:
    """An instant in UTC without parts of a second, which the format does not know."""
    return instant.astimezone(UTC).replace(microsecond=0)
