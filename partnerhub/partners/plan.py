"""The plan of an import: what a list would do, worked out before anything is written."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from partnerhub.partners import likeness
from partnerhub.partners.columns import BY_KEY
from partnerhub.partners.model import Partner

EMPTY: dict[str, Any] = {"names": [], "rows": [], "values": {}, "parts": {}, "people": []}


def make(rows: list[list[str]], columns: list[str], existing: Iterable[Partner]) -> dict[str, Any]:
    """Work out what a list would do.

    Args:
        rows: the cells, without the headings.
        columns: which detail each place of a row is, "" for none.
        existing: the partners that are known.

    Returns:
        `problems` as (row, heading, cell, what is wrong), and `items`, one for each organization.
    """
    problems: list[list[Any]] = []
    items: dict[str, dict[str, Any]] = {}
    for number, cells in enumerate(rows, start=2):
        values = read_row(number, cells, columns, problems)
        name = values.get("name")
        if not name:
            problems.append([number, str(BY_KEY["name"].label), "", _("is empty")])
            continue
        item = items.setdefault(likeness.key(name), {"name": name, **{k: type(v)() for k, v in EMPTY.items()}})
        join(item, number, values)
    found = list(items.values())
    match(list(items), found, list(existing))
    return {"problems": problems, "items": found}


def read_row(number: int, cells: list[str], columns: list[str], problems: list[list[Any]]) -> dict[str, Any]:
    """The values of one row; what is wrong with a cell is added to the problems."""
    values: dict[str, Any] = {}
    for key, cell in zip(columns, cells, strict=False):
        if not key or not cell:
            continue
        try:
            value = BY_KEY[key].read(cell)
        except ValueError as why:
            problems.append([number, str(BY_KEY[key].label), cell[:80], str(why)])
            continue
        values[key] = value.isoformat() if isinstance(value, date) else value
    return values


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


def match(keys: list[str], items: list[dict[str, Any]], existing: list[Partner]) -> None:
    """Say of each item whether it is known: exactly, by likeness, or like an earlier one of the list."""
    known = {likeness.key(partner.name): partner for partner in existing}
    every = [*known, *keys]
    alike: dict[int, tuple[int, float]] = {}
    for place, earlier, score in likeness.pairs(every):
        if place >= len(known) and score > alike.get(place, (0, 0.0))[1]:
            alike[place] = (earlier, score)
    partners = list(known.values())
    for index, (key, item) in enumerate(zip(keys, items, strict=True)):
        like = alike.get(index + len(known))
        item |= {"how": "new", "partner": None, "item": None, "like": ""}
        if key in known:
            item |= {"how": "known", "partner": known[key].id}
        elif like and like[0] < len(partners):
            item |= {"how": "like", "partner": partners[like[0]].id, "like": partners[like[0]].name}
        elif like:
            item |= {"how": "like", "item": like[0] - len(partners), "like": items[like[0] - len(partners)]["name"]}
