"""The demonstration's chapter: the people of the school. Those of partners come with their organizations."""

from typing import Any

from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import User

SCHOOL_SIDE = {
    "principal": ("Rosa Delgado", Role.PRINCIPAL),
    "staff": ("Marcus Webb", Role.STAFF),
    "viewer": ("Elaine Brooks", Role.VIEWER),
}


def fill(cast: Any) -> None:
    """Give the school its people."""
    for short, (name, role) in SCHOOL_SIDE.items():
        cast.users[short] = account(short, name, role)
    db.session.flush()
    Invitation.offer(None, "Nadia Petrov", Role.STAFF, None, cast.users["principal"])


def account(short: str, name: str, role: Role, partner_id: int | None = None) -> User:
    """An account with the demonstration's password."""
    from partnerhub.demo import password

    user = User(
        email=f"{short}@demo.example", name=name, role=role, partner_id=partner_id, password=password(), language="en"
    )
    db.session.add(user)
    return user
