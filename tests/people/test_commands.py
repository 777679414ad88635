"""What whoever keeps the server can do when nobody gets in any more."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.people.model import User
from tests.conftest import Browser


def run(app: Flask, *args: str) -> Any:
    """What the command says."""
    return app.test_cli_runner().invoke(args=["people", *args])


def person(app: Flask, short: str) -> Any:
    """One of the cast as they are now."""
    with app.app_context():
        return db.session.query(User).filter_by(email=f"{short}@demo.example").one()


def test_it_lists_everybody_with_what_they_are(app: Flask) -> None:
    said = run(app).output
    for short in ("principal", "staff", "partner", "viewer"):
        [line] = [line for line in said.splitlines() if f" {short}@demo.example " in line]
        assert line.startswith(short)


def test_a_link_lets_somebody_in_who_has_forgotten_everything(app: Flask) -> None:
    said = run(app, "let-in", "Principal@demo.example").output
    path = urlsplit(said.split()[0]).path
    browser = Browser(app.test_client())
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"password": "a new long passphrase"}).status_code == 303
    assert browser.get("/people").status_code == 200
    assert Browser(app.test_client()).get(path).status_code == 410


def test_a_school_whose_principal_is_gone_gets_another(app: Flask) -> None:
    assert run(app, "make-principal", "staff@demo.example").exit_code == 0
    assert person(app, "staff").is_principal


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("let-in", "nobody@demo.example"), "Nobody has an account"),
        (("make-principal", "nobody@demo.example"), "Nobody has an account"),
        (("make-principal", "partner@demo.example"), "a person of a partner"),
    ],
)
def test_a_mistake_changes_nothing_and_is_explained(app: Flask, args: tuple[str, ...], said: str) -> None:
    answer = run(app, *args)
    assert (answer.exit_code, said in answer.output) == (1, True)
    assert not person(app, "partner").is_principal
