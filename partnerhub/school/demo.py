"""The demonstration's chapter: the school."""

from typing import Any

from partnerhub.foundation.formats import languages
from partnerhub.school.model import CRISIS_LINES, School


def fill(cast: Any) -> None:
    """Open the school."""
    cast.school = School.open(
        name="Sample Hill School",
        country="US",
        timezone="America/Chicago",
        languages=languages(),
        crisis_lines=str(CRISIS_LINES["US"]),
        is_demo=True,
    )
