"""The plan of an import: what a list would do, worked out before anything is written."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from partnerhub.partners import likeness
from partnerhub.partners.columns import BY_KEY
from partnerhub.partners.model import Partner

EMPTY: dict[str, Any] = {"names": [], "rows": [], "values": {}, "parts": {}, "people": []}
People = Mapping[str, int | None]


class Known:
    """The partners that are known, by their names as they are written and by what is left of them without spelling."""

    def __init__(self, partners: Iterable[Partner]) -> None:
        self.partners = list(partners)
        self.by_name = {partner.name.casefold(): partner for partner in self.partners}
        self.by_key: dict[str, Partner] = {}
        for partner in self.partners:
            self.by_key.setdefault(likeness.key(partner.name), partner)

    def find(self, name: str) -> Partner | None:
        """The one of this name. Its own spelling comes first: two records may differ in nothing else."""
        return self.by_name.get(name.casefold()) or self.by_key.get(likeness.key(name))


def make(
    rows: list[list[str]], columns: list[str], existing: Iterable[Partner], accounts: People | None = None
) -> dict[str, Any]:
    """Work out what a list would do.

    Args:
        rows: the cells, without the headings.
        columns: which detail each place of a row is, "" for none.
        existing: the partners that are known.
        accounts: who can be a liaison, by name and by address; None for a name that several have.

    Returns:
        `problems` as (row, heading, cell, what is wrong), and `items`, one for each organization.
    """
    known = Known(existing)
    problems: list[list[Any]] = []
    items: dict[str | int, dict[str, Any]] = {}
    for number, cells in enumerate(rows, start=2):
        values = read_row(number, cells, columns, problems, accounts or {})
        name = values.get("name")
        if not name:
            problems.append([number, str(BY_KEY["name"].label), "", _("is empty")])
            continue
        partner = known.find(name)
        group = partner.id if partner else likeness.key(name)
        item = items.setdefault(group, {"name": name, **{k: type(v)() for k, v in EMPTY.items()}})
        item["partner"] = partner.id if partner else None
        join(item, number, values)
    match(list(items.values()), known)
    return {"problems": problems, "items": list(items.values())}


def read_row(
    number: int, cells: list[str], columns: list[str], problems: list[list[Any]], accounts: People
) -> dict[str, Any]:
    """The values of one row; what is wrong with a cell is added to the problems."""
    values: dict[str, Any] = {}
    for key, cell in zip(columns, cells, strict=False):
        if not key or not cell:
            continue
        try:
            value = BY_KEY[key].read(cell)
            value = whom(value, accounts) if key == "liaisons" else value
        except ValueError as why:
            problems.append([number, str(BY_KEY[key].label), cell[:80], str(why)])
            continue
        values[key] = value.isoformat() if isinstance(value, date) else value
    return values


def whom(names: list[str], accounts: People) -> list[int]:
    """The accounts that are meant; raises ValueError with what is wrong."""
    found = []
    for name in names:
        if name.casefold() not in accounts:
            raise ValueError(_("names nobody at the school who could be liaison: %(name)s", name=name))
        account = accounts[name.casefold()]
        if account is None:
            raise ValueError(_("is the name of several; write the e-mail address"))
        found.append(account)
    return found


def join(item: dict[str, Any], number: int, values: dict[str, Any]) -> None:
    """Put one more row to its organization: texts are joined, a person is added, else the first row counts."""
    item["rows"].append(number)
    if values["name"] not in item["names"]:
        item["names"].append(values["name"])
    person = {key.removeprefix("contact."): v for key, v in values.items() if key.startswith("contact.")}
    if person.get("name") and person not in item["people"]:
        item["people"].append(person)
    for key, value in values.items():
        known = item["values"].get(key)
        if key.startswith("contact."):
            continue
        if known is None:
            item["values"][key] = value
            item["parts"][key] = [value]
        elif BY_KEY[key].joins and value not in item["parts"][key]:
            item["parts"][key].append(value)
            item["values"][key] = f"{known}; {value}"
        elif key == "liaisons":
            item["values"][key] = [*dict.fromkeys([*known, *value])]


def match(items: list[dict[str, Any]], known: Known) -> None:
    """Say of each item whether it is known: exactly, by likeness, or like an earlier new one of the list."""
    fresh = [index for index, item in enumerate(items) if item["partner"] is None]
    every = [*known.by_key, *(likeness.key(items[index]["name"]) for index in fresh)]
    begin = len(known.by_key)
    alike: dict[int, tuple[int, float]] = {}
    for place, earlier, score in likeness.pairs(every):
        if place >= begin and score > alike.get(place, (0, 0.0))[1]:
            alike[place] = (earlier, score)
    partners = list(known.by_key.values())
    for item in items:
        item |= {"how": "known" if item["partner"] else "new", "item": None, "like": ""}
    for place, (earlier, _score) in alike.items():
        item = items[fresh[place - begin]]
        if earlier < begin:
            item |= {"how": "like", "partner": partners[earlier].id, "like": partners[earlier].name}
        else:
            other = fresh[earlier - begin]
            item |= {"how": "like", "item": other, "like": items[other]["name"]}
