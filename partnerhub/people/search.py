"""What the search finds among people."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from sqlalchemy import or_

from partnerhub.foundation.access import may_enter
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Hit
from partnerhub.people.model import User


def people(words: str, user: Any) -> Iterable[Hit]:
    """People whose name or address has these words, for the school's side."""
    if not may_enter("people.show_person", user):
        return []
    like = [column.icontains(words, autoescape=True) for column in (User.name, User.email)]
    found = db.session.scalars(User.visible_to(user).where(or_(*like)).limit(10))
    return [Hit(p.name, str(p.role_label), url_for("people.show_person", key=p.id), "user") for p in found]
