"""One copy of the demonstration school that is asked as everybody, and put back after whatever was written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from partnerhub import demo
from partnerhub.foundation.db import db, transaction
from tests import schools
from tests.access import ROLES
from tests.conftest import Browser, build, signed_in_as


@dataclass
class World:
    """The app, the data as they were, and the cast's ids."""

    app: Flask
    kept: Path
    names: dict[str, int]

    def browser(self, role: str) -> Browser:
        """A browser of their own, for one request."""
        client = self.app.test_client()
        if short := ROLES[role]:
            client.set_cookie(self.app.config["SIGN_IN_COOKIE"], f"token-of-{short}")
        return Browser(client, {"User-Agent": "test"})

    def restore(self) -> None:
        """Put the database back."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        schools.put_back(self.kept, self.app.config["DATA"])


@contextmanager
def opened(demo_folder: Path, names: dict[str, int], folder: Path) -> Iterator[World]:
    """A world in this folder, with everybody of the cast signed in.

    Args:
        demo_folder: the demonstration school that it is a copy of.
        names: the ids of the cast's organizations and accounts.
        folder: where it lies.
    """
    kept = build(schools.copy(demo_folder, folder / "kept"))
    for short in filter(None, ROLES.values()):
        signed_in_as(kept, short)
    with kept.app_context():
        db.engine.dispose()
    app = build(schools.copy(folder / "kept", folder / "data"))
    yield World(app, folder / "kept", names)
    with app.app_context():
        db.engine.dispose()


def demonstration(folder: Path) -> dict[str, int]:
    """Fill a new folder with the demonstration school, outside of a test run.

    Returns: the ids of the cast's organizations by name, and of its accounts as user_name.
    """
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            cast = demo.fill()
            names = {name: partner.id for name, partner in cast.partners.items()}
            names |= {f"user_{short}": user.id for short, user in cast.users.items()}
        db.engine.dispose()
    return names
