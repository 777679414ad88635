"""The outbox, with a real mail server on this machine: what is written is sent once, or waits."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock, keeping, mail
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail


class Postbox:
    """A mail server that keeps what it takes, and refuses what it is told to."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.refusals: dict[str, list[str]] = {}
        self.hangs_up_after: int | None = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refusals.get(address):
            return self.refusals[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs_up_after == len(self.taken):
            self.hangs_up_after = None
            server.transport.abort()
            return "250 never heard"
        self.taken.append(envelope)
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return sorted(address for envelope in self.taken for address in envelope.rcpt_tos)


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def postbox(new_app: Flask) -> Iterator[Postbox]:
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    new_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()


def write(app: Flask, *addresses: str, **more: Any) -> None:
    with app.app_context(), transaction():
        for address in addresses:
            mail.write(address, "Hello\r\nBcc: evil@x.example", "Please come.", **more)


def send(app: Flask, *, later: timedelta = timedelta()) -> int:
    with app.app_context(), clock.stopped_at(clock.now() + later):
        return mail.send_waiting()


def rows(app: Flask) -> dict[str, Mail]:
    with app.app_context():
        return {row.to: row for row in db.session.scalars(select(Mail))}


def test_what_is_written_is_sent(new_app: Flask, postbox: Postbox) -> None:
    write(new_app, "a@x.example")
    assert send(new_app) == 1
    assert postbox.addresses == ["a@x.example"]
    assert rows(new_app)["a@x.example"].sent_at
    assert send(new_app) == 0


def test_a_line_break_in_a_subject_adds_no_header(new_app: Flask, postbox: Postbox) -> None:
    write(new_app, "a@x.example")
    send(new_app)
    content = postbox.taken[0].content
    assert b"Subject: Hello Bcc: evil@x.example" in content
    assert postbox.addresses == ["a@x.example"]


def test_many_who_send_at_the_same_time_send_each_mail_once(new_app: Flask, postbox: Postbox) -> None:
    addresses = [f"p{number:02d}@x.example" for number in range(50)]
    write(new_app, *addresses)
    ready = threading.Barrier(4)

    def work() -> None:
        ready.wait()
        while send(new_app):
            pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert postbox.addresses == addresses


def test_without_a_server_everything_waits_in_the_outbox(new_app: Flask) -> None:
    write(new_app, "a@x.example", link="https://hub.example/x")
    assert send(new_app) == 0
    waiting = rows(new_app)["a@x.example"]
    assert (waiting.sent_at, waiting.attempts, waiting.link) == (None, 0, "https://hub.example/x")


def test_a_server_that_is_down_is_tried_again_later(new_app: Flask, postbox: Postbox) -> None:
    up, new_app.config["SMTP_URL"] = new_app.config["SMTP_URL"], f"smtp://127.0.0.1:{free_port()}"
    write(new_app, "a@x.example")
    assert send(new_app) == 0
    assert (rows(new_app)["a@x.example"].attempts, rows(new_app)["a@x.example"].problem) == (
        1,
        "ConnectionRefusedError",
    )
    new_app.config["SMTP_URL"] = up
    assert send(new_app) == 0, "Not at once"
    assert send(new_app, later=timedelta(minutes=3)) == 1
    assert rows(new_app)["a@x.example"].problem is None


def test_one_that_is_refused_for_good_does_not_hold_up_the_others(new_app: Flask, postbox: Postbox) -> None:
    postbox.refusals["bad@x.example"] = ["550 No such user"] * 9
    write(new_app, "bad@x.example", "good@x.example")
    assert send(new_app) == 1
    assert postbox.addresses == ["good@x.example"]
    bad = rows(new_app)["bad@x.example"]
    assert bad.is_given_up
    assert "550" in (bad.problem or "")


def test_one_that_is_put_off_is_sent_later(new_app: Flask, postbox: Postbox) -> None:
    postbox.refusals["grey@x.example"] = ["450 Come back later"]
    write(new_app, "grey@x.example", "good@x.example")
    assert send(new_app) == 1
    assert send(new_app, later=timedelta(minutes=3)) == 1
    assert postbox.addresses == ["good@x.example", "grey@x.example"]


def test_after_eight_tries_nobody_tries_any_more(new_app: Flask) -> None:
    new_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    write(new_app, "a@x.example")
    for day in range(12):
        send(new_app, later=timedelta(days=day))
    assert rows(new_app)["a@x.example"].attempts == mail.MOST_ATTEMPTS
    assert rows(new_app)["a@x.example"].is_given_up


def test_what_a_process_claimed_before_it_died_is_sent_by_another(new_app: Flask, postbox: Postbox) -> None:
    write(new_app, "a@x.example")
    with new_app.app_context():
        assert len(mail.claim()) == 1
    assert send(new_app) == 0
    assert send(new_app, later=timedelta(minutes=11)) == 1


def test_a_second_copy_carries_the_same_id(new_app: Flask) -> None:
    write(new_app, "a@x.example")
    with new_app.app_context():
        row = db.session.scalars(select(Mail)).one()
        assert mail.as_message(row)["Message-ID"] == mail.as_message(row)["Message-ID"]


def test_what_is_named_once_is_written_once(new_app: Flask) -> None:
    for _ in range(3):
        write(new_app, "a@x.example", once="reminder-7")
    with new_app.app_context():
        assert len(db.session.scalars(select(Mail)).all()) == 1


def test_what_is_rolled_back_is_never_sent(new_app: Flask, postbox: Postbox) -> None:
    def write_and_fail() -> None:
        with transaction():
            mail.write("a@x.example", "Hello", "We did it.")
            raise ZeroDivisionError

    with new_app.app_context(), pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert send(new_app) == 0
    assert postbox.taken == []


def test_a_server_that_hangs_up_half_way_gets_the_rest_later_and_nothing_twice(
    new_app: Flask, postbox: Postbox
) -> None:
    addresses = [f"p{number}@x.example" for number in range(4)]
    write(new_app, *addresses)
    postbox.hangs_up_after = 2
    assert send(new_app) == 2
    assert [row.attempts for row in rows(new_app).values()] == [1] * 4
    assert send(new_app) == 0, "Not at once"
    assert send(new_app, later=timedelta(minutes=3)) == 2
    assert postbox.addresses == addresses


LINK = "https://hub.example/invitation/secret-token"


def write_with_link(app: Flask) -> None:
    with app.app_context(), transaction():
        mail.write("a@x.example", "Come in", f"Open this:\n{LINK}\nKind regards", link=LINK)


def test_a_link_that_was_sent_is_kept_no_longer(new_app: Flask, postbox: Postbox) -> None:
    write_with_link(new_app)
    assert send(new_app) == 1
    assert LINK.encode() in postbox.taken[0].content
    sent = rows(new_app)["a@x.example"]
    assert (sent.link, "secret-token" in sent.text, "Kind regards" in sent.text) == (None, False, True)


def test_a_link_that_nobody_sent_is_kept_for_30_days_and_its_letter_for_13_months(new_app: Flask) -> None:
    write_with_link(new_app)
    for days, kept in ((29, LINK), (31, None)):
        with new_app.app_context(), clock.stopped_at(clock.now() + timedelta(days=days)), transaction():
            mail.forget_old()
        assert rows(new_app)["a@x.example"].link == kept
    assert "secret-token" not in rows(new_app)["a@x.example"].text
    with new_app.app_context(), clock.stopped_at(clock.now() + timedelta(days=391)):
        keeping.forget_old()
    assert rows(new_app) == {}
