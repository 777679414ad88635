"""The directory: which partners are asked for, how many of each state there are, and what the search finds."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Hit, house
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.words import sought
from partnerhub.partners.model import KINDS, STATES, Contact, Liaison, Partner, State
from partnerhub.people.model import User

A_PAGE = 25
MOST_HITS = 8


@dataclass(frozen=True)
class Wanted:
    """Which partners somebody asks for. Words of the address that mean nothing are left out."""

    q: str = ""
    kind: str = ""
    state: str = ""
    liaison: int | None = None
    shown: int = A_PAGE

    @classmethod
    def by(cls, args: Any) -> "Wanted":
        """Read it from an address."""
        kind, state, liaison = args.get("kind", ""), args.get("state", ""), args.get("liaison", "")
        return cls(
            q=sought(args),
            kind=kind if kind in set(KINDS) else "",
            state=state if state in set(STATES) else "",
            liaison=whole(liaison),
            shown=min(max(args.get("shown", type=whole) or A_PAGE, A_PAGE), 100_000),
        )

    def url(self, **changes: Any) -> str:
        """The address of the same list, with something changed."""
        parts = {**asdict(self), **changes}
        if parts["shown"] == A_PAGE:
            parts.pop("shown")
        return url_for("partners.index", **{name: value for name, value in parts.items() if value})

    @property
    def narrows(self) -> bool:
        """Whether anything but all is asked for."""
        return bool(self.q or self.kind or self.state or self.liaison)

    def within(self, partners: Select[Any], *, any_state: bool = False) -> Select[Any]:
        """These partners only."""
        if self.q:
            partners = partners.where(mentions(self.q))
        if self.kind:
            partners = partners.where(Partner.kind == self.kind)
        if self.state and not any_state:
            partners = partners.where(Partner.state == self.state)
        if self.liaison:
            mine = select(Liaison.partner_id).where(Liaison.user_id == self.liaison)
            partners = partners.where(Partner.id.in_(mine))
        return partners


def mentions(words: str) -> ColumnElement[bool]:
    """Whether a partner or one of its people is named so, or it does or speaks that."""
    people = select(Contact.partner_id).where(Contact.name.icontains(words, autoescape=True))
    texts = (Partner.name, Partner.offers, Partner.languages, Partner.serves)
    return or_(*(text.icontains(words, autoescape=True) for text in texts), Partner.id.in_(people))


def page(wanted: Wanted, user: Any) -> dict[str, Any]:
    """What the directory's page shows: always the same few queries, however many partners there are."""
    visible = Partner.visible_to(user)
    ids = visible.with_only_columns(Partner.id).order_by(None)
    states: Any = select(Partner.state, func.count())
    every = wanted.within(states.where(Partner.id.in_(ids)), any_state=True)
    counts: dict[str, int] = dict(db.session.execute(every.group_by(Partner.state)).all())
    listed = wanted.within(visible).options(selectinload(Partner.liaisons)).limit(wanted.shown)
    partners = db.session.scalars(listed).all()
    return {
        "wanted": wanted,
        "partners": partners,
        "signs": house().signs(partners, user),
        "counts": counts,
        "total": counts.get(wanted.state, 0) if wanted.state else sum(counts.values()),
        "kinds": KINDS,
        "states": STATES,
        "people": db.session.scalars(User.on_the_school_side()).all(),
    }


def search(words: str, user: Any) -> Iterable[Hit]:
    """Partners and their people, for the search of the whole house."""
    named = Partner.visible_to(user).where(Partner.name.icontains(words, autoescape=True)).limit(MOST_HITS)
    for partner in db.session.scalars(named):
        text = f"{partner.kind_label} · {STATES[State(partner.state)]}"
        yield Hit(partner.name, text, url_for("partners.show_partner", key=partner.id), "heart-handshake")
    found = (Contact.name.icontains(words, autoescape=True), Contact.email.icontains(words, autoescape=True))
    people = Contact.visible_to(user).add_columns(Partner.name).where(or_(*found)).limit(MOST_HITS)
    for person, name in db.session.execute(people):
        url = url_for("partners.show_partner", key=person.partner_id, _anchor=f"contact-{person.id}")
        yield Hit(person.name, f"{person.role} · {name}" if person.role else name, url, "user")
