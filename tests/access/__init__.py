"""The access table: for every route, what each person is answered. One file a feature, each with its ROWS.

    ROWS = {
        "GET partners.show_partner": Row("/partners/{clinic}", anyone=401, viewer=200, partner=200, other=404,
                                         staff=200, principal=200),
    }

The key is the method and the endpoint; a second row for the same route adds a few words: "GET a.b of somebody else".
In a path, `{clinic}` is the id of the cast's organization of that name and `{user_staff}` that of its account. The
`partner` belongs to the clinic and the `other` partner to the mentors. Everything else is asked of the database:
`Row(lambda: f"/documents/{Document...}")` runs inside the app.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROLES = {
    "anyone": None,
    "viewer": "viewer",
    "partner": "partner",
    "other": "other-partner",
    "staff": "staff",
    "principal": "principal",
}


@dataclass(frozen=True)
class Row:
    """What each person is answered.

    Args:
        path: where, or a function that says where.
        data: the form that is sent, or a function that makes it. `json` likewise for the few that take it.
        stranger: who must be told 404 on the route of an object: another partner's person. None where there is
            no stranger; then `why` says why.
    """

    path: str | Callable[[], str]
    anyone: int
    viewer: int
    partner: int
    other: int
    staff: int
    principal: int
    data: Any = None
    json: Any = None
    stranger: str | None = "other"
    why: str = ""

    def address(self, names: dict[str, int]) -> str:
        """The path with the cast's ids in it."""
        return self.path() if callable(self.path) else self.path.format(**names)


def everyone(status: int) -> dict[str, int]:
    """The same answer for all."""
    return dict.fromkeys(ROLES, status)


def rows() -> dict[str, Row]:
    """The rows of all features.

    Raises:
        ValueError: two files have the same row.
    """
    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(__path__):
        own = importlib.import_module(f"{__name__}.{module.name}").ROWS
        if twice := found.keys() & own.keys():
            raise ValueError(f"Two rows for {', '.join(sorted(twice))}")
        found |= own
    return found
