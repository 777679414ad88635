"""Settings: read from the environment, in one place.

Everything that PartnerHub keeps lies in one folder, PARTNERHUB_DATA: database, files, secret key, backups.
"""

import os
import secrets
import sys
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from partnerhub.foundation.db import engine_options

PROJECT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024


def settings(environ: dict[str, str] | None = None) -> dict[str, Any]:
    """Flask's configuration.

    Args:
        environ: the environment to read; the process's own where none is given.
    """
    env = os.environ if environ is None else environ
    data = Path(env.get("PARTNERHUB_DATA") or PROJECT / "instance").resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = env.get("DATABASE_URL") or f"sqlite:///{data / 'partnerhub.sqlite3'}"
    rate_limits = env.get("PARTNERHUB_RATE_LIMITS") or "memory://"
    need("psycopg", "DATABASE_URL", database, "postgresql")
    need("redis", "PARTNERHUB_RATE_LIMITS", rate_limits, "redis")
    url = env.get("PARTNERHUB_URL", "").rstrip("/")
    threads = int(env.get("PARTNERHUB_THREADS") or 8)
    behind_tls = url.startswith("https://")
    return {
        "DATA": data,
        "SECRET_KEY": env.get("PARTNERHUB_SECRET_KEY") or secret_key(data / "secret.key"),
        "PUBLIC_URL": url,
        "TRUSTED_PROXY": env.get("PARTNERHUB_TRUSTED_PROXY") or None,
        "HOST": env.get("HOST") or "127.0.0.1",
        "PORT": int(env.get("PORT") or 8080),
        "THREADS": threads,
        "JOBS": env.get("PARTNERHUB_JOBS") != "0",
        "DEMO_PUBLIC": env.get("PARTNERHUB_DEMO_PUBLIC") == "1",
        "BACKUPS": env.get("PARTNERHUB_BACKUPS") or None,
        "BACKUPS_TOO": env.get("PARTNERHUB_BACKUPS_TOO") or None,
        "BACKUP_PASSPHRASE": env.get("PARTNERHUB_BACKUP_PASSPHRASE") or None,
        "SMTP_URL": env.get("PARTNERHUB_SMTP") or None,
        "MAIL_FROM": env.get("PARTNERHUB_MAIL_FROM") or "partnerhub@localhost",
        "SQLALCHEMY_DATABASE_URI": database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(database, threads),
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "MAX_UPLOAD_LENGTH": 12 * MEBIBYTE,
        "MAX_TEXT_LENGTH": 2 * MEBIBYTE,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 1000,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SESSION_COOKIE_NAME": "__Host-partnerhub-form" if behind_tls else "partnerhub-form",
        "SESSION_COOKIE_SECURE": behind_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SIGN_IN_COOKIE": "__Host-partnerhub" if behind_tls else "partnerhub",
        "DEVICE_COOKIE": "__Host-partnerhub-device" if behind_tls else "partnerhub-device",
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_MIN_SIZE": 500,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "image/svg+xml",
            "application/json",
            "text/csv",
        ],
        "BABEL_DEFAULT_LOCALE": "en",
        "TRANSLATIONS": PROJECT / "partnerhub" / "translations",
        "RATELIMIT_STORAGE_URI": rate_limits,
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_HEADERS_ENABLED": False,
        "TEMPLATES_AUTO_RELOAD": False,
        "FORM_KEPT": 2.0,
        "STYLEGUIDE": env.get("FLASK_DEBUG") == "1",
        "PSEUDO_LOCALE": None,
    }


def need(package: str, variable: str, address: str, scheme: str) -> None:
    """Stop with a sentence where a setting needs a package that a school with SQLite does not install."""
    if address.startswith(scheme) and find_spec(package) is None:
        sys.exit(f"{variable} needs more: .venv/bin/pip install --require-hashes -r requirements-postgres.txt")


def secret_key(file: Path) -> str:
    """The key that signs cookies and links, made on the first start and readable by its owner only.

    Of two processes that start at the same time, one makes it and the other waits for it.
    """
    with suppress(FileExistsError), os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
        made.write(secrets.token_urlsafe(48))
    until = time.monotonic() + 5
    while not (key := file.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.01)
    return key
