"""The words of the roles."""

from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.access import Role

ROLES = {
    Role.PRINCIPAL: _l("Principal"),
    Role.STAFF: _l("Staff"),
    Role.PARTNER: _l("Partner"),
    Role.VIEWER: _l("Reader"),
}
MAY = {
    Role.PRINCIPAL: _l("Runs everything: people, settings, partners"),
    Role.STAFF: _l("Works with partners: adds them, checks documents, decides"),
    Role.PARTNER: _l("Sees and keeps the pages of one organization only"),
    Role.VIEWER: _l("Reads, and changes nothing: a board member, for example"),
}


def role_name(role: str) -> Any:
    """A role in words."""
    return ROLES[Role(role)]
