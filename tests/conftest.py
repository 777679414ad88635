"""What every test stands on: the demonstration school, in a fresh copy for each test, and its cast."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event

from partnerhub import create_app, demo
from partnerhub.config import settings
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import SignIn, User
from partnerhub.people.sessions import hashed
from tests import schools
from tests.compiled import TEMPLATES
from tests.postgres import differs

collect_ignore = [] if schools.SERVER else ["postgres"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what is SQLite's alone, and what asks neither."""
    if schools.SERVER:
        config.hook.pytest_deselected(items=[item for item in items if differs.reason(item)])
        items[:] = [item for item in items if not differs.reason(item)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was not asked, and why: nothing is left out in silence."""
    if not schools.SERVER:
        terminalreporter.line("On SQLite. `make test-postgres` asks PostgreSQL the same, and tests/postgres.")
        return
    terminalreporter.section("not asked of PostgreSQL")
    for name, why in differs.ONLY_ON_SQLITE.items():
        terminalreporter.line(f"{name}: {why}")
    terminalreporter.line(f"and each that {differs.ASKS_NONE}")


# The machine may be busy, and how long one example takes says nothing of it.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def build(folder: Path, **more: Any) -> Flask:
    """An app whose every file lies in this folder."""
    app = create_app(
        {
            **settings(schools.environ(folder)),
            "TESTING": True,
            "STYLEGUIDE": True,
            "FORM_KEPT": 0,
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
            **more,
        }
    )
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


@pytest.fixture(autouse=True)
def _databases_go() -> Iterator[None]:
    """Drop the databases that a test made, once all else of it has ended."""
    before = len(schools.MADE)
    yield
    schools.drop(schools.MADE[before:])


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated database and nothing in it."""
    folder = tmp_path_factory.mktemp("empty")
    app = build(folder)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def demo_folder(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration school."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    schools.copy(empty_folder, folder)
    app = build(folder)
    with app.app_context():
        with transaction():
            cast = demo.fill()
            ids = {name: partner.id for name, partner in cast.partners.items()}
            ids |= {f"user_{short}": user.id for short, user in cast.users.items()}
        db.engine.dispose()
    (folder.parent / "cast.json").write_text(json.dumps(ids))
    return folder


@pytest.fixture(scope="session")
def cast_ids(demo_folder: Path) -> dict[str, int]:
    """The ids of the cast's organizations by name, and of its accounts as user_name."""
    return json.loads((demo_folder.parent / "cast.json").read_text())


def copied(kept: Path, folder: Path) -> Iterator[Flask]:
    """An app on a copy of a data folder."""
    app = build(schools.copy(kept, folder))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(demo_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app on its own copy of the demonstration school."""
    yield from copied(demo_folder, tmp_path / "data")


@pytest.fixture
def new_app(empty_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app on its first day: no school, nobody."""
    yield from copied(empty_folder, tmp_path / "new")


@pytest.fixture
def house(app: Flask) -> Iterator[Flask]:
    """Inside the app, in a transaction, for tests of the model."""
    with app.test_request_context(), transaction():
        yield app


class Browser:
    """A person's browser: `as_staff.get(...)`, `as_staff.htmx.post(...)`."""

    def __init__(self, client: FlaskClient, headers: dict[str, str] | None = None) -> None:
        self.client, self.headers = client, headers or {}

    @property
    def htmx(self) -> "Browser":
        """The same person, asking as htmx does."""
        return Browser(self.client, {"HX-Request": "true"})

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, headers=self.headers, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return self.client.post(path, data=data, headers=self.headers, **more)

    def open(self, path: str, method: str, **more: Any) -> Any:
        return self.client.open(path, method=method, headers=self.headers, **more)


def queries(app: Flask, ask: Callable[[], Any]) -> int:
    """How many times the database is asked."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def signed_in_as(app: Flask, short: str) -> Browser:
    """A browser that one of the cast is signed in on."""
    client = app.test_client()
    token = f"token-of-{short}"
    with app.app_context(), transaction():
        user = db.session.query(User).filter_by(email=f"{short}@demo.example").one()
        if not db.session.query(SignIn).filter_by(hash=hashed(token)).first():
            db.session.add(SignIn(hash=hashed(token), user_id=user.id, device="test"))
    client.set_cookie("partnerhub", token)
    return Browser(client)


@pytest.fixture
def as_principal(app: Flask) -> Browser:
    return signed_in_as(app, "principal")


@pytest.fixture
def as_staff(app: Flask) -> Browser:
    return signed_in_as(app, "staff")


@pytest.fixture
def as_partner(app: Flask) -> Browser:
    return signed_in_as(app, "partner")


@pytest.fixture
def as_other_partner(app: Flask) -> Browser:
    return signed_in_as(app, "other-partner")


@pytest.fixture
def as_viewer(app: Flask) -> Browser:
    return signed_in_as(app, "viewer")


@pytest.fixture
def as_anyone(app: Flask) -> Browser:
    return Browser(app.test_client())
