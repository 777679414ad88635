"""The invitation of an applicant to the pages of what is now their organization."""

from typing import Any

from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner


def offer(application: Application, partner: Partner, *, by: Any) -> None:
    """Invite the person who applied."""
