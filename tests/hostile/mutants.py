"""Requests as nobody means them: each a row of the access table with a few things wrong in it.

A request is known by its number, and is made again by it: `python -m tests.hostile.storm --only 1234`.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from partnerhub.foundation.db import db
from tests.access import ROLES, rows
from tests.hostile.headers import HEADERS
from tests.hostile.odd import BODIES, METHODS, NAMES, PLACES, TYPES, VALUES
from tests.world import World

TABLE = rows()


@dataclass
class Mutant:
    """One request, and what was done to it."""

    role: str
    method: str
    path: str
    fields: list[tuple[str, str]]
    body: bytes | None = None
    kind: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def send(self, world: World) -> Any:
        """Send it, as its role."""
        browser = world.browser(self.role)
        browser.headers = {**browser.headers, **self.headers}
        body = self.as_form() if self.body is None else self.body
        return browser.open(self.path, self.method, data=body, content_type=self.kind)

    def as_form(self) -> bytes:
        """The fields as a form writes them."""
        if self.fields and self.kind is None:
            self.kind = "application/x-www-form-urlencoded"
        return urlencode(self.fields, errors="surrogatepass").encode()

    def __str__(self) -> str:
        shown = [(name[:30], value[:60]) for name, value in self.fields[:6]]
        sent = repr(self.body[:80]) if self.body else shown
        return f"{self.role} {self.method} {self.path[:120]} {self.kind} {sent} {self.headers} {self.done}"


def bear(world: World, seed: int, number: int) -> Mutant:
    """The request of that number."""
    dice = random.Random(f"{seed} {number}")
    key = dice.choice(list(TABLE))
    row = TABLE[key]
    with world.app.test_request_context():
        path = row.address(world.names)
        given = row.data() if callable(row.data) else row.data
        db.session.rollback()
    welcome = [role for role in ROLES if getattr(row, role) < 400]
    role = dice.choice(welcome if welcome and dice.random() < 0.8 else list(ROLES))
    mutant = Mutant(role, key.split(" ")[0], path, pairs(given))
    if row.json is not None:
        mutant.body, mutant.kind = json.dumps(row.json).encode(), "application/json"
    for change in dice.choices(CHANGES, k=dice.choice((1, 1, 2, 3))):
        change(mutant, dice)
        mutant.done.append(change.__name__)
    return mutant


def pairs(given: Any) -> list[tuple[str, str]]:
    """A form's fields one by one; a file is only its name here."""
    several = ((name, value if isinstance(value, list) else [value]) for name, value in (given or {}).items())
    return [(name, one if isinstance(one, str) else "file.pdf") for name, values in several for one in values]


def other_method(mutant: Mutant, dice: random.Random) -> None:
    """One that the route may not know."""
    mutant.method = dice.choice(METHODS)


def other_place(mutant: Mutant, dice: random.Random) -> None:
    """Another key, or something behind it."""
    path, _, rest = mutant.path.partition("?")
    parts = path.split("/")
    parts[dice.randrange(1, len(parts))] = quote(dice.choice(PLACES), safe="%/")
    mutant.path = "/" + "/".join(parts).lstrip("/") + (f"?{rest}" if rest else "")


def odd_question(mutant: Mutant, dice: random.Random) -> None:
    """Something behind the question mark that is read there, or is not."""
    asked = [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.randint(1, 4))]
    line = urlencode(asked, errors="surrogatepass")
    mutant.path = mutant.path.split("?")[0] + "?" + dice.choice((line, line, "%", "=&=&&;", "q=%ff%fe", line + "%zz"))


def odd_value(mutant: Mutant, dice: random.Random) -> None:
    """Another value in one of its fields, or in one that it has not."""
    mutant.fields = mutant.fields or [(dice.choice(NAMES), "")]
    at = dice.randrange(len(mutant.fields))
    mutant.fields[at] = (mutant.fields[at][0], dice.choice(VALUES))


def odd_values(mutant: Mutant, dice: random.Random) -> None:
    """Another value in each of its fields."""
    mutant.fields = [(name, dice.choice(VALUES)) for name, _ in mutant.fields]


def fewer_fields(mutant: Mutant, dice: random.Random) -> None:
    """Some of its fields."""
    mutant.fields = [one for one in mutant.fields if dice.random() < 0.6]


def more_fields(mutant: Mutant, dice: random.Random) -> None:
    """One many times, one of another form, or more than anybody has."""
    if mutant.fields and dice.random() < 0.5:
        mutant.fields += [dice.choice(mutant.fields)] * dice.choice((1, 2, 30))
    else:
        mutant.fields += [(f"{dice.choice(NAMES)}{number or ''}", "1") for number in range(dice.choice((1, 5, 1200)))]


def odd_name(mutant: Mutant, dice: random.Random) -> None:
    """A field under another name."""
    if mutant.fields:
        at = dice.randrange(len(mutant.fields))
        name, value = mutant.fields[at]
        changed = dice.choice((name + "[]", name.upper(), name + "\0", "", name + "-0", name * 200, "\udcff"))
        mutant.fields[at] = (changed, value)


def odd_body(mutant: Mutant, dice: random.Random) -> None:
    """Something that is no form, or a broken one."""
    mutant.body, mutant.kind = dice.choice(BODIES), dice.choice(TYPES)


def odd_type(mutant: Mutant, dice: random.Random) -> None:
    """Its form, said to be something else."""
    mutant.kind = dice.choice(TYPES)


def odd_headers(mutant: Mutant, dice: random.Random) -> None:
    """Headers that no browser sends like that."""
    for _ in range(dice.randint(1, 3)):
        name, values = dice.choice(list(HEADERS.items()))
        mutant.headers[name] = dice.choice(values)


CHANGES = (
    other_method,
    other_place,
    odd_question,
    odd_value,
    odd_value,
    odd_values,
    fewer_fields,
    more_fields,
    odd_name,
    odd_body,
    odd_type,
    odd_headers,
)
