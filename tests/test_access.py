"""Every route of the URL map × everyone who may come: what each is answered. A route without its row fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from tests.access import ROLES, Row, rows
from tests.world import World, opened

TABLE = rows()
CASES = [(key, role) for key in TABLE for role in ROLES]
ROLE_OF = {"anyone": None, "other": Role.PARTNER} | {str(role): role for role in Role}


@pytest.fixture(scope="module")
def world(demo_folder: Path, cast_ids: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with opened(demo_folder, cast_ids, tmp_path_factory.mktemp("access")) as world:
        yield world


def asked(world: World, key: str, role: str) -> Any:
    """Ask the route of a row as somebody, and put back what that changed."""
    row, method = TABLE[key], key.split(" ")[0]
    with world.app.test_request_context():
        path = row.address(world.names)
        body: dict[str, Any] = {"data": row.data() if callable(row.data) else row.data}
        if row.json is not None:
            body = {"json": row.json}
        db.session.rollback()
    answer = world.browser(role).open(path, method, **body)
    endpoint = world.app.url_map.bind("localhost").match(path.split("?")[0], method)[0]
    answer.close()
    if method not in ("GET", "HEAD"):
        world.restore()
    assert endpoint == key.split(" ")[1], f"{path} leads to {endpoint}"
    return answer


@pytest.mark.parametrize(("key", "role"), CASES, ids=[f"{key} as {role}" for key, role in CASES])
def test_each_person_is_answered_as_the_table_says(world: World, key: str, role: str) -> None:
    assert asked(world, key, role).status_code == getattr(TABLE[key], role)


def routes(app: Flask) -> dict[str, Any]:
    """Every route: method and endpoint, with its rule."""
    return {
        f"{method} {rule.endpoint}": rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_its_row(app: Flask) -> None:
    known = {" ".join(key.split(" ")[:2]) for key in TABLE}
    assert sorted(routes(app).keys() - known) == [], "These routes are in no file of tests/access"
    assert sorted(known - routes(app).keys()) == [], "These rows are of no route"


def row_of(app: Flask, key: str) -> tuple[Row, Any, Any]:
    """A row, its rule and its view."""
    rule = routes(app)[" ".join(key.split(" ")[:2])]
    return TABLE[key], rule, app.view_functions[rule.endpoint]


@pytest.mark.parametrize("key", TABLE)
def test_who_is_not_allowed_is_turned_away(world: World, key: str) -> None:
    row, _, view = row_of(world.app, key)
    for name, role in ROLE_OF.items():
        if role not in view.allowed:
            assert getattr(row, name) == (401 if role is None else 403), name


@pytest.mark.parametrize("key", TABLE)
def test_a_stranger_is_told_that_there_is_nothing(world: World, key: str) -> None:
    """Where a partner's person may come and an object is named, that of another organization does not exist."""
    row, rule, view = row_of(world.app, key)
    if not rule.arguments or Role.PARTNER not in view.allowed:
        return
    if row.stranger is None:
        assert row.why, "Say why nobody is a stranger here"
    else:
        assert getattr(row, row.stranger) == 404
