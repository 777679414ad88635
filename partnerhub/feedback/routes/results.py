"""The results of a round: to read, to print and to take along."""

from flask import Response, abort, request
from flask_login import current_user

from partnerhub.feedback.exports import rows
from partnerhub.feedback.model import Round
from partnerhub.feedback.releases import Release
from partnerhub.feedback.results import BREAKDOWNS, Results
from partnerhub.feedback.routes import routes
from partnerhub.foundation.access import allow, find, signed_in
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.tables import download


@routes.get("/feedback/rounds/<int:key>/results")
@allow(signed_in)
def show_results(key: int) -> Response:
    """What was found; while the round goes on, when it will be."""
    asked = find(Round, key)
    release = Release.of(asked)
    if release is None:
        return show("feedback/results/not_yet.html", asked=asked)
    by = request.args.get("by", "")
    results = Results(asked, release, current_user, by if by in BREAKDOWNS else "")
    return show("feedback/results/show.html", asked=asked, results=results)


@routes.get("/feedback/rounds/<int:key>/results.<any(csv, xlsx):kind>")
@allow(signed_in)
def export_results(key: int, kind: str) -> Response:
    """The same as a table."""
    asked = find(Round, key)
    release = Release.of(asked)
    if release is None:
        abort(404)
    return download(rows(Results(asked, release, current_user)), f"results-{asked.pulse.code}-{asked.number}", kind)
