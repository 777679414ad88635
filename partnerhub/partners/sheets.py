"""Sheets: reading CSV and XLSX, whatever program and country they come from."""

import codecs
import csv
import io
import zipfile

from flask_babel import gettext as _
from openpyxl import load_workbook

from partnerhub.foundation.tables import XLSX
from partnerhub.partners.cells import cell_text

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_UNPACKED = 100 * 1024 * 1024


class Unreadable(Exception):
    """Why a file is not a list, in words for the person who sent it."""


def read(content: bytes, media_type: str) -> list[list[str]]:
    """All rows of a file, headings first, without empty rows and empty columns at the end.

    Raises:
        Unreadable: it is no list, or has too many rows.
    """
    csv.field_size_limit(1_000_000)
    if media_type == XLSX:
        rows = read_xlsx(content)
    elif media_type == "text/plain":
        rows = read_csv(content)
    else:
        raise Unreadable(_("Please send a list as CSV or XLSX. Excel and Numbers can save as either."))
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise Unreadable(_("This list is empty. The first row should hold the headings, the others the partners."))
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(_("This list has more than %(most)d rows. Please send it in parts.", most=MOST_ROWS))
    width = max(last_filled(row) for row in rows)
    if width > MOST_COLUMNS:
        raise Unreadable(_("This list has more than %(most)d columns.", most=MOST_COLUMNS))
    return [(row + [""] * width)[:width] for row in rows]


def last_filled(row: list[str]) -> int:
    """How many cells there are up to the last one that is not empty."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def read_csv(content: bytes) -> list[list[str]]:
    """Rows of a text file. Excel writes tabs or semicolons in many countries."""
    text = decoded(content)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        return [
            [cell_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        raise Unreadable(_("This file could not be read as a list. Please save it anew as CSV.")) from None


def decoded(content: bytes) -> str:
    """The text, whether it is UTF-8, UTF-16 or Windows-1252."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    for name in (encoding, "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of this file could not be read. Please save it as “CSV UTF-8” or XLSX."))


def read_xlsx(content: bytes) -> list[list[str]]:
    """Rows of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("This file is too large when unpacked. Please send it as CSV."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS + 1, values_only=True)
        return [[cell_text(cell) for cell in row] for row in rows]
    except Unreadable:
        raise
    except Exception as problem:  # openpyxl raises whatever broke inside a broken file
        raise Unreadable(_("This file is broken. Please save it anew, or as CSV.")) from problem
