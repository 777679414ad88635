"""The addresses of feedback."""

from flask import Blueprint

routes = Blueprint("feedback", __name__)

from partnerhub.feedback.routes import (  # noqa: E402
    answer,
    comments,
    contact,
    kiosk,
    pulses,
    questions,
    results,
    rounds,
    translations,
)

__all__ = [
    "answer",
    "comments",
    "contact",
    "kiosk",
    "pulses",
    "questions",
    "results",
    "rounds",
    "routes",
    "translations",
]
