"""Known devices: a signed cookie says that an account has signed in here before. It opens nothing by itself."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

KNOWN_FOR = timedelta(days=400)


def signer() -> URLSafeSerializer:
    """What signs the cookie of a known device."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known device")


def known(key: int) -> str | None:
    """The mark of this device where that account has signed in on it before."""
    try:
        said: Any = signer().loads(request.cookies.get(current_app.config["DEVICE_COOKIE"], ""))
    except BadSignature:
        return None
    return said["device"] if said.get("account") == key else None


def remember(key: int, response: Response) -> None:
    """Let this device be known as one of this account's."""
    said = {"account": key, "device": known(key) or secrets.token_urlsafe(16)}
    response.set_cookie(
        current_app.config["DEVICE_COOKIE"],
        signer().dumps(said),
        max_age=int(KNOWN_FOR.total_seconds()),
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
