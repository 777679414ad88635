"""The principal's pages about the server: how it is doing, and everything to take along."""

from flask import Blueprint, Response, abort, send_file, url_for
from flask_login import current_user

from partnerhub.care import backup, findings
from partnerhub.care.exports import Export
from partnerhub.foundation.access import allow, find, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show

routes = Blueprint("care", __name__)


@routes.get("/status")
@allow(principal)
def show_status() -> Response:
    """How the server is doing, in plain words."""
    kept = backup.all_in(backup.home())
    return show("care/status.html", findings=findings.daily(), backups=kept)


@routes.get("/export")
@allow(principal)
def show_export() -> Response:
    """Ask for everything, and what became of that."""
    latest = db.session.scalars(Export.visible_to(current_user).limit(1)).first()
    return show("care/export.html", fragment="care/_export.html", found=latest)


@routes.post("/export")
@allow(principal)
def ask_for_export() -> Response:
    """Have it made within a minute, by the jobs; while one is being made there is no second one."""
    Export.ask(by=current_user)
    return done(url_for("care.show_export"))


@routes.get("/export/<int:key>/file")
@allow(principal)
def take_export(key: int) -> Response:
    """The ZIP, for whoever asked for it."""
    found = find(Export, key)
    if found.state != "done" or not found.path.exists():
        abort(404)
    name = f"partnerhub-{found.at.date().isoformat()}.zip"
    response = send_file(found.path, "application/zip", as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
