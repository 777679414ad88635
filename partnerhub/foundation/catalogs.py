"""Catalogs: one .po file a language, read when somebody first asks for it; nothing is compiled beforehand.

Whoever adds a language puts one file in place, translations/pl/LC_MESSAGES/messages.po, and starts the app anew.
Compiled files beside them would be a second thing to keep right, and a read-only installation could not write them.
"""

import logging
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError, localedata
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

log = logging.getLogger(__name__)
FILE = Path("LC_MESSAGES", "messages.po")
UNREADABLE = (PoFileError, UnknownLocaleError, ValueError, LookupError, OSError)


def languages(shelf: Path) -> list[str]:
    """The codes of the languages that there are texts in: English, which they are written in, then the catalogs."""
    codes = {file.parents[1].name for file in shelf.glob(f"*/{FILE}")}
    return ["en", *sorted(code for code in codes - {"en"} if localedata.exists(code))]


@cache
def catalog(shelf: Path, code: str) -> NullTranslations:
    """The texts of a language; English where there is no file.

    Args:
        shelf: the folder of the catalogs.
        code: the locale; "es_US" takes "es" where there is no catalog of its own.
    """
    file = next((file for name in (code, code.partition("_")[0]) if (file := shelf / name / FILE).exists()), None)
    return compiled_from(file) if file else NullTranslations()


@cache
def compiled_from(file: Path) -> NullTranslations:
    """The texts of a file; English where it cannot be read."""
    compiled = BytesIO()
    try:
        write_mo(compiled, read(file))
        compiled.seek(0)
        return Translations(compiled)
    except UNREADABLE:
        log.exception("%s cannot be read; its language is spoken as English.", file)
        return NullTranslations()


def read(file: Path) -> Catalog:
    """A catalog, without the translations that would break a page, such as one with a placeholder that nobody fills."""
    with file.open("rb") as opened:
        found = read_po(opened, locale=Locale.parse(file.parents[1].name), abort_invalid=True)
    for message in [message for message in found if message.id]:
        if problems := message.check(found):
            log.warning("%s: %r stays English: %s", file, message.id, problems[0])
            found.delete(message.id, message.context)
    return found
