"""The pseudo-locale: English made strange and 40 % longer, to see which text was never given to a translator."""

import re
from gettext import NullTranslations

STRANGE = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
LONGEST_WORD = 18  # as long as words of German and Finnish pages are
KEPT = re.compile(r"(%\(\w+\)[-+.\d]*[a-z]|<[^>]*>|&\w+;|\{[^}]*\})")


class PseudoTranslations(NullTranslations):
    """A catalog that knows every text."""

    def gettext(self, message: str) -> str:
        return strange(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return strange(one if number == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        return strange(message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        return strange(one if number == 1 else many)

    def ugettext(self, message: str) -> str:
        return strange(message)

    def ungettext(self, one: str, many: str, number: int) -> str:
        return self.ngettext(one, many, number)


def strange(message: str) -> str:
    """A message with accents on its letters, placeholders left alone, and longer by 40 %."""
    if not message:
        return message
    parts = KEPT.split(message)
    text = "".join(part if i % 2 else part.translate(STRANGE) for i, part in enumerate(parts))
    longer = max(1, round(len(message) * 0.4) - 1)
    words = ["é" * min(LONGEST_WORD, longer - at) for at in range(0, longer, LONGEST_WORD + 1)]
    return " ".join([text, *words])
