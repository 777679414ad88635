"""Review: the queue, one application, and the decisions, also when two people decide at once."""

import threading
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.model import Application
from partnerhub.partners.model import Partner
from partnerhub.people.invitations import Invitation
from tests.conftest import signed_in_as
from tests.onboarding.answers import sent, text_of

WORDS = {
    "question": {"question": "Which room?"},
    "refusal": {"reason": "We have no room."},
    "acceptance": {"situation": "whole", "partner": "new"},
}


@pytest.fixture
def key(app: Flask, as_anyone: Any) -> int:
    """An application that waits."""
    sent(as_anyone)
    with app.app_context():
        return db.session.query(Application).filter_by(name="Aster Center").one().id


def url(key: int, noun: str = "") -> str:
    return f"/onboarding/applications/{key}" + (f"/{noun}" if noun else "")


def version(app: Flask, key: int) -> int:
    with app.app_context():
        return db.session.get(Application, key).version


def decide(browser: Any, app: Flask, key: int, noun: str, **changes: Any) -> Any:
    return browser.post(url(key, noun), {"version": version(app, key), **WORDS[noun], **changes})


def state(app: Flask, key: int) -> str:
    with app.app_context():
        return db.session.get(Application, key).state


def letters(app: Flask) -> list[str]:
    with app.app_context():
        return [mail.text for mail in db.session.query(Mail).filter_by(to="ada@aster.example").order_by(Mail.id)]


def test_the_queue_is_a_page_and_a_fragment(as_staff: Any, key: int) -> None:
    page, part = as_staff.get("/onboarding"), as_staff.htmx.get("/onboarding")
    assert "Aster Center" in page.text
    assert "Aster Center" in part.text
    assert "<html" in page.text
    assert "<html" not in part.text


def test_the_oldest_comes_first_and_the_newest_where_asked(as_staff: Any, key: int) -> None:
    def order(path: str) -> bool:
        text = as_staff.htmx.get(path).text
        return text.index("Harbor Grief") < text.index("Aster Center")

    assert order("/onboarding")
    assert not order("/onboarding?order=newest")


@pytest.mark.parametrize("query", ["state=nonsense", "page=-1", "page=99999999999", "order=%00", "page=\u0662"])
def test_an_odd_address_shows_the_queue(as_staff: Any, query: str) -> None:
    assert as_staff.get(f"/onboarding?{query}").status_code == 200


def test_a_viewer_reads_and_is_offered_no_decision(as_viewer: Any, key: int) -> None:
    page = as_viewer.get(url(key))
    assert "Screening of ears" in page.text
    assert "/acceptance" not in page.text


def test_accepting_makes_the_partner_and_its_checklist(app: Flask, as_staff: Any, key: int) -> None:
    answer = decide(as_staff, app, key, "acceptance")
    assert answer.status_code == 303
    with app.app_context():
        partner = db.session.query(Partner).filter_by(name="Aster Center").one()
        assert partner.state == "onboarding"
        assert len(Item.of(partner)) > 5
    assert answer.location == f"/onboarding/partners/{partner.id}"
    assert "said yes" not in letters(app)[0]
    assert any("Good news" in text for text in letters(app))


def test_whoever_applied_is_invited_to_their_own_organization(app: Flask, as_staff: Any, key: int) -> None:
    decide(as_staff, app, key, "acceptance")
    with app.app_context():
        invitation = db.session.query(Invitation).filter_by(email="ada@aster.example").one()
        assert (invitation.role, invitation.partner.name) == ("partner", "Aster Center")
    assert any("another letter" in text for text in letters(app))


def test_htmx_is_sent_on_to_the_checklist(app: Flask, as_staff: Any, key: int) -> None:
    answer = decide(as_staff.htmx, app, key, "acceptance")
    assert (answer.status_code, answer.headers["HX-Redirect"][:21]) == (200, "/onboarding/partners/")


def test_an_organization_of_that_name_is_proposed(app: Flask, as_staff: Any) -> None:
    with app.app_context():
        grief = db.session.query(Application).filter_by(name="Harbor Grief Support").one().id
        partner = db.session.query(Partner).filter_by(name="Harbor Grief Support").one().id
    assert f'selected value="{partner}">' in as_staff.get(url(grief)).text
    assert decide(as_staff, app, grief, "acceptance", partner=str(partner)).status_code == 303
    with app.app_context():
        assert db.session.query(Partner).filter_by(name="Harbor Grief Support").count() == 1


def test_a_partner_that_is_active_cannot_be_chosen(app: Flask, as_staff: Any, key: int) -> None:
    with app.app_context():
        active = db.session.query(Partner).filter_by(state="active").first().id
    assert decide(as_staff, app, key, "acceptance", partner=str(active)).status_code == 422
    assert state(app, key) == "waiting"


def test_declining_mails_the_reason(app: Flask, as_staff: Any, key: int) -> None:
    assert decide(as_staff, app, key, "refusal").status_code == 303
    assert "We have no room." in letters(app)[-1]


def test_a_question_is_mailed_with_a_link_that_answers_it(app: Flask, as_staff: Any, as_anyone: Any, key: int) -> None:
    decide(as_staff, app, key, "question")
    link = letters(app)[-1].split()[-1]
    path = "/apply/" + link.rpartition("/")[2]
    assert "Which room?" in as_anyone.get(path).text
    as_anyone.post(f"{path}/answer", {"answer": "The library."})
    assert "The library." in as_staff.get(url(key)).text


@pytest.mark.parametrize("noun", ["question", "refusal"])
@pytest.mark.parametrize("words", ["", "   ", "x" * 2001, "a\x00b"])
def test_bad_words_are_named_and_nothing_is_decided(app: Flask, as_staff: Any, key: int, noun: str, words: str) -> None:
    field = next(iter(WORDS[noun]))
    answer = decide(as_staff, app, key, noun, **{field: words})
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert state(app, key) == "waiting"


@pytest.mark.parametrize("second", WORDS)
@pytest.mark.parametrize("door", ["page", "htmx"])
def test_the_second_is_told_what_the_first_did(
    app: Flask, as_staff: Any, as_principal: Any, key: int, second: str, door: str
) -> None:
    seen = version(app, key)
    decide(as_staff, app, key, "refusal")
    browser = as_principal.htmx if door == "htmx" else as_principal
    answer = browser.post(url(key, second), {"version": seen, **WORDS[second]})
    words = text_of(answer)
    assert answer.status_code == 409
    assert "Marcus Webb declined the application" in words
    assert state(app, key) == "declined"
    if second == "question":
        assert "Which room?" in words


def test_a_decision_without_a_version_is_not_taken(app: Flask, as_staff: Any, key: int) -> None:
    assert as_staff.post(url(key, "refusal"), WORDS["refusal"]).status_code == 409
    assert state(app, key) == "waiting"


def test_of_many_who_accept_at_once_one_makes_the_partner(app: Flask, as_staff: Any, key: int) -> None:
    seen, answers = version(app, key), []
    browsers = [signed_in_as(app, short) for short in ("staff", "principal") * 3]

    def accept(browser: Any) -> None:
        answers.append(browser.post(url(key, "acceptance"), {"version": seen, **WORDS["acceptance"]}).status_code)

    threads = [threading.Thread(target=accept, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303] + [409] * 5
    with app.app_context():
        assert db.session.query(Partner).filter_by(name="Aster Center").count() == 1


def test_an_unsent_one_is_not_there_for_the_school(app: Flask, as_staff: Any, as_anyone: Any) -> None:
    as_anyone.post("/apply")
    with app.app_context():
        unsent = db.session.query(Application).filter_by(state="writing").first().id
    assert as_staff.get(url(unsent)).status_code == 404


def test_the_landing_page_and_the_search_know_it(as_staff: Any, key: int) -> None:
    assert "Aster Center wants to become a partner" in text_of(as_staff.get("/"))
    assert url(key) in as_staff.get("/search?q=aster").text
