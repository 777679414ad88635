"""The queue of applications: which, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.onboarding.model import Application, State

AT_ONCE = 20
SHOWN = {
    "waiting": _l("Waiting"),
    "asked": _l("Asked"),
    "decided": _l("Decided"),
    "aside": _l("Put aside"),
}
STATES_OF = {
    "waiting": (State.WAITING,),
    "asked": (State.ASKED,),
    "decided": (State.ACCEPTED, State.DECLINED),
    "aside": (State.WAITING, State.ASKED),
}


@dataclass(frozen=True)
class Queue:
    """One view of the applications, with its address."""

    state: str = "waiting"
    newest_first: bool = False
    page: int = 1

    @classmethod
    def asked_for(cls, args: Mapping[str, Any]) -> "Queue":
        """What the address asks for; what it does not know is as if it were not there."""
        state, page = args.get("state", ""), args.get("page", "1")
        return cls(
            state=state if state in SHOWN else "waiting",
            newest_first=args.get("order") == "newest",
            page=min(whole(page) or 1, 10_000),
        )

    @property
    def query(self) -> Select[Application]:
        """The applications, in order."""
        order = (Application.sent_at, Application.id)
        return (
            select(Application)
            .where(Application.state.in_(STATES_OF[self.state]), Application.is_aside.is_(self.state == "aside"))
            .order_by(*(column.desc() for column in order) if self.newest_first else order)
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """The parts of the address of this view, with changes."""
        parts = {"state": self.state, "order": "newest" if self.newest_first else None, "page": None, **changes}
        return {name: value for name, value in parts.items() if value is not None}


def counts() -> dict[str, int]:
    """How many there are in each view."""
    counted = select(Application.state, Application.is_aside, func.count()).group_by(
        Application.state, Application.is_aside
    )
    found = dict.fromkeys(SHOWN, 0)
    for state, is_aside, number in db.session.execute(counted):
        for name, states in STATES_OF.items():
            if state in states and is_aside == (name == "aside"):
                found[name] += number
    return found
