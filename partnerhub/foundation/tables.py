"""Tables that people take with them, as CSV or XLSX, in which no spreadsheet runs what somebody typed."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from flask import Response
from openpyxl import Workbook

from partnerhub.foundation import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet runs a cell that begins so. The apostrophe makes it text; reading takes it off again.
# Source: OWASP, "CSV Injection".
RUNS = re.compile(r"'*[=+\-@\t\r]")
Rows = Sequence[Sequence[str | int]]


def guard(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if RUNS.match(text) else text


def write_csv(rows: Rows) -> bytes:
    """A CSV that Excel reads as UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Rows) -> bytes:
    """An XLSX in which texts are texts and numbers are numbers."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("PartnerHub")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(rows: Rows, name: str, kind: str) -> Response:
    """The answer to whoever takes a table along.

    Args:
        rows: guarded, where people typed them.
        name: what the file is called; the day is added.
        kind: csv or xlsx.
    """
    write, media_type = (write_csv, "text/csv") if kind == "csv" else (write_xlsx, XLSX)
    response = Response(write(rows), mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.{kind}"'
    return response
