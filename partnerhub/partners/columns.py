"""The columns of a list of partners: what each is called, and how it is guessed from a heading.

Import and export share them, so that what goes out can come in again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.partners.cells import (
    as_day,
    as_email,
    as_line,
    as_people,
    as_phone,
    as_text,
    as_website,
    as_yes,
    one_of,
)
from partnerhub.partners.model import KINDS, STATES, State


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


NAMES = ("name", "partner", "organisation", "agency", "company", "provider", "business", "charity", "group")
MORE_NAMES = ("partner agency", "partner organization", "community partner", "nonprofit", "vendor", "service provider")
OFFERS = ("program", "programme", "service", "offer", "what they do", "services offered", "services provided")
PHONE = ("phone", "tel", "main phone", "office phone", "phone number", "telephone number")
MOBILE = ("contact phone", "cell", "mobile", "mobile number", "person phone")
# Words that change nothing: "Name of the agency" is the agency.
FILLING = frozenset({"name", "names", "of", "the", "our", "s"})
COLUMNS = (
    Column("name", _l("Organization"), as_line, (*NAMES, *MORE_NAMES)),
    Column("kind", _l("Kind"), one_of(KINDS), ("type", "category", "sector")),
    Column("state", _l("State"), one_of({s: STATES[s] for s in State}), ("status",)),
    Column("offers", _l("What they offer"), as_text, OFFERS, True),
    Column("serves", _l("For whom"), as_line, ("grades", "serves", "population", "students", "audience"), True),
    Column("times", _l("When"), as_line, ("schedule", "days", "hours", "times"), True),
    Column("place", _l("Where"), as_line, ("location", "site", "school", "school site", "room", "place"), True),
    Column("languages", _l("Languages"), as_line, ("language",), True),
    Column("email", _l("E-mail"), as_email, ("email", "organization email", "general email", "email address")),
    Column("phone", _l("Telephone"), as_phone, PHONE),
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
    Column("contact.phone", _l("Person: telephone"), as_phone, MOBILE),
    Column("contact.is_liaison", _l("Person: holds the thread"), as_yes, ("primary contact", "main contact")),
    Column("contact.is_on_site", _l("Person: comes to the school"), as_yes, ("comes to school",)),
    Column("contact.left_on", _l("Person: left on"), as_day, ("left", "left on", "contact left")),
)
BY_KEY = {column.key: column for column in COLUMNS}


def plain(heading: str) -> str:
    """A heading reduced to its words."""
    return " ".join(re.findall(r"\w+", heading.casefold().replace("e-mail", "email")))


def guess(headings: list[str], remembered: dict[str, str]) -> list[str]:
    """Which column each heading means, "" for none; each column is given once."""
    found: list[str] = []
    for heading in headings:
        word = plain(heading)
        key = remembered.get(word, "") or next((c.key for c in COLUMNS if word and gist(word) in meanings(c)), "")
        found.append(key if key in BY_KEY and key not in found else "")
    return found


def gist(heading: str) -> str:
    """What a heading names, in one number and without words that change nothing; "name" alone is a name."""
    words = [word.removesuffix("s") for word in plain(heading).split() if word not in FILLING]
    return " ".join(words) or plain(heading)


def meanings(column: Column) -> set[str]:
    """All words that a column goes by."""
    return {gist(str(column.label)), gist(column.key), *(gist(word) for word in column.words)}
