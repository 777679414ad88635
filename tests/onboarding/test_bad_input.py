"""Every form of the onboarding against what people and machines type: named beside the field, kept, nothing saved."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.lists import OwnEntry
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.onboarding.answers import PAGES, begun, sent, text_of

ENTRY = {"title": "Key list", "help": "", "by_partner": "no", "is_required": "y", "clearance": ""}
TYPED = {  # form: field: the most that it takes
    "about": {"name": 200},
    "offer": {"offers": 2000},
    "serves": {"serves": 1000},
    "when": {"times": 200},
    "languages": {"languages": 200},
    "insurance": {"insurance_note": 500},
    "contact": {"contact_name": 200, "contact_role": 200},
    "answer": {"answer": 2000},
    "question": {"question": 2000},
    "refusal": {"reason": 2000},
    "submission": {"text": 5000},
    "return": {"why": 1000},
    "waiver": {"reason": 1000},
    "entries": {"title": 200, "help": 1000},
    "items": {"title": 200, "help": 1000},
    "entry": {"title": 200},
}
CHOSEN = {
    "about": ["who"],
    "kind": ["kind"],
    "when": ["how_often", "places"],
    "students": ["meets"],
    "insurance": ["insurance"],
    "acceptance": ["situation", "partner"],
    "checklist": ["situation"],
    "entries": ["by_partner", "clearance"],
    "items": ["by_partner", "clearance"],
}
NEEDED = {
    "offer": ["offers"],
    "serves": ["serves"],
    "languages": ["languages"],
    "contact": ["contact_name", "email"],
    "about": ["name"],
    "answer": ["answer"],
    "question": ["question"],
    "refusal": ["reason"],
    "return": ["why"],
    "waiver": ["reason"],
    "entries": ["title"],
    "items": ["title"],
    "entry": ["title"],
    "letter": ["to"],
}
WRONG = [
    *((form, field, "x" * (most + 1)) for form, fields in TYPED.items() for field, most in fields.items()),
    *((form, field, "a\x07b") for form, fields in TYPED.items() for field in fields),
    *((form, field, "zoo") for form, fields in CHOSEN.items() for field in fields),
    *((form, field, "") for form, fields in NEEDED.items() for field in fields),
    *((form, field, " \u200b ") for form, fields in NEEDED.items() for field in fields),
    *(("letter", "to", bad) for bad in ("ada", "ada@", "a b@c.example", "a@b.example\nBcc: c@d.example")),
    *(("contact", "email", bad) for bad in ("ada", "x" * 300 + "@b.example", "<script>@b.example")),
    *(("contact", "phone", bad) for bad in ("call me", "1" * 60)),
    *(("about", "website", bad) for bad in ("javascript:alert(1)", "not a place", "ftp://x.example")),
]
KINDLY = ["Ärzte 🩺🧸", "مركز الأمل للأطفال", "<script>alert(1)</script><b>x", "31 February 2027", "=1+1 'or' \"1\""]


@dataclass
class Form:
    """Where a form is sent, by whom, and what is right."""

    browser: Any
    url: str
    data: dict[str, Any]


def step(browser: Any, name: str) -> Form:
    return Form(browser, f"{begun(browser)}/{name}", PAGES[name])


def asked(app: Flask, browser: Any) -> str:
    """The address of an application with an open question."""
    base = sent(browser)
    with app.app_context(), transaction():
        application = Application.by_token(base.rpartition("/")[2])
        application.ask("When?", by=db.session.query(User).filter_by(role="staff").first(), seen=application.version)
    return base


def at_review(app: Flask, as_anyone: Any, noun: str) -> tuple[str, dict[str, Any]]:
    sent(as_anyone)
    with app.app_context():
        one = db.session.query(Application).filter_by(name="Aster Center").one()
        return f"/onboarding/applications/{one.id}/{noun}", {"version": one.version}


def at_item(app: Flask, noun: str) -> str:
    with app.app_context(), transaction():
        partner = db.session.query(Partner).filter_by(state="onboarding").first()
        item = next(item for item in Item.of(partner) if item.by_partner)
        item.state = "sent_in" if noun == "return" else "open"
        return f"/onboarding/items/{item.id}/{noun}"


def partner_in(app: Flask, state: str, noun: str) -> str:
    with app.app_context():
        return f"/onboarding/partners/{db.session.query(Partner).filter_by(state=state).first().id}/{noun}"


@pytest.fixture
def form_of(app: Flask, as_anyone: Any, as_staff: Any) -> Any:
    """The form of this name, ready to be sent."""

    def made(name: str) -> Form:
        if name in PAGES:
            return step(as_anyone, name)
        if name == "letter":
            return Form(as_anyone, f"{begun(as_anyone)}/letter", {"to": "ada@aster.example"})
        if name == "answer":
            return Form(as_anyone, f"{asked(app, as_anyone)}/answer", {"answer": "Mondays."})
        if name in ("question", "refusal", "acceptance"):
            url, version = at_review(app, as_anyone, name)
            words = {"question": "When?", "reason": "No room.", "situation": "whole", "partner": "new"}
            return Form(as_staff, url, {**version, **words})
        if name in ("submission", "return", "waiver"):
            return Form(as_staff, at_item(app, name), {"text": "Here.", "why": "No date.", "reason": "Public body."})
        if name == "checklist":
            return Form(as_staff, partner_in(app, "applying", name), {"situation": "visitor"})
        if name == "items":
            return Form(as_staff, partner_in(app, "onboarding", name), ENTRY)
        as_staff.post("/onboarding/lists/visitor/own")
        if name == "entries":
            return Form(as_staff, "/onboarding/lists/visitor/entries", ENTRY)
        with app.app_context():
            return Form(as_staff, f"/onboarding/entries/{db.session.query(OwnEntry).first().id}", ENTRY)

    return made


def rows(app: Flask) -> list[Any]:
    """All that a form of the onboarding could have saved."""
    with app.app_context():
        saved = [
            [one.version, one.steps_done, one.state, one.name, one.offers, len(one.links)]
            for one in db.session.query(Application).order_by(Application.id)
        ]
        items = [[one.id, one.state, one.title, one.why] for one in db.session.query(Item).order_by(Item.id)]
        entries = [[one.id, one.title, one.help] for one in db.session.query(OwnEntry).order_by(OwnEntry.id)]
        return [saved, items, entries]


@pytest.mark.parametrize(("name", "field", "bad"), WRONG, ids=lambda part: str(part)[:12].encode("unicode_escape"))
def test_it_is_named_beside_the_field_and_kept_and_nothing_is_saved(
    app: Flask, form_of: Any, name: str, field: str, bad: str
) -> None:
    form = form_of(name)
    before = rows(app)
    answer = form.browser.post(form.url, {**form.data, field: bad})
    assert answer.status_code == 422
    beside = re.search(rf'<p class="field-error" id="{field}-error"[^>]*>(.*?)</p>', answer.text, re.S)
    assert beside
    assert re.sub(r"<[^>]+>", "", beside[1]).strip()
    assert rows(app) == before
    stays = bad.strip()
    if stays and stays.isprintable() and "zoo" not in stays:
        assert stays in html.unescape(answer.text)
    for other, words in form.data.items():
        if other in TYPED.get(name, {}) and other != field and words:
            assert words in html.unescape(answer.text)


@pytest.mark.parametrize("words", KINDLY)
@pytest.mark.parametrize(("name", "field"), [(name, field) for name, fields in TYPED.items() for field in fields])
def test_words_of_any_kind_are_kept_and_never_markup(form_of: Any, name: str, field: str, words: str) -> None:
    form = form_of(name)
    answer = form.browser.post(form.url, {**form.data, field: words})
    assert answer.status_code == 303
    page = form.browser.get(answer.location).text
    assert "<script>alert" not in page
    assert "<b>x" not in page
    if name in ("question", "entries", "items", "answer"):
        assert " ".join(words.split()) in html.unescape(text_of(form.browser.get(answer.location)))
