"""Rounds with answers, closed and counted, for the tests of results."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from sqlalchemy import select

from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.model import Round
from partnerhub.feedback.releases import Tally, release
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.feedback.asking import ask

Given = list[dict[str, Any]]
SECRET = "Only one person wrote this."


def found(app: Flask, given: Given, *, partners: tuple[str, ...] = (), closed: bool = True, **more: Any) -> int:
    """A round with these answers, closed and counted; its key."""
    with app.test_request_context(), transaction():
        pulse = ask(**more)
        pulse.partners = list(db.session.scalars(select(Partner).where(Partner.name.in_(partners))))
        return fill(pulse.rounds[0], given, closed=closed)


def fill(asked: Round, given: Given, *, closed: bool = True) -> int:
    """Put these answers into a round, and count them."""
    for one in given:
        details = {"language": one.get("language", "en"), "partner_id": one.get("partner_id")}
        db.session.add(Response(round_id=asked.id, version_id=asked.version_id, answers=one["answers"], **details))
    db.session.add(Comment(round_id=asked.id, question_key="more", language="en", text=SECRET))
    db.session.flush()
    if closed and not asked.is_closed:
        asked.close(by=User.by_email("staff@demo.example"))
    if closed:
        release(asked, Tally(asked))
    return asked.id


def scale(text: Iterable[str], key: str = "ease", **more: Any) -> Given:
    """One answer for each figure of a text."""
    return [{"answers": {key: figure}, **more} for figure in text]


def page(browser: Browser, key: int, rest: str = "results") -> str:
    """A page of a round."""
    answer = browser.get(f"/feedback/rounds/{key}/{rest}")
    assert answer.status_code == 200
    return str(answer.text)
