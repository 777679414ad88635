"""What an issue may begin with: thanks, coming dates, and what the school did with what it heard."""

from datetime import timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from partnerhub.foundation import clock
from partnerhub.school.calendar import Holiday
from partnerhub.stories import thanks

AHEAD = timedelta(days=90)


def suggested(kind: str) -> tuple[str, str]:
    """A heading and words to begin with, to be changed as the school likes."""
    return {"thanks": of_thanks, "dates": of_dates, "heard": of_what_was_heard}[kind]()


def of_thanks() -> tuple[str, str]:
    """Whom the school thanked this year."""
    first, following = thanks.year_of(clock.today())
    said = thanks.between(first, following)
    return _("Thank you"), "\n".join(f"- **{each.partner.name}**: {each.words}" for each in said)


def of_dates() -> tuple[str, str]:
    """The next days without school."""
    today = clock.today()
    coming = [holiday for holiday in Holiday.between(today, today + AHEAD) if holiday.first >= today]
    return _("Coming dates"), "\n".join(f"- {format_date(day.first, 'long')}: {day.name}" for day in coming)


def of_what_was_heard() -> tuple[str, str]:
    """The frame of a reply."""
    return _("You said, we did"), f"**{_('You said:')}** \n\n**{_('We did:')}** "
