"""Cells of a list: how each kind of value is read from a cell's text, and written into one."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from partnerhub.foundation.fields import SHORT, UNSEEN, tidy
from partnerhub.foundation.tables import guard
from partnerhub.school.context import current_school

GUARDED = re.compile(r"'+[=+\-@\t\r]")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d")
DAYS_IN_THE_US, DAYS_ELSEWHERE = ("%m/%d/%Y", "%m/%d/%y"), ("%d/%m/%Y", "%d/%m/%y")
# A date in a cell that is formatted as a number: days since the end of 1899; here those of 1954 to 2064.
# Source: ECMA-376-1, 18.17.4.1 (the 1900 date system with its 29 February 1900).
EXCEL_KEEPS, EXCEL_BEGINS = re.compile(r"[2-5]\d{4}"), date(1899, 12, 30)
YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "", "-", "nein", "non"})


def unguard(text: str) -> str:
    """A cell's text without the guard that keeps spreadsheets from running it."""
    return text[1:] if GUARDED.match(text) else text


def as_line(text: str) -> str:
    """One line; line breaks in a cell become commas."""
    return fitting(re.sub(r"\s*\n\s*", ", ", text), SHORT)


def as_text(text: str) -> str:
    """Several lines."""
    return fitting(text, 2000)


def fitting(text: str, most: int) -> str:
    """Refuse what cannot be seen and what is too long."""
    if UNSEEN.search(text):
        raise ValueError(_("has characters that cannot be shown"))
    if len(text) > most:
        raise ValueError(_("is longer than %(most)d characters", most=most))
    return text


def as_email(text: str) -> str:
    """An address."""
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise ValueError(_("is not an e-mail address")) from None


def as_phone(text: str) -> str:
    """A number; Excel makes whole numbers of them."""
    if sum(letter.isdigit() for letter in text) < 3:
        raise ValueError(_("is not a telephone number"))
    return fitting(re.sub(r"\.0$", "", text), 40)


def as_website(text: str) -> str:
    """A web address."""
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?(/\S*)?", address):
        raise ValueError(_("is not a web address"))
    return fitting(address, 300)


def as_yes(text: str) -> bool:
    """Yes or no."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValueError(_("is neither yes nor no"))


def as_day(text: str) -> date:
    """A date, as people and Excel write them: 3/9 is in March where the school is in the US, in September elsewhere."""
    if EXCEL_KEEPS.fullmatch(text):
        return EXCEL_BEGINS + timedelta(days=int(text))
    school = current_school()
    for form in (*DAYS, *(DAYS_IN_THE_US if school and school.country == "US" else DAYS_ELSEWHERE)):
        try:
            found = datetime.strptime(text.split(" ")[0], form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found
    raise ValueError(_("is not a date like 2026-03-31"))


def as_people(text: str) -> list[str]:
    """Names or addresses, several of them between semicolons or line breaks; "Name <address>" means the address."""
    parts = (re.sub(r"^.*<([^<>]+)>$", r"\1", part.strip()) for part in re.split(r"[;\n]", fitting(text, 2000)))
    return [part for part in parts if part]


def one_of(names: dict[Any, Any]) -> Callable[[str], str]:
    """A reader for one of our own words, in any language's or the code's."""

    def read(text: str) -> str:
        wanted = text.casefold()
        for code, label in names.items():
            if wanted in (str(code).casefold(), str(code).replace("_", " "), str(label).casefold()):
                return str(code)
        raise ValueError(_("is none of: %(words)s", words=", ".join(str(label) for label in names.values())))

    return read


def written(value: Any) -> str:
    """A value as a cell's text, guarded."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guard(value.isoformat() if isinstance(value, date) else str(value or ""))


def cell_text(value: Any) -> str:
    """What a cell holds, as text: Excel's dates as dates, whole numbers without their .0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(tidy(unguard(str(value))))
