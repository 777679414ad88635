"""The demonstration school: one believable year, plainly invented. The tests use the same cast.

Each feature adds its own chapter (demo.py in its folder), lowest floor first, and finds here whom the chapters below
it have brought in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.people import passwords
from partnerhub.people.model import User
from partnerhub.school.model import School

PASSWORD = "partnerhub-demo"  # noqa: S105 - printed by `make demo`
ACCOUNTS = ("principal", "staff", "partner", "other-partner", "viewer")


@dataclass
class Cast:
    """Who is who: accounts by the first part of their address, organizations by a short name."""

    users: dict[str, Any] = field(default_factory=dict)
    partners: dict[str, Any] = field(default_factory=dict)
    school: Any = None


class NotEmpty(Exception):
    """The demonstration is only ever put into an empty database."""


def fill() -> Cast:
    """Put the demonstration school into an empty database, in the transaction of the caller.

    Raises:
        NotEmpty: there is a school, or somebody, in it.
    """
    if School.only() or db.session.query(User.id).first():
        raise NotEmpty
    cast = Cast()
    for feature in house().features:
        if feature.demo:
            feature.demo(cast)
    db.session.flush()
    return cast


def is_here() -> bool:
    """Whether the school in this database is the demonstration's."""
    school = School.only()
    return bool(school and school.is_demo)


def may_be_served(config: Mapping[str, Any]) -> bool:
    """Whether the demonstration, whose password everybody knows, may be served as this app is.

    A public address means that a web server passes on to this machine what comes from everywhere.
    """
    public = urlsplit(config["PUBLIC_URL"]).hostname
    stays_here = is_this_machine(config["HOST"]) and (public is None or is_this_machine(public))
    return stays_here or bool(config["DEMO_PUBLIC"])


def is_this_machine(host: str) -> bool:
    """Whether nobody else can reach this address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@cache
def password() -> str:
    """The demonstration accounts' password as it is stored."""
    return passwords.hashed(PASSWORD)
