"""Gathering: every text of the code and the templates, put into every catalog for its translator.

`make catalogs` does it for all of them, `make catalogs NEW=pl` begins one more. A text that is gone leaves; nothing is
guessed from texts that look alike, because a wrong sentence is worse than a missing one.
"""

from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from partnerhub.foundation.catalogs import FILE

PROJECT = Path(__file__).resolve().parents[2]
METHODS = [("partnerhub/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"templates/**.html": {"silent": "false"}}
WIDTH = 120
HEADER = """\
# PartnerHub in another language: write under each text (msgid) what it says there (msgstr).
# What stands in %(these)s is filled in later; keep its name, put it where your language has it.
# Write the words that should be the same everywhere into a glossary here, as the Spanish catalog does.
#"""


def gathered() -> Catalog:
    """The texts, each with the files that it stands in; no line numbers, which change with every edit.

    Raises:
        ValueError: a text has two plurals, of which a catalog can hold one only.
    """
    template = Catalog(project="PartnerHub", fuzzy=False)
    found = extract_from_dir(str(PROJECT), METHODS, OPTIONS, KEYWORDS, directory_filter=is_ours)
    for file, _line, text, comments, context in found:
        known = template.get(text[0], context) if isinstance(text, tuple) else None
        if known and known.pluralizable and known.id != text:
            raise ValueError(f"{file}: “{text[0]}” has another plural elsewhere; word one of the two otherwise.")
        template.add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    return template


def is_ours(folder: str) -> bool:
    """Whether to look into a folder: only into those whose texts people read."""
    top = Path(folder).relative_to(PROJECT).parts[:1]
    return not top or top[0] in ("partnerhub", "templates")


def with_texts(file: Path, template: Catalog) -> bytes:
    """A catalog's file as it should be: its translations, and each text of the template once."""
    code = file.parents[1].name
    if file.exists():
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=Locale.parse(code))
    else:
        catalog = Catalog(locale=code, project="PartnerHub", version="0.1", header_comment=HEADER, fuzzy=False)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return written.getvalue()


def gather(shelf: Path, new: str | None = None) -> dict[str, int]:
    """Bring every catalog up to date.

    Args:
        shelf: the folder of the catalogs.
        new: the code of a language to begin.
    Returns:
        How many texts each still waits for.
    Raises:
        babel.UnknownLocaleError: nobody knows the new language's plurals and dates.
    """
    template, waiting = gathered(), {}
    files = set(shelf.glob(f"*/{FILE}")) | ({shelf / str(Locale.parse(new)) / FILE} if new else set())
    for file in sorted(files):
        content = with_texts(file, template)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        waiting[file.parents[1].name] = missing(content)
    return waiting


def missing(content: bytes) -> int:
    """How many texts of a catalog nobody has translated."""
    catalog = read_po(BytesIO(content))
    texts = [[message.string] if isinstance(message.string, str) else message.string or () for message in catalog]
    return sum(not all(forms) for forms in texts)
