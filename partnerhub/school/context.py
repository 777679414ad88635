"""What every page knows of the school; read once in a request."""

from typing import Any

from flask import g, has_request_context, url_for

from partnerhub.foundation.db import db
from partnerhub.school.model import School


def current_school() -> School | None:
    """The school, looked up once in a request."""
    if not has_request_context():
        return School.only()
    if "school" not in g or g.school not in db.session:
        g.school = School.only()
        if g.school is None:
            return g.pop("school")
    return g.school


def timezone() -> str:
    """The school's time zone by its IANA name."""
    school = current_school()
    return school.timezone if school else "UTC"


def for_templates() -> dict[str, Any]:
    """The school, for every template."""
    school = current_school()
    logo = url_for("school.show_logo", v=school.logo_id) if school and school.logo_id else None
    return {"school": school, "logo_url": logo, "is_demo": bool(school and school.is_demo)}
