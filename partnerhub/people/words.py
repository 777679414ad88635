"""The words of the roles, and of devices."""

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

# As they name themselves; the first that fits, since Edge says Chrome, and Chrome says Safari.
BROWSERS: dict[str, str] = {
    "Edg": "Edge",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "OPR": "Opera",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: dict[str, str] = {
    "iPad": "iPad",
    "iPhone": "iPhone",
    "Android": "Android",
    "CrOS": "Chromebook",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def role_name(role: str) -> Any:
    """A role in words."""
    return ROLES[Role(role)]


def device_name(agent: str) -> str:
    """A device in a few words, "Firefox, Windows", as far as its browser tells."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word)
