"""Migrate the database, start the jobs, serve with waitress."""

import logging

import waitress
from flask_migrate import upgrade

from partnerhub import create_app
from partnerhub.foundation import jobs

FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}


def main() -> None:
    """Serve until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app()
    with app.app_context():
        upgrade()
    scheduler = jobs.start(app)
    try:
        waitress.serve(
            app,
            host=app.config["HOST"],
            port=app.config["PORT"],
            threads=app.config["THREADS"],
            max_request_body_size=app.config["MAX_UPLOAD_LENGTH"],
            trusted_proxy=app.config["TRUSTED_PROXY"],
            trusted_proxy_headers=FORWARDED if app.config["TRUSTED_PROXY"] else None,
            clear_untrusted_proxy_headers=True,
            ident="",
        )
    finally:
        scheduler.shutdown(wait=False)


if __name__ == "__main__":
    main()
