"""Links: whole addresses, for letters and for what people copy, and the secret parts of private ones.

They are made from the public address where one is set, never from what a request claims to be.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request
from itsdangerous import BadSignature, URLSafeSerializer


def link_to(endpoint: str, **values: Any) -> str:
    """The whole address of a route, in a request and in a job alike.

    Args:
        endpoint: the route.
        values: its parts, and what goes behind the question mark.
    """
    config = current_app.config
    here = request.host_url if has_request_context() else f"http://{config['HOST']}:{config['PORT']}"
    base = urlsplit(config["PUBLIC_URL"] or here)
    adapter = current_app.url_map.bind(base.netloc, url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def signer(about: str) -> URLSafeSerializer:
    """What signs the secret parts of links of one kind."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=about)


def seal(about: str, *parts: int | str) -> str:
    """The secret part of a link, signed with the server's key, so that it can be shown again and yet is in no database.

    Args:
        about: the kind of link; one of another kind does not open it.
        parts: what it names, and a word that makes it end when it is changed.
    """
    return str(signer(about).dumps(parts))


def unseal(about: str, token: str) -> tuple[int, str] | None:
    """The key and the word in a link's secret part; None where nobody here signed that."""
    try:
        key, word = signer(about).loads(token)
    except (BadSignature, TypeError, ValueError):
        return None
    return key, word
