"""Links: whole addresses, for letters and for what people copy.

They are made from the public address where one is set, never from what a request claims to be.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request


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
