"""How far checklists are, and the step to active that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.onboarding.checklist import Item, ItemState
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as PartnerState


class NotReady(Exception):
    """Something required is not done."""


@dataclass(frozen=True)
class Progress:
    """How far a checklist is."""

    items: list[Item]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def sent_in(self) -> int:
        """How many wait for the school to look at."""
        return sum(item.state == ItemState.SENT_IN for item in self.items)

    @property
    def missing(self) -> list[Item]:
        """What is required and not done."""
        return [item for item in self.items if item.is_required and not item.is_done]

    @property
    def is_ready(self) -> bool:
        """Whether the partner can become active."""
        return bool(self.items) and not self.missing

    @property
    def for_partner(self) -> list[Item]:
        """What the partner has to do next: returned things first."""
        mine = [i for i in self.items if i.by_partner and i.state in (ItemState.OPEN, ItemState.RETURNED)]
        return sorted(mine, key=lambda item: (item.state != ItemState.RETURNED, not item.is_required, item.position))


def activate(partner: Partner, *, by: Any) -> None:
    """Make a partner active whose required things are all done.

    Raises:
        NotReady: some are not.
        partners.model.NotNow: the partnership is not in onboarding.
    """
    if not Progress(Item.of(partner)).is_ready:
        raise NotReady
    partner.move_to(PartnerState.ACTIVE, by=by)


def under_way(user: Any) -> list[tuple[Partner, Progress]]:
    """The partners in onboarding that this person may see, each with its progress."""
    partners = db.session.scalars(Partner.visible_to(user).where(Partner.state == PartnerState.ONBOARDING)).all()
    return list(zip(partners, progress_of(partners), strict=True))


def progress_of(partners: Iterable[Partner]) -> list[Progress]:
    """How far each of these is, in one query."""
    keys = [partner.id for partner in partners]
    found: dict[int, list[Item]] = {key: [] for key in keys}
    for item in db.session.scalars(select(Item).where(Item.partner_id.in_(keys)).order_by(Item.position, Item.id)):
        found[item.partner_id].append(item)
    return [Progress(found[key]) for key in keys]
