"""Which action items somebody asks for: mine, late, all that are open, or what was closed; of one partner or all."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, or_, select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.meetings.actions import ActionItem, ActionState
from partnerhub.meetings.model import MeetingPartner
from partnerhub.partners.model import Contact, Partner

A_PAGE = 25
MINE, LATE, OPEN, CLOSED = "mine", "late", "open", "closed"


@dataclass(frozen=True)
class Wanted:
    """Read from an address; what means nothing is left out."""

    which: str = MINE
    partner: int | None = None
    shown: int = A_PAGE

    @classmethod
    def by(cls, args: Any) -> "Wanted":
        """Read it from an address."""
        which, partner = args.get("which", MINE), args.get("partner", "")
        return cls(
            which=which if which in (LATE, OPEN, CLOSED) else MINE,
            partner=whole(partner),
            shown=min(max(args.get("shown", type=whole) or A_PAGE, A_PAGE), 100_000),
        )

    def url(self, **changes: Any) -> str:
        """The address of the same list, with something changed."""
        parts = {**asdict(self), **changes}
        plain = {"which": MINE, "shown": A_PAGE}
        return url_for("meetings.list_actions", **{n: v for n, v in parts.items() if v and plain.get(n) != v})

    def within(self, items: Select[Any], user: Any) -> Select[Any]:
        """These action items only."""
        if self.partner:
            items = items.where(of_partner(self.partner))
        if self.which == CLOSED:
            return (
                items.where(ActionItem.state != ActionState.OPEN).order_by(None).order_by(ActionItem.closed_at.desc())
            )
        items = items.where(ActionItem.state == ActionState.OPEN)
        if self.which == LATE:
            return items.where(ActionItem.due_on < clock.today())
        return items.where(of_person(user)) if self.which == MINE else items


def of_person(user: Any) -> Any:
    """Those of this person; for a partner's person, those of their organization."""
    if not user.is_partner:
        return ActionItem.user_id == user.id
    people = select(Contact.id).where(Contact.partner_id == user.partner_id)
    return or_(ActionItem.user_id == user.id, ActionItem.contact_id.in_(people))


def of_partner(key: int) -> Any:
    """Those from meetings with one organization, about it, or of its people."""
    meetings = select(MeetingPartner.meeting_id).where(MeetingPartner.partner_id == key)
    people = select(Contact.id).where(Contact.partner_id == key)
    return or_(ActionItem.partner_id == key, ActionItem.meeting_id.in_(meetings), ActionItem.contact_id.in_(people))


def page(wanted: Wanted, user: Any) -> dict[str, Any]:
    """What the list's page shows: always the same few queries, however many there are."""
    listed = wanted.within(ActionItem.visible_to(user), user).limit(wanted.shown + 1)
    found = list(db.session.scalars(listed).unique())
    named = Partner.visible_to(user).with_only_columns(Partner.id, Partner.name)
    partners = db.session.execute(named).all() if not user.is_partner else []
    return {
        "wanted": wanted,
        "actions": found[: wanted.shown],
        "has_more": len(found) > wanted.shown,
        "partners": partners,
    }
