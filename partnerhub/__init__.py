"""PartnerHub: the one place for a small school's partnerships with its community."""

from pathlib import Path
from typing import Any

from flask import Flask

from partnerhub import (
    care,
    clearances,
    config,
    feedback,
    home,
    meetings,
    onboarding,
    partners,
    people,
    privacy,
    school,
    stories,
)
from partnerhub.foundation import (
    access,
    assets,
    bin,
    commands,
    db,
    drafts,
    errors,
    feature,
    files,
    formats,
    gate,
    hypermedia,
    jobs,
    keeping,
    kinds,
    numbers,
    security,
)

PROJECT = Path(__file__).resolve().parent.parent
FEATURES = (  # in floor order, lowest first; the rail shows them in the order of their `place`
    feature.Feature(
        routes=drafts.routes,
        keeps=kinds.KEEPS,
        traces=kinds.TRACES,
        nightly=[drafts.forget_old, jobs.forget_old, files.collect],
        nightly_alone=[keeping.forget_old],
    ),
    bin.feature,
    school.feature,
    people.feature,
    partners.feature,
    clearances.feature,
    onboarding.feature,
    meetings.feature,
    feedback.feature,
    stories.feature,
    privacy.feature,
    home.feature,
    care.feature,
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the house.

    Args:
        overrides: settings that take the place of those from the environment.
    """
    app = Flask("partnerhub", template_folder=str(PROJECT / "templates"))
    app.config.update(config.settings(), MIGRATIONS=PROJECT / "migrations")
    app.config.update(overrides or {})
    app.url_map.converters["int"] = numbers.Key
    db.init_db(app)
    hypermedia.init_hypermedia(app)
    formats.init_formats(app)
    security.init_security(app)
    errors.init_errors(app)
    gate.init_gate(app)
    assets.init_assets(app)
    commands.init_commands(app)
    feature.House(app, FEATURES)
    access.refuse_unguarded(app)
    return app
