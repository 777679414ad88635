"""A demonstration school in a folder, for checks that run outside of the test suite."""

from pathlib import Path

from flask_migrate import upgrade

from partnerhub import demo
from partnerhub.foundation.db import db, transaction
from tests.conftest import build


def make(folder: Path) -> Path:
    """Fill a new folder."""
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
        db.engine.dispose()
    return folder
