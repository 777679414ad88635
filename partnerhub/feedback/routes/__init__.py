"""The addresses of feedback."""

from flask import Blueprint

routes = Blueprint("feedback", __name__)

from partnerhub.feedback.routes import (  # noqa: E402
    answer,
    aside,
    comments,
    contact,
    inbox,
    kiosk,
    paper,
    pulses,
    questions,
    reach,
    reply,
    results,
    rounds,
    settings,
    translations,
)

__all__ = [
    "answer",
    "aside",
    "comments",
    "contact",
    "inbox",
    "kiosk",
    "paper",
    "pulses",
    "questions",
    "reach",
    "reply",
    "results",
    "rounds",
    "routes",
    "settings",
    "translations",
]
