"""Words for the school to send by its own mail or messages: PartnerHub knows no family's address, and asks for none."""

from dataclasses import dataclass

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Round
from partnerhub.foundation.links import link_to


@dataclass(frozen=True)
class Letter:
    """What to send in one language: when it opens, and once to remind."""

    language: str
    name: str
    opening: str
    reminder: str


def of(asked: Round) -> list[Letter]:
    """The letters of a round, one for each of its languages."""
    return [written(asked, language) for language in asked.languages]


def written(asked: Round, language: str) -> Letter:
    """The letter in one language."""
    pulse = asked.pulse
    with force_locale(language):
        parts = {
            "title": pulse.title.read_in(language),
            "link": link_to("feedback.show_form", code=pulse.code, lang=language),
            "day": format_date(asked.closes_on, "long"),
        }
        opening = _(
            "%(title)s\n\nWe would like to hear from you. It takes two minutes, it is anonymous, and you need no"
            " account. You can answer until %(day)s:\n%(link)s\n\nAfterwards we tell everybody what we heard and what"
            " we do about it.",
            **parts,
        )
        reminder = _(
            "%(title)s\n\nIf you have answered already: thank you. If not, you still can until %(day)s. It takes two"
            " minutes and is anonymous:\n%(link)s",
            **parts,
        )
    return Letter(language, name_of(language), opening, reminder)
