"""The invitation of an applicant to the pages of what is now their organization."""

from typing import Any

from partnerhub.foundation.access import Role
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from partnerhub.people.invitations import AlreadyHere, Invitation


def offer(application: Application, partner: Partner, *, by: Any) -> bool:
    """Invite the person who applied, and say whether that was needed: somebody with an account only signs in."""
    try:
        Invitation.offer(
            application.email, application.contact_name, Role.PARTNER, partner.id, by, language=application.language
        )
    except AlreadyHere:
        return False
    return True
