"""A pulse to answer, for the tests: one question of each kind, and what a browser sends."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from partnerhub.feedback import publishing
from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.kinds import Kind, Scale
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.texts import Words
from partnerhub.people.model import User

LANGUAGES = ("en", "es", "ar")
KINDS: dict[str, dict[str, Any]] = {
    "ease": {"kind": Kind.SCALE, "scale": Scale.EASE, "may_not_apply": True},
    "knew": {"kind": Kind.YES_NO, "is_required": True},
    "why": {"kind": Kind.LONG, "shown_if": "knew", "shown_if_answers": ["no"]},
    "day": {"kind": Kind.ONE, "choices": ["Monday", "Friday"]},
    "hard": {"kind": Kind.SEVERAL, "choices": ["Times", "Language", "Nothing"], "is_barrier": True},
    "weeks": {"kind": Kind.NUMBER},
    "name": {"kind": Kind.SHORT},
    "more": {"kind": Kind.LONG},
}


def words(text: str) -> Words:
    """A text in English, Spanish and Arabic."""
    begun = Words.begin("en", text)
    return begun.written("es", f"{text} (es)").written("ar", f"{text} (ar)") if text else begun


def ask(opens: int = 0, closes: int = 7, kinds: dict[str, dict[str, Any]] | None = None) -> Pulse:
    """A pulse in three languages with these questions by their keys, asked from a day to a day from today."""
    staff = User.by_email("staff@demo.example")
    pulse = Pulse.begin(by=staff, language="en", languages=list(LANGUAGES), title="How is it going?", intro="A test.")
    pulse.title, pulse.intro = words("How is it going?"), words("A test.")
    for key, details in (KINDS if kinds is None else kinds).items():
        more = dict(details)
        choices = more.pop("choices", [])
        question = PulseQuestion(key=key, title=words(f"About {key}?"), help=words(""), **more)
        question.shown_if_answers = question.shown_if_answers or []
        question.give_choices(choices, "en")
        for choice in question.choices:
            choice.key, choice.label = choice.label.text.lower(), words(choice.label.text)
        pulse.latest.add(question)
    days = [clock.today() + timedelta(days=day) for day in (opens, closes)]
    publishing.publish(pulse, by=staff, opens_on=days[0], closes_on=days[1], languages=list(LANGUAGES), asked=50)
    return pulse


def asked_in(app: Flask, **more: Any) -> str:
    """The public path of a new pulse."""
    with app.test_request_context(), transaction():
        return f"/f/{ask(**more).code}"


def slowly(app: Flask, path: str, sent_as: str = "", seconds: int = 20, **answers: Any) -> dict[str, Any]:
    """What a browser sends whose person took some seconds."""
    with app.test_request_context():
        pulse = Pulse.by_code(path.split("/")[2])
        assert pulse
        with clock.stopped_at(clock.now() - timedelta(seconds=seconds)):
            ticket = Ticket.of(pulse.round.version if pulse.round else pulse.latest, "link").stamped()
    return {"ticket": ticket, "sent_as": sent_as or secrets.token_hex(8), **answers}


def kept(app: Flask) -> list[Response]:
    """The answers to pulses of these tests."""
    with app.app_context():
        return list(db.session.scalars(select(Response).where(Response.version_id.in_(version_ids()))))


def version_ids() -> Any:
    """The versions of these tests' pulses: those that were made last."""
    from partnerhub.feedback.versions import Version

    return select(func.max(Version.id))


def comments(app: Flask) -> list[Comment]:
    """The comments on these tests' pulses."""
    from partnerhub.feedback.model import Round

    with app.app_context():
        newest = select(func.max(Round.id)).scalar_subquery()
        return list(db.session.scalars(select(Comment).where(Comment.round_id == newest)))
