"""The addresses of feedback."""

from flask import Blueprint

routes = Blueprint("feedback", __name__)

from partnerhub.feedback.routes import answer, contact, kiosk  # noqa: E402

__all__ = ["answer", "contact", "kiosk", "routes"]
