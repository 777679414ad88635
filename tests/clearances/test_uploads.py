"""What is handed in is judged by its content, and nothing else of a picture comes in than its pixels."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from partnerhub.clearances.model import Clearance, ClearanceKind
from partnerhub.foundation.db import db
from partnerhub.foundation.files import StoredFile
from partnerhub.partners.model import Partner
from tests import papers

DATES = {"issued_on": "2026-01-10", "expires_on": "2027-01-09"}
TOO_LARGE = papers.PDF + b" " * (10 * 1024 * 1024)


@pytest.fixture
def address(app: Flask) -> str:
    """Where the clinic hands its liability insurance in."""
    with app.app_context():
        clinic = db.session.scalar(select(Partner.id).where(Partner.name == "Northside Counseling"))
        kind = db.session.scalar(select(ClearanceKind.id).where(ClearanceKind.code == "liability"))
    return f"/partners/{clinic}/clearances?kind={kind}"


def count(app: Flask) -> tuple[int, int]:
    """How many clearances and files there are."""
    with app.app_context():
        rows = db.session.scalar(select(func.count(Clearance.id)))
        return rows or 0, db.session.scalar(select(func.count(StoredFile.id))) or 0


def send(browser: Any, address: str, content: bytes, name: str) -> Any:
    """Hand a file in."""
    return browser.post(address, {**DATES, "number": "7 <b>", "document": (io.BytesIO(content), name)})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("insurance.pdf", b"", "This file is empty"),
        ("insurance.pdf", TOO_LARGE, "larger than 10 MB"),
        ("insurance.pdf", b"Dear school, we are insured.", "Please send a PDF"),
        ("insurance.pdf", papers.HTML, "Please send a PDF"),
        ("insurance.pdf", b"MZ\x90\0" + b"\0" * 200, "Please send a PDF"),
        ("insurance.jpg", papers.SVG, "Please send a PDF"),
        ("logo.svg", papers.SVG, "Please send a PDF"),
        ("list.csv", b"a,b\n1,2\n", "Please send a PDF"),
        ("list.xlsx", papers.spreadsheet(), "Please send a PDF"),
        ("photo.jpg", papers.picture("JPEG")[:-400], "This picture is broken"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 90, "This picture is broken"),
        ("photo.gif", b"GIF89a" + b"\0" * 90, "Please send a PDF"),
        ("photo.png", papers.bomb(), "larger than 24 megapixels"),
        ("photo.png", papers.bomb(6000), "larger than 24 megapixels"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_cannot_be_taken_is_refused_beside_its_field(
    app: Flask, as_partner: Any, address: str, name: str, content: bytes, message: str
) -> None:
    before = count(app)
    answer = send(as_partner, address, content, name)
    assert answer.status_code == 422
    beside = answer.text.split('id="document-error"')[1].split("</p>")[0]
    assert message in beside
    assert len(beside) > 60
    assert "7 &lt;b&gt;" in answer.text
    assert 'value="2027-01-09"' in answer.text
    assert count(app) == before


def test_more_than_any_upload_may_have_gets_a_plain_page(app: Flask, as_partner: Any, address: str) -> None:
    before = count(app)
    answer = send(as_partner, address, b"%PDF-" + b"x" * (13 * 1024 * 1024), "huge.pdf")
    assert answer.status_code == 413
    assert count(app) == before


@pytest.mark.parametrize(
    ("form", "name", "media_type"),
    [
        ("JPEG", "photo.jpg", "image/jpeg"),
        ("PNG", "photo.png", "image/png"),
        ("HEIF", "IMG_0042.HEIC", "image/jpeg"),
        ("JPEG", "really-a-photo.pdf", "image/jpeg"),
    ],
)
def test_a_picture_is_made_anew_without_place_time_and_comments(
    app: Flask, as_partner: Any, address: str, form: str, name: str, media_type: str
) -> None:
    sent = papers.picture(form)
    assert papers.SECRET.encode() in sent
    answer = send(as_partner, address, sent, name)
    assert answer.status_code == 303
    got = as_partner.get(f"{answer.location}/document")
    assert (got.status_code, got.mimetype) == (200, media_type)
    assert papers.SECRET.encode() not in got.data
    kept = Image.open(io.BytesIO(got.data))
    assert (dict(kept.getexif()), {k: v for k, v in kept.info.items() if k in ("comment", "Comment")}) == ({}, {})
    if form != "HEIF":  # its own turning is in the pixels already
        assert kept.size == (40, 60), "It stands upright"


def test_a_pdf_is_only_ever_a_download(as_partner: Any, address: str) -> None:
    answer = send(as_partner, address, papers.PDF, "../../etc/In<s>urance\u202e.pdf")
    got = as_partner.get(f"{answer.location}/document")
    assert got.data == papers.PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert "/" not in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert "no-store" in got.headers["Cache-Control"]


def test_a_stranger_finds_no_document(as_partner: Any, as_other_partner: Any, as_anyone: Any, address: str) -> None:
    where = f"{send(as_partner, address, papers.PDF, 'a.pdf').location}/document"
    assert as_other_partner.get(where).status_code == 404
    assert as_anyone.get(where).status_code == 401


def test_a_clearance_without_a_document_has_none_to_show(as_staff: Any, address: str) -> None:
    seen = {**DATES, "seen_on": "2026-01-12", "seen_by": "Rosa Delgado", "number": "7"}
    where = as_staff.post(address, seen).location
    assert as_staff.get(f"{where}/document").status_code == 404


def test_the_same_form_sent_twice_hands_in_once(app: Flask, as_partner: Any, address: str) -> None:
    before = count(app)[0]
    for _ in range(2):
        data = {**DATES, "submission_id": "the-same", "document": (io.BytesIO(papers.PDF), "a.pdf")}
        assert as_partner.post(address, data).status_code == 303
    assert count(app)[0] == before + 1
