"""The checklist's pages: of the school, and of the partner itself."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from partnerhub.foundation import audit
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding.checklist import Item
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.onboarding.answers import text_of


@pytest.fixture
def partner(app: Flask) -> int:
    """The clinic, back at the beginning of its onboarding."""
    with app.app_context(), transaction():
        clinic = db.session.query(User).filter_by(email="partner@demo.example").one().partner_id
        db.session.get(Partner, clinic).state = "onboarding"
        for item in db.session.query(Item).filter_by(partner_id=clinic):
            item.state = "open"
        return clinic


@pytest.fixture
def item(app: Flask, partner: int) -> int:
    """One thing that it has to do."""
    with app.app_context():
        return db.session.query(Item).filter_by(partner_id=partner, by_partner=True).first().id


def one(app: Flask, key: int) -> dict[str, Any]:
    with app.app_context():
        item = db.session.get(Item, key)
        return {"state": item.state, "text": item.text, "why": item.why, "file": item.file and item.file.name}


def url(key: int, noun: str = "") -> str:
    return f"/onboarding/items/{key}" + (f"/{noun}" if noun else "")


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(made, "PNG")
    made.seek(0)
    return made


def test_a_partner_is_led_to_its_own_checklist(as_partner: Any, partner: int) -> None:
    assert as_partner.get("/onboarding").location == f"/onboarding/partners/{partner}"
    assert "Begin" in text_of(as_partner.get(f"/onboarding/partners/{partner}"))


def test_from_upload_over_return_to_acceptance(app: Flask, as_partner: Any, as_staff: Any, item: int) -> None:
    sent = as_partner.post(url(item, "submission"), {"text": "Page one.", "file": (picture(), "scan.png")})
    assert sent.status_code == 303
    assert one(app, item) == {"state": "sent_in", "text": "Page one.", "why": "", "file": "scan.png"}
    assert as_staff.get(url(item, "file")).mimetype == "image/png"
    assert as_staff.post(url(item, "return"), {"why": "Page two is missing."}).status_code == 303
    assert "Page two is missing." in text_of(as_partner.get("/"))
    with app.app_context():
        assert "Page two is missing." in db.session.query(Mail).filter_by(to="partner@demo.example").one().text
    assert as_partner.post(url(item, "submission"), {"text": "Both pages."}).status_code == 303
    assert as_staff.post(url(item, "acceptance")).status_code == 303
    assert one(app, item) == {"state": "accepted", "text": "Both pages.", "why": "", "file": "scan.png"}


def test_another_organization_sees_neither_it_nor_its_file(as_partner: Any, as_other_partner: Any, item: int) -> None:
    as_partner.post(url(item, "submission"), {"file": (picture(), "scan.png")})
    for noun in ("", "file"):
        assert as_other_partner.get(url(item, noun)).status_code == 404
    assert as_other_partner.post(url(item, "submission"), {"text": "x"}).status_code == 404


FILES = {
    "nothing": {},
    "spaces": {"text": "  "},
    "too long": {"text": "x" * 5001},
    "control characters": {"text": "a\x07b"},
    "empty file": {"file": (b"", "a.pdf")},
    "svg": {"file": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.png")},
    "program": {"file": (b"MZ\x00\x01\x02\x03" * 50, "a.pdf")},
    "text": {"file": (b"just words", "a.pdf")},
    "broken picture": {"file": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png")},
}


@pytest.mark.parametrize("name", FILES)
def test_what_cannot_be_taken_is_named(app: Flask, as_partner: Any, item: int, name: str) -> None:
    data = {k: (io.BytesIO(v[0]), v[1]) if isinstance(v, tuple) else v for k, v in FILES[name].items()}
    answer = as_partner.post(url(item, "submission"), data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert one(app, item)["state"] == "open"


@pytest.mark.parametrize(("noun", "field"), [("return", "why"), ("waiver", "reason")])
@pytest.mark.parametrize("words", ["", "x" * 1001, "\x00"])
def test_a_word_why_is_needed(app: Flask, as_staff: Any, item: int, noun: str, field: str, words: str) -> None:
    assert as_staff.post(url(item, noun), {field: words}).status_code == 422
    assert one(app, item)["state"] == "open"


def test_marking_as_done_answers_with_the_list_in_place_and_offers_undo(as_staff: Any, item: int) -> None:
    part = as_staff.htmx.post(url(item, "acceptance"))
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'id="checklist-' in part.text
    assert url(item, "reopening") in part.text
    assert as_staff.post(url(item, "reopening")).status_code == 303


@pytest.mark.parametrize("door", ["page", "htmx"])
def test_whoever_accepts_second_is_told(as_staff: Any, as_principal: Any, item: int, door: str) -> None:
    as_principal.post(url(item, "acceptance"))
    answer = (as_staff.htmx if door == "htmx" else as_staff).post(url(item, "acceptance"))
    assert answer.status_code == 409
    assert "Somebody was faster" in answer.text
    assert ("<html" in answer.text) == (door == "page")


def test_a_partner_neither_accepts_nor_leaves_out(app: Flask, as_partner: Any, item: int) -> None:
    for noun in ("acceptance", "waiver", "return", "reopening"):
        assert as_partner.post(url(item, noun), {"why": "x", "reason": "x"}).status_code == 403
    assert one(app, item)["state"] == "open"


def test_active_when_all_is_done_and_not_before(app: Flask, as_staff: Any, partner: int) -> None:
    activation = f"/onboarding/partners/{partner}/activation"
    assert as_staff.post(activation).status_code == 409
    with app.app_context(), transaction():
        for item in db.session.query(Item).filter_by(partner_id=partner):
            item.state = "accepted"
    assert activation in as_staff.get(f"/onboarding/partners/{partner}").text
    assert as_staff.post(activation).status_code == 303
    assert as_staff.post(activation).status_code == 409
    with app.app_context():
        assert db.session.get(Partner, partner).state == "active"


def test_the_school_sees_the_checklist(as_staff: Any, as_viewer: Any, partner: int) -> None:
    for browser in (as_staff, as_viewer):
        assert "steps done" in browser.get(f"/onboarding/partners/{partner}").text


def test_staff_begin_onboarding_for_a_partner_made_by_hand(app: Flask, as_staff: Any) -> None:
    with app.app_context():
        key = db.session.query(Partner).filter_by(state="applying").first().id
    assert "Begin onboarding" in as_staff.get(f"/onboarding/partners/{key}").text
    begin = f"/onboarding/partners/{key}/checklist"
    assert as_staff.post(begin, {"situation": "zoo"}).status_code == 422
    assert as_staff.post(begin, {"situation": "visitor"}).status_code == 303
    assert as_staff.post(begin, {"situation": "visitor"}).status_code == 409


def test_what_is_dated_leads_to_the_clearances(as_staff: Any, as_partner: Any, item: int) -> None:
    """The first thing that the clinic does is its liability insurance."""
    for browser in (as_staff, as_partner):
        assert "/clearances/new?kind=" in browser.get(url(item)).text


EXTRA = {"title": "Map of the rooms", "help": "Which rooms you use.", "by_partner": "yes", "is_required": "y"}


def test_one_thing_more_is_asked_of_this_partner_alone(
    app: Flask, as_staff: Any, as_partner: Any, partner: int
) -> None:
    assert as_staff.post(f"/onboarding/partners/{partner}/items", {**EXTRA, "clearance": ""}).status_code == 303
    assert "Map of the rooms" in text_of(as_partner.get(f"/onboarding/partners/{partner}"))
    as_staff.get("/onboarding/lists/whole")  # its messages
    assert "Map of the rooms" not in as_staff.get("/onboarding/lists/whole").text
    with app.app_context():
        assert Item.of(db.session.get(Partner, partner))[-1].title == "Map of the rooms"
        letter = db.session.query(Mail).filter_by(to="partner@demo.example").one()
        assert "Which rooms you use." in letter.text
        event = db.session.scalars(audit.Event.around(db.session.get(Partner, partner))).first()
        assert event.kind == "item.added"


def test_nothing_more_is_asked_once_it_is_active(app: Flask, as_staff: Any, partner: int) -> None:
    with app.app_context(), transaction():
        db.session.get(Partner, partner).state = "active"
    assert "Ask for something more" not in as_staff.get(f"/onboarding/partners/{partner}").text
    assert as_staff.post(f"/onboarding/partners/{partner}/items", {**EXTRA, "clearance": ""}).status_code == 409


def test_an_extra_that_is_required_keeps_it_from_becoming_active(app: Flask, as_staff: Any, partner: int) -> None:
    with app.app_context(), transaction():
        for item in db.session.query(Item).filter_by(partner_id=partner):
            item.state = "accepted"
    as_staff.post(f"/onboarding/partners/{partner}/items", {**EXTRA, "clearance": ""})
    assert as_staff.post(f"/onboarding/partners/{partner}/activation").status_code == 409
