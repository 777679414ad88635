"""What is different between two versions of minutes, line by line."""

from typing import Any

from partnerhub.foundation import comparing
from partnerhub.foundation.comparing import Kind, Line, lines_of
from partnerhub.meetings.publishing import as_text

__all__ = ["Kind", "Line", "compare"]


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Line]:
    """The lines of both versions in their order: of what was changed, first how it was, then how it is."""
    return list(comparing.compare(lines_of(as_text(old)), lines_of(as_text(new))))
