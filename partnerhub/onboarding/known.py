"""Whom the school knows already: organizations that an applicant may be, spelled in another way."""

from dataclasses import dataclass
from typing import Any

from partnerhub.foundation.db import db
from partnerhub.onboarding.model import Application
from partnerhub.partners.duplicates import likely
from partnerhub.partners.model import Partner, State

CAN_BEGIN = (State.APPLYING, State.ENDED)


@dataclass(frozen=True)
class Likeness:
    """An organization that is probably the applicant, and what speaks for it."""

    partner: Partner
    reasons: list[str]

    @property
    def can_begin(self) -> bool:
        """Whether onboarding can begin for it; a partner that is at work already needs none."""
        return self.partner.state in CAN_BEGIN


def alike(application: Application, user: Any) -> list[Likeness]:
    """The organizations that are probably the same as the applicant, the most likely first.

    Args:
        user: who asks; only what they may see is compared.
    """
    known: list[Any] = list(db.session.scalars(Partner.visible_to(user)))
    pairs = likely([*known, application])  # type: ignore[list-item]
    return [Likeness(one, why) for one, other, why in pairs if other is application]


def proposed(found: list[Likeness]) -> str:
    """The choice for the form: the likeliest that onboarding can begin for, else a new one."""
    return next((str(one.partner.id) for one in found if one.can_begin), "new")
