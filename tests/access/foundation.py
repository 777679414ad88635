"""What each person is answered by the foundation and by the landing page."""

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.lists import OwnList
from partnerhub.people.model import User
from tests.access import Row, everyone

DRAFT = {"fields": {"name": "Half a na"}}
OWN = {"stranger": None, "why": "everybody has their own draft under the same name"}


def thrown_away() -> str:
    """The address that brings back a step of a checklist."""
    with transaction():
        by = db.session.query(User).filter_by(email="staff@demo.example").one()
        first = OwnList.make("US", "whole", by=by).entries[0]
        first.throw_away(by=by)
        return f"/bin/own-entry/{first.id}/return"


ROWS = {
    "GET bin.show_bin": Row("/bin", anyone=401, viewer=403, partner=403, other=403, staff=200, principal=200),
    "POST bin.bring_back": Row(thrown_away, anyone=401, viewer=403, partner=404, other=404, staff=303, principal=303),
    "GET static": Row("/static/vendor/manifest.json", **everyone(200), stranger=None, why="the same for all"),
    "PUT drafts.save_draft": Row(
        "/drafts/a-form", anyone=401, viewer=200, partner=200, other=200, staff=200, principal=200, json=DRAFT, **OWN
    ),
    "DELETE drafts.drop_draft": Row(
        "/drafts/a-form", anyone=401, viewer=204, partner=204, other=204, staff=204, principal=204, **OWN
    ),
    "GET home.index": Row("/", anyone=303, viewer=200, partner=200, other=200, staff=200, principal=200),
    "GET home.search": Row("/search?q=north", anyone=401, viewer=200, partner=200, other=200, staff=200, principal=200),
    "GET home.healthz": Row("/healthz", **everyone(200)),
    "GET home.styleguide": Row("/styleguide", **everyone(200)),
}
