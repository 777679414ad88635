"""The rules of feedback, and the public page that says them."""

from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db, transaction
from partnerhub.school.model import School
from tests.conftest import Browser
from tests.feedback.asking import asked_in

RULES = {"safeguarding_id": "", "contact_days": 30, "answers_months": 24, "public_threshold": 10, "reply_days": 14}


def test_the_public_page_says_what_really_holds(
    app: Flask, as_principal: Browser, as_anyone: Browser, cast_ids: dict[str, Any]
) -> None:
    page = f"{asked_in(app)}/privacy?lang=en"
    before = as_anyone.get(page).text
    assert "Outside of the school, fewer than 10 answers are not shown." in before
    assert "Marcus Webb" in before
    newer = {"contact_days": 3, "answers_months": 2, "public_threshold": 17}
    named = {"safeguarding_id": cast_ids["user_principal"]}
    assert as_principal.post("/feedback/rules", RULES | newer | named).status_code == 303
    after = as_anyone.get(page).text
    assert "Outside of the school, fewer than 17 answers are not shown." in after
    assert "erased 3 days after it was answered" in after
    assert "Marcus Webb" not in after
    assert (
        before[before.index("Single answers are deleted") :][:90]
        != after[after.index("Single answers are deleted") :][:90]
    )


def test_families_are_not_offered_it_while_nobody_reads_it(
    app: Flask, as_principal: Browser, as_anyone: Browser
) -> None:
    form = asked_in(app)
    assert as_anyone.get(f"{form}/contact").status_code == 200
    as_principal.post("/feedback/rules", RULES)
    assert as_anyone.get(f"{form}/contact").status_code == 404
    assert "Please contact me" not in as_anyone.get(f"{form}/thanks?lang=en").text
    assert "wish to be contacted" not in as_anyone.get(f"{form}/privacy?lang=en").text


@pytest.mark.parametrize(("field", "typed"), [("public_threshold", "2"), ("contact_days", "0"), ("reply_days", "91")])
def test_a_rule_out_of_bounds_is_refused_and_stays(as_principal: Browser, field: str, typed: str) -> None:
    page = as_principal.post("/feedback/rules", RULES | {field: typed})
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text
    assert f'value="{typed}"' in page.text


def test_outside_never_more_is_shown_than_inside(app: Flask, as_principal: Browser) -> None:
    with app.app_context(), transaction():
        db.session.query(School).one().threshold = 12
    page = as_principal.post("/feedback/rules", RULES | {"public_threshold": 11})
    assert page.status_code == 422
    assert "Enter at least 12" in page.text


def test_a_partners_person_or_a_viewer_cannot_be_the_one_who_reads(
    as_principal: Browser, cast_ids: dict[str, Any]
) -> None:
    for short in ("partner", "viewer"):
        page = as_principal.post("/feedback/rules", RULES | {"safeguarding_id": cast_ids[f"user_{short}"]})
        assert page.status_code == 422


def test_the_trail_says_that_they_were_changed(as_principal: Browser) -> None:
    as_principal.post("/feedback/rules", RULES)
    assert "changed how feedback is treated" in as_principal.get("/activity").text
