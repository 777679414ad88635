"""The pages of stories, as each of its people meets them."""

import re

from flask import Flask
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.stories.model import Story
from tests.conftest import Browser
from tests.stories.making import TEXTS, begin

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))"


def make(app: Flask, **more: object) -> int:
    with app.test_request_context(), transaction():
        return begin(**more).id


def test_a_partner_proposes_about_its_own_organization_only(
    app: Flask, as_partner: Browser, as_staff: Browser, cast_ids: dict[str, int]
) -> None:
    sent = {**TEXTS, "partners": [str(cast_ids["mentors"])]}
    answer = as_partner.post("/newsroom/stories", sent)
    assert answer.status_code == 303
    with app.app_context():
        story = db.session.scalars(select(Story).order_by(Story.id.desc())).first()
        assert [partner.id for partner in story.partners] == [cast_ids["clinic"]]
    assert "Dana Okafor proposes a story." in as_staff.get("/").text
    assert "A win" in as_staff.get(f"/partners/{cast_ids['clinic']}").text


def test_of_two_who_write_the_second_sees_both_texts(app: Flask, as_staff: Browser, as_principal: Browser) -> None:
    path = f"/newsroom/stories/{make(app)}"
    theirs = {**TEXTS, "text": "Theirs.", "version": "1"}
    assert as_staff.post(path, theirs).status_code == 303
    mine = {**TEXTS, "text": "Mine.", "version": "1"}
    answer = as_principal.post(path, mine)
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert "Mine." in answer.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text).group(1)
    assert as_principal.post(path, {**mine, "version": version}).status_code == 303


def test_of_two_who_translate_the_second_sees_both_texts(app: Flask, as_staff: Browser) -> None:
    key = make(app)
    path, name = f"/newsroom/stories/{key}/languages/es", f"story-{key}-title"
    sent = {name: "Un logro", f"story-{key}-text": "Fue bien.", "version": "1"}
    assert as_staff.post(path, sent).status_code == 303
    answer = as_staff.post(path, {**sent, name: "Otro"})
    assert answer.status_code == 409
    assert "Un logro" in answer.text
    assert "Otro" in answer.text
    assert [as_staff.get(path.replace("/es", f"/{code}")).status_code for code in ("en", "pl", "xx")] == [404] * 3


def test_a_script_in_a_story_is_words(app: Flask, as_staff: Browser, as_principal: Browser) -> None:
    sent = {"title": SCRIPT, "text": SCRIPT, "outcome": SCRIPT}
    path = as_staff.post("/newsroom/stories", sent).location
    as_staff.post(f"{path}/remarks", {"text": SCRIPT, "suggested": SCRIPT + "\nMore."})
    for page in (path, f"{path}/edit", "/newsroom", "/"):
        answer = as_principal.get(page).text
        assert "<script>alert" not in answer
        assert "<img src=x" not in answer
        assert 'href="javascript:' not in answer


def test_an_empty_remark_is_said_to_be_empty(app: Flask, as_partner: Browser) -> None:
    path = f"/newsroom/stories/{make(app)}"
    answer = as_partner.post(f"{path}/remarks", {"text": "", "suggested": TEXTS["text"]})
    assert answer.status_code == 422
    assert "Say something, or suggest other words below." in answer.text


def test_the_list_has_its_fragment_and_finds_words(app: Flask, as_staff: Browser) -> None:
    make(app)
    page, fragment = as_staff.get("/newsroom?q=went"), as_staff.htmx.get("/newsroom?q=went")
    assert "A win" in page.text
    assert "A win" in fragment.text
    assert "<html" not in fragment.text
    assert "No story fits" in as_staff.get("/newsroom?q=nothing+of+the+kind").text
    assert "A win" not in as_staff.get("/newsroom?shelf=out").text
