"""Guessing is slow from wherever it comes, and a stranger cannot lock a person out."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from partnerhub import demo
from partnerhub.foundation import clock
from tests.conftest import build

RIGHT = {"email": "staff@demo.example", "password": demo.PASSWORD}
WRONG = {"email": "staff@demo.example", "password": "wrong wrong wrong"}


def tries(client: FlaskClient, times: int, address: str = "10.0.0.{}", **sent: str) -> list[int]:
    """What so many wrong tries are answered; `{}` in the address is another one for each."""
    data = {**WRONG, **sent}
    return [
        client.post("/login", data=data, environ_base={"REMOTE_ADDR": address.format(number)}).status_code
        for number in range(1, times + 1)
    ]


def come_in(client: FlaskClient, address: str = "192.168.1.7") -> int:
    return client.post("/login", data=RIGHT, environ_base={"REMOTE_ADDR": address}).status_code


def test_an_account_is_guarded_from_wherever_the_tries_come(app: Flask) -> None:
    assert tries(app.test_client(), 12) == [422] * 10 + [429] * 2


def test_an_account_that_is_not_there_is_guarded_alike(app: Flask) -> None:
    assert tries(app.test_client(), 12, email="nobody@demo.example") == [422] * 10 + [429] * 2


def test_an_address_cannot_try_one_account_after_the_other(app: Flask) -> None:
    client = app.test_client()
    statuses = [tries(client, 1, "10.9.9.9", email=f"p{number}@demo.example")[0] for number in range(32)]
    assert statuses == [422] * 30 + [429] * 2


def test_a_stranger_cannot_lock_a_person_out_of_their_own_device(app: Flask) -> None:
    own = app.test_client()
    assert come_in(own) == 303
    own.post("/logout")
    tries(app.test_client(), 12)
    tries(app.test_client(), 32, "192.168.1.7", email="someone@demo.example")
    assert come_in(app.test_client()) == 429, "A device that nobody knows has to wait"
    assert come_in(own) == 303


def test_who_is_on_a_new_device_comes_in_by_mail_meanwhile(app: Flask) -> None:
    tries(app.test_client(), 12)
    assert app.test_client().post("/login/link", data={"email": RIGHT["email"]}).status_code == 303


def test_a_known_device_cannot_guess_for_ever_either_and_knows_one_account_only(app: Flask) -> None:
    own = app.test_client()
    come_in(own)
    own.post("/logout")
    tries(app.test_client(), 12, email="principal@demo.example")
    assert tries(own, 1, email="principal@demo.example") == [429]
    assert tries(own, 11) == [422] * 10 + [429]


def test_a_cookie_that_somebody_made_up_makes_no_device_known(app: Flask) -> None:
    client = app.test_client()
    for made_up in ("x", "eyJhY2NvdW50IjoyLCJkZXZpY2UiOiJ4In0.c2ln", "\u00e9"):
        client.set_cookie("partnerhub-device", made_up)
        assert tries(client, 1) == [422]
    tries(app.test_client(), 10)
    assert tries(client, 1) == [429]


def test_it_holds_after_a_restart_and_ends_after_a_quarter_of_an_hour(app: Flask) -> None:
    tries(app.test_client(), 10)
    restarted = build(app.config["DATA"])
    assert come_in(restarted.test_client()) == 429
    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        assert come_in(restarted.test_client()) == 303
