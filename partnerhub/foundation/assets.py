"""Static files under names that change with their content, so that a browser keeps them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for


def init_assets(app: Flask) -> None:
    """Give templates `asset(name)`."""
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """The address of a static file, with the fingerprint of what is in it."""
    return url_for("static", filename=name, v=fingerprint(Path(str(current_app.static_folder)) / name))


@cache
def fingerprint(file: Path) -> str:
    """Ten hexadecimal digits that change with the content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
