"""Which stories somebody asks for: those that are written on, those that are out, or those that were put away."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement
from sqlalchemy.orm import selectinload

from partnerhub.foundation import words
from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.words import sought
from partnerhub.partners.model import Partner
from partnerhub.stories.model import State, Story

A_PAGE = 25
SHELVES = {
    "making": (State.PROPOSED, State.REVIEW, State.APPROVED),
    "out": (State.PUBLISHED,),
    "away": (State.WITHDRAWN, State.ARCHIVED),
}


@dataclass(frozen=True)
class Wanted:
    """Read from an address; what means nothing is left out."""

    shelf: str = "making"
    q: str = ""
    partner: int | None = None
    shown: int = A_PAGE

    @classmethod
    def by(cls, args: Any) -> "Wanted":
        """Read it from an address."""
        return cls(
            shelf=args.get("shelf") if args.get("shelf") in SHELVES else "making",
            q=sought(args),
            partner=args.get("partner", type=whole),
            shown=min(max(args.get("shown", type=whole) or A_PAGE, A_PAGE), 100_000),
        )

    def url(self, **changes: Any) -> str:
        """The address of the same list, with something changed."""
        parts, plain = {**asdict(self), **changes}, {"shelf": "making", "shown": A_PAGE}
        return url_for("stories.index", **{n: v for n, v in parts.items() if v and plain.get(n) != v})

    @property
    def narrows(self) -> bool:
        """Whether anything but all is asked for."""
        return bool(self.q or self.partner)


def page(wanted: Wanted, user: Any) -> dict[str, Any]:
    """What the list's page shows."""
    listed = Story.visible_to(user).where(Story.state.in_(SHELVES[wanted.shelf]))
    if wanted.partner:
        listed = listed.where(Story.partners.any(Partner.id == wanted.partner))
    if wanted.q:
        listed = listed.where(mentions(wanted.q))
    found = db.session.scalars(listed.options(selectinload(Story.partners)).limit(wanted.shown + 1)).unique().all()
    return {"wanted": wanted, "stories": found[: wanted.shown], "has_more": len(found) > wanted.shown}


def mentions(said: str) -> ColumnElement[bool]:
    """Whether a story says this in any language."""
    keys = words.find(Story, said)
    return Story.said.icontains(said, autoescape=True) if keys is None else Story.id.in_(keys)
