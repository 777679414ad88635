"""The columns of a list of partners: what each is called, how its cells are read and written.

Import and export share them, so that what goes out can come in again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.foundation.fields import SHORT, UNSEEN, tidy
from partnerhub.partners.model import KINDS, STATES, State

# A spreadsheet runs a cell that begins so. The apostrophe makes it text; reading takes it off again.
# Source: OWASP, "CSV Injection".
RUNS = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%m/%d/%y")
YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "", "-", "nein", "non"})


def guard(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if RUNS.match(text) else text


def unguard(text: str) -> str:
    """The same without its guard."""
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
    """A date, as people and Excel write them; the month comes first where both could."""
    for form in DAYS:
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


@dataclass(frozen=True)
class Column:
    """One column.

    Args:
        key: the attribute; "contact." before it for those of a person.
        label: its heading in our lists.
        read: makes the value of a cell's text; raises ValueError with what is wrong.
        words: what others call it, for guessing.
        joins: whether several rows of one organization are put together.
    """

    key: str
    label: Any
    read: Callable[[str], Any]
    words: tuple[str, ...] = ()
    joins: bool = False


COLUMNS = (
    Column("name", _l("Organization"), as_line, ("name", "partner", "agency", "company", "provider", "partner name")),
    Column("kind", _l("Kind"), one_of(KINDS), ("type", "category", "sector")),
    Column("state", _l("State"), one_of({s: STATES[s] for s in State}), ("status",)),
    Column("offers", _l("What they offer"), as_text, ("program", "service", "services", "programs", "offer"), True),
    Column("serves", _l("For whom"), as_line, ("grades", "serves", "population", "students", "audience"), True),
    Column("times", _l("When"), as_line, ("schedule", "days", "hours", "times"), True),
    Column("place", _l("Where"), as_line, ("location", "site", "school", "room", "place"), True),
    Column("languages", _l("Languages"), as_line, ("language",), True),
    Column("email", _l("E-mail"), as_email, ("email", "organization email", "general email", "e-mail")),
    Column("phone", _l("Telephone"), as_phone, ("phone", "tel", "main phone", "office phone")),
    Column("website", _l("Website"), as_website, ("web", "url", "site url", "homepage")),
    Column("address", _l("Address"), as_text, ("street", "mailing address")),
    Column("is_on_site", _l("Comes to the school"), as_yes, ("on site", "onsite")),
    Column("is_telehealth", _l("Meets by video"), as_yes, ("telehealth", "online", "virtual")),
    Column("meets_students_alone", _l("Meets students alone"), as_yes, ("alone",)),
    Column("began_on", _l("Partner since"), as_day, ("since", "start", "start date", "began")),
    Column("ended_on", _l("Ended"), as_day, ("ended on", "end date", "until")),
    Column("liaisons", _l("Liaison at the school"), as_people, ("liaisons", "school liaison", "school contact")),
    Column("notes", _l("Notes for the school"), as_text, ("notes", "comments", "remarks"), True),
    Column("contact.name", _l("Person"), as_line, ("contact", "contact name", "contact person", "liaison")),
    Column("contact.role", _l("Person: what they do there"), as_line, ("title", "position", "role", "contact title")),
    Column("contact.email", _l("Person: e-mail"), as_email, ("contact email", "contact e-mail", "person email")),
    Column("contact.phone", _l("Person: telephone"), as_phone, ("contact phone", "cell", "mobile", "person phone")),
    Column("contact.is_liaison", _l("Person: holds the thread"), as_yes, ("primary contact", "main contact")),
    Column("contact.is_on_site", _l("Person: comes to the school"), as_yes, ("comes to school",)),
    Column("contact.left_on", _l("Person: left on"), as_day, ("left", "left on", "contact left")),
)
BY_KEY = {column.key: column for column in COLUMNS}


def plain(heading: str) -> str:
    """A heading reduced to its words."""
    return " ".join(re.findall(r"\w+", heading.casefold()))


def guess(headings: list[str], remembered: dict[str, str]) -> list[str]:
    """Which column each heading means, "" for none; each column is given once."""
    found: list[str] = []
    for heading in headings:
        word = plain(heading)
        key = remembered.get(word, "") or next((c.key for c in COLUMNS if word and word in meanings(c)), "")
        found.append(key if key in BY_KEY and key not in found else "")
    return found


def meanings(column: Column) -> set[str]:
    """All words that a column goes by."""
    return {plain(str(column.label)), plain(column.key), *(plain(word) for word in column.words)}


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
