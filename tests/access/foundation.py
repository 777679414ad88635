"""What each person is answered by the foundation and by the landing page."""

from tests.access import Row, everyone

DRAFT = {"fields": {"name": "Half a na"}}
OWN = {"stranger": None, "why": "everybody has their own draft under the same name"}
ROWS = {
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
