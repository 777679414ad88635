"""Numbers in addresses and forms: keys, pages, how many to show."""

from typing import Any

from werkzeug.routing import IntegerConverter

LONGEST = 9  # digits; no key of ours is longer, and no database refuses one


class Key(IntegerConverter):
    """`<int:key>` in an address. One that is larger than any key leads nowhere, instead of failing in the database."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"max": 10**LONGEST - 1, **more})


def whole(text: str) -> int | None:
    """The number that a text is, None where it is none that could be meant.

    For `request.args.get("page", type=whole)`. Python's own int() takes signs of other scripts for digits and numbers
    that are too large for the database; `isdigit` takes "²" for a digit.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
