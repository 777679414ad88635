"""What an issue may begin with: thanks, coming dates, and what the school did with what it heard."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from partnerhub.feedback.replies import Reply, published_since
from partnerhub.foundation import clock
from partnerhub.school.calendar import Holiday
from partnerhub.stories import appreciation, thanks
from partnerhub.stories.newsletter.model import Issue, latest_sent

AHEAD = timedelta(days=90)
BACK = timedelta(days=90)
LONGEST = 4_500  # letters: room is left to write in


def suggested(kind: str, issue: Issue) -> tuple[str, str]:
    """A heading and words to begin with, in the language of the issue, to be changed as the school likes."""
    with force_locale(issue.language):
        heading, lines = {"thanks": of_thanks, "dates": of_dates, "heard": of_what_was_heard}[kind](issue)
        return heading, fitting(lines)


def fitting(lines: Iterable[str]) -> str:
    """As many of these lines as a piece has room for."""
    text = ""
    for line in lines:
        if len(text) + len(line) > LONGEST:
            break
        text += line
    return text.strip()


def of_thanks(issue: Issue) -> tuple[str, list[str]]:
    """Whom the school thanked this year."""
    said = thanks.between(*thanks.year_of(clock.today()))
    return _("Thank you"), [f"- **{each.partner.name}**: {each.words}\n" for each in said]


def of_dates(issue: Issue) -> tuple[str, list[str]]:
    """The next days without school, and the next events that say thank you."""
    today = clock.today()
    coming = [(day.first, day.last, day.name) for day in Holiday.between(today, today + AHEAD) if day.first >= today]
    coming += [(event.day, event.day, event.title) for event in appreciation.between(today, today + AHEAD)]
    return _("Coming dates"), [f"- {days(first, last)}: {name}\n" for first, last, name in sorted(coming)]


def days(first: date, last: date) -> str:
    """A day, or the first and the last of several."""
    return (
        format_date(first, "long") if first == last else f"{format_date(first, 'long')} – {format_date(last, 'long')}"
    )


def of_what_was_heard(issue: Issue) -> tuple[str, list[str]]:
    """What the school replied to families since the issue before; the frame of a reply where there is none."""
    since = latest_sent() or clock.now() - BACK
    found = [reply for asked in published_since(since) for reply in Reply.of(asked)]
    texts = [(reply.said.read_in(issue.language), reply.did.read_in(issue.language)) for reply in found]
    you, we = _("You said:"), _("We did:")
    lines = [f"**{you}** {said}\n\n**{we}** {did}\n\n" for said, did in texts or [("", "")]]
    return _("You said, we did"), lines
