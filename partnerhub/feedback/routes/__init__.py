"""The addresses of feedback."""

from flask import Blueprint

routes = Blueprint("feedback", __name__)

from partnerhub.feedback.routes import answer, comments, contact, kiosk, results  # noqa: E402

__all__ = ["answer", "comments", "contact", "kiosk", "results", "routes"]
