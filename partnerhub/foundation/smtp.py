"""The way to the mail server."""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit


def connect(url: str) -> smtplib.SMTP:
    """Open the mail server named by an address like smtp://user:password@mail.example.org:587.

    `smtps` speaks TLS from the start; `smtp` takes it up where the server offers it.
    """
    parts = urlsplit(url)
    host, context = parts.hostname or "localhost", ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=20, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=20)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
