"""What those who are asked for a time are written."""

from typing import Any

from flask_babel import force_locale, format_date, format_time
from flask_babel import gettext as _
from markupsafe import Markup

from partnerhub.foundation import clock, mail
from partnerhub.foundation.formats import day_with
from partnerhub.foundation.links import link_to
from partnerhub.meetings.letters import link_for
from partnerhub.meetings.polls.model import Poll, Slot
from partnerhub.meetings.polls.voters import Voter


def when(slot: Slot) -> str:
    """A time in words: "Tuesday, December 1, 2026, 3:30 PM"."""
    return day_with(format_date(slot.day, "full"), format_time(slot.begins, "short", rebase=False))


def shown(slot: Slot) -> Markup:
    """The same on a page, so that machines read it, too."""
    stamp = f"{slot.day.isoformat()}T{slot.begins.isoformat('minutes')}"
    return Markup('<time datetime="{}">{}</time>').format(stamp, when(slot))


def ask(poll: Poll, voters: list[Voter] | None = None, *, again: bool = False) -> int:
    """Write to those who are asked, and say to how many.

    Args:
        voters: only to these; else to all.
        again: whether they were asked before; once a day at most.
    """
    written = 0
    for voter in poll.voters if voters is None else voters:
        once = f"poll-{poll.id}-{voter.id}" + (f"-{clock.today().isoformat()}" if again else "")
        if voter.address:
            written += bool(write(voter, once, question))
    return written


def tell(poll: Poll) -> None:
    """Write to all what became of it."""
    for voter in poll.voters:
        if voter.address:
            write(voter, f"poll-{poll.id}-{voter.id}-chosen", outcome)


def write(voter: Voter, once: str, letter: Any) -> Any:
    """Write a letter in the language of whom it goes to."""
    with force_locale(voter.language):
        subject, text, link = letter(voter)
        return mail.write(voter.address, subject, text, link=link, once=once)


def question(voter: Voter) -> tuple[str, str, str]:
    """When could you?"""
    poll, link = voter.poll, link_to("meetings.show_answers", token=voter.token)
    parts = [
        _("Hello %(name)s,", name=voter.who),
        _("%(by)s looks for a time for: %(title)s. When could you come?", by=poll.made_by.name, title=poll.title),
        "\n".join(f"- {when(slot)}" for slot in poll.slots),
        _("Answer here, without an account:\n%(link)s", link=link),
        _("The link is yours alone. You can change your answer with it until a time is chosen."),
    ]
    return _("When could you? %(title)s", title=poll.title), "\n\n".join(parts), link


def outcome(voter: Voter) -> tuple[str, str, str]:
    """This is when."""
    poll, meeting = voter.poll, voter.poll.meeting
    if meeting is None:
        raise ValueError("No time was chosen.")
    day = format_date(meeting.day, "full")
    times = f"{format_time(meeting.starts_at, 'short')} – {format_time(meeting.ends_at, 'short')}"
    where = [part for part in (meeting.place, meeting.video_link) if part]
    link = link_for(meeting.ask(voter.somebody))
    parts = [
        _("Hello %(name)s,", name=voter.who),
        _("the time is found: %(day)s, %(times)s", day=day, times=times),
        *where,
        _("Agenda, and a file for your calendar:\n%(link)s", link=link),
    ]
    return _("The time is found: %(title)s, %(day)s", title=poll.title, day=day), "\n\n".join(parts), link
