"""The languages that the school tells stories in."""

from flask_babel import Locale, get_locale

from partnerhub.school.context import current_school


def offered() -> list[str]:
    """Their codes, the school's own first."""
    school = current_school()
    if school is None:
        return ["en"]
    return sorted(school.languages, key=lambda code: code != school.language)


def name_of(code: str) -> str:
    """A language in its own name."""
    return Locale.parse(code).get_display_name(code) or code


def choices() -> list[tuple[str, str]]:
    """The languages to choose from."""
    return [(code, name_of(code)) for code in offered()]


def of_page() -> str:
    """The language that this page is in, where stories are told in it; else the school's own."""
    here, known = get_locale(), offered()
    return here.language if here and here.language in known else known[0]


def direction(code: str) -> str:
    """ "rtl" for languages that run from right to left."""
    return Locale.parse(code).text_direction
