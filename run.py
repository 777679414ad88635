"""Migrate the database, start the jobs, serve with waitress."""

import logging
import signal
import sys
from typing import Any

import waitress
from flask import Flask
from flask_migrate import upgrade

from partnerhub import create_app, demo
from partnerhub.foundation import jobs, logs
from partnerhub.foundation.db import sqlite, sqlite_is_sound
from partnerhub.people.setup import new_link

log = logging.getLogger("partnerhub")

FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}


def main() -> None:
    """Serve until interrupted; what has begun is answered first."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: sys.exit(0))
    logs.begin()
    app = create_app()
    server = listen(app)
    with app.app_context():
        upgrade()
    keep_the_demonstration_home(app)
    say_where(app)
    scheduler = jobs.start(app)
    try:
        server.run()
    finally:
        scheduler.shutdown(wait=False)


def listen(app: Flask) -> Any:
    """Take the address before anything else is done, so that a second start touches nothing."""
    proxy = app.config["TRUSTED_PROXY"]
    behind_proxy = {"trusted_proxy": proxy, "trusted_proxy_headers": FORWARDED} if proxy else {}
    try:
        return waitress.create_server(
            app,
            host=app.config["HOST"],
            port=app.config["PORT"],
            threads=app.config["THREADS"],
            max_request_body_size=app.config["MAX_UPLOAD_LENGTH"],
            clear_untrusted_proxy_headers=True,
            ident="",
            **behind_proxy,
        )
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        sys.exit(f"Cannot serve on {app.config['HOST']}, port {app.config['PORT']}: {why}.")


def keep_the_demonstration_home(app: Flask) -> None:
    """Stop where the demonstration school, whose password everybody knows, would be served beyond this machine."""
    with app.app_context():
        is_demo = demo.is_here()
    if is_demo and not demo.may_be_served(app.config):
        sys.exit(
            "This is the demonstration school, and its password is public.\n"
            "It is served on 127.0.0.1 only, and under no public address (PARTNERHUB_URL).\n"
            "Set PARTNERHUB_DEMO_PUBLIC=1 to serve it to others all the same."
        )


def say_where(app: Flask) -> None:
    """Print the address and, before the first day, the link to set up; warn of an SQLite that loses what was saved."""
    host, port = app.config["HOST"], app.config["PORT"]
    here = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    print(f"PartnerHub: {app.config['PUBLIC_URL'] or here}", flush=True)  # noqa: T201
    with app.app_context():
        if link := new_link():
            print(f"Set the school up here (this link works once): {link}", flush=True)  # noqa: T201
    if not sqlite_is_sound(sqlite.sqlite_version_info):
        log.warning("SQLite %s has a defect that can lose what was saved; 3.51.3 mends it", sqlite.sqlite_version)


if __name__ == "__main__":
    main()
