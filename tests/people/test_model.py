"""The rules of accounts."""

import pytest
from flask import Flask

from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.people.model import LastPrincipal, SignIn, User


def person(short: str) -> User:
    return db.session.query(User).filter_by(email=f"{short}@demo.example").one()


def test_the_last_principal_who_can_sign_in_cannot_go(house: Flask) -> None:
    rosa, marcus = person("principal"), person("staff")
    with pytest.raises(LastPrincipal):
        rosa.turn_off(by=rosa)
    marcus.change_role(Role.PRINCIPAL, by=rosa)
    marcus.turn_off(by=rosa)
    with pytest.raises(LastPrincipal):
        rosa.change_role(Role.VIEWER, by=rosa)


def test_nobody_changes_sides_by_a_role(house: Flask) -> None:
    with pytest.raises(ValueError, match="invited anew"):
        person("partner").change_role(Role.STAFF, by=person("principal"))
    with pytest.raises(ValueError, match="invited anew"):
        person("staff").change_role(Role.PARTNER, by=person("principal"))


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (iPad; CPU OS 17_0) AppleWebKit/605 (KHTML) Version/17.0 Safari/604.1", "Safari, iPad"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/120.0 Safari/537 Edg/120.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
        ("curl", ""),
    ],
)
def test_a_device_is_named_in_a_few_words(agent: str, label: str) -> None:
    assert SignIn(device=agent).device_label == label
