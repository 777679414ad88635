"""The application's pages: one thing a page, checked, sent once, and answered by the same link."""

import threading
from typing import Any

import pytest
from flask import Flask

from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding.model import Application, State
from partnerhub.people.model import User
from tests import schools
from tests.conftest import Browser
from tests.onboarding.answers import PAGES, begun, filled, sent, text_of

BAD = {
    "about": [
        {"who": "", "name": ""},
        {"who": "organization", "name": "x" * 201},
        {"who": "robot", "name": "Aster"},
        {"who": "person", "name": "Aster\x00"},
        {"who": "person", "name": "Aster", "website": "javascript:alert(1)"},
    ],
    "kind": [{}, {"kind": "zoo"}],
    "offer": [{}, {"offers": "  "}, {"offers": "x" * 2001}, {"offers": "\x1b[31m"}],
    "serves": [{"serves": ""}, {"serves": "x" * 1001}],
    "when": [
        {"how_often": "once"},
        {"how_often": "never", "places": "on_site"},
        {"how_often": "once", "places": "moon"},
    ],
    "languages": [{"languages": ""}, {"languages": "English\nSpanish"}],
    "students": [{}, {"meets": "maybe"}],
    "insurance": [{}, {"insurance": "yes", "insurance_note": "x" * 501}],
    "contact": [
        {"contact_name": "", "email": "ada@aster.example"},
        {"contact_name": "Ada", "email": "ada"},
        {"contact_name": "Ada", "email": "ada@aster.example", "phone": "call me"},
    ],
}
CASES = [(step, answers) for step, all_ in BAD.items() for answers in all_]


def applications(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Application).count()


def test_the_first_page_says_what_will_be_needed(as_anyone: Any) -> None:
    words = text_of(as_anyone.get("/apply"))
    assert "ten minutes" in words
    assert "Insurance" in words


def test_each_page_leads_to_the_next_and_the_last_to_the_check(as_anyone: Any) -> None:
    base, steps = begun(as_anyone), list(PAGES)
    for step, following in zip(steps, [*steps[1:], "check"], strict=True):
        assert as_anyone.get(f"{base}/{step}").status_code == 200
        assert as_anyone.post(f"{base}/{step}", PAGES[step]).location == f"{base}/{following}"


def test_what_was_saved_is_there_when_they_come_back(as_anyone: Any) -> None:
    base = begun(as_anyone)
    as_anyone.post(f"{base}/about", PAGES["about"])
    assert 'value="Aster Center"' in as_anyone.get(f"{base}/about").text
    assert "1 of 9 questions answered" in text_of(as_anyone.get(base))


def test_change_leads_back_to_the_check(as_anyone: Any) -> None:
    base = filled(as_anyone)
    assert f"{base}/offer?back=check" in as_anyone.get(f"{base}/check").text
    answer = as_anyone.post(f"{base}/offer?back=check", {"offers": "Only ears."})
    assert answer.location == f"{base}/check"
    assert "Only ears." in as_anyone.get(f"{base}/check").text


def test_what_is_filled_in_from_the_check_leads_back_there_too(as_anyone: Any) -> None:
    base = begun(as_anyone)
    assert as_anyone.post(f"{base}/offer?back=check", PAGES["offer"]).location == f"{base}/check"


@pytest.mark.parametrize(("step", "answers"), CASES)
def test_bad_input_is_named_and_nothing_is_saved(as_anyone: Any, step: str, answers: dict[str, Any]) -> None:
    base = begun(as_anyone)
    answer = as_anyone.post(f"{base}/{step}", answers)
    assert answer.status_code == 422
    assert "Error:" in answer.text
    assert 'id="error-summary"' in answer.text
    assert "0 of 9" in text_of(as_anyone.get(base))


@pytest.mark.parametrize("name", ["Ärzte 🩺 e.V.", "مركز الأمل", "<script>alert(1)</script>", 'O\'Neil & "Sons"'])
def test_any_name_is_kept_as_text(as_anyone: Any, name: str) -> None:
    base = begun(as_anyone)
    assert as_anyone.post(f"{base}/about", {"who": "person", "name": name}).status_code == 303
    page = as_anyone.get(f"{base}/check").text
    assert "<script>alert" not in page


def test_what_was_typed_stays_beside_the_error(as_anyone: Any) -> None:
    base = begun(as_anyone)
    answer = as_anyone.post(f"{base}/contact", {"contact_name": "Ada Quill", "email": "ada at aster"})
    assert "Ada Quill" in answer.text
    assert "ada at aster" in answer.text


def test_an_unfinished_one_is_not_sent_and_says_what_is_missing(as_anyone: Any) -> None:
    base = begun(as_anyone)
    answer = as_anyone.post(f"{base}/submission")
    assert answer.status_code == 422
    assert "#step-offer" in answer.text


def test_sending_shows_what_happens_next_by_the_same_link(as_anyone: Any) -> None:
    base = sent(as_anyone)
    words = text_of(as_anyone.get(base))
    assert "Waiting for the school" in words
    assert "What happens next" in words
    assert as_anyone.get(f"{base}/kind").location == base


def test_the_same_submission_begins_one_application(app: Flask, as_anyone: Any) -> None:
    before = applications(app)
    first, second = (as_anyone.post("/apply", {"submission_id": "tap-tap"}) for _ in range(2))
    assert first.location == second.location
    assert applications(app) == before + 1


def test_sent_again_after_a_lost_answer_it_is_sent_once(app: Flask, as_anyone: Any) -> None:
    base = filled(as_anyone)
    for key in ("one", "one", "another"):
        assert as_anyone.post(f"{base}/submission", {"submission_id": key}).location == base
    with app.app_context():
        assert db.session.query(Mail).filter_by(subject="Your application has arrived").count() == 1


def test_many_at_once_send_it_once(app: Flask, as_anyone: Any) -> None:
    base, answers = filled(as_anyone), []

    def send(key: int) -> None:
        answers.append(app.test_client().post(f"{base}/submission", data={"submission_id": str(key)}).status_code)

    threads = [threading.Thread(target=send, args=(key % 3,)) for key in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 6
    with app.app_context():
        assert db.session.query(Mail).filter_by(subject="Your application has arrived").count() == 1


def test_a_machine_is_answered_politely_and_put_aside(app: Flask, as_anyone: Any, as_staff: Any) -> None:
    base = filled(as_anyone)
    answer = as_anyone.post(f"{base}/submission", {"fax_number": "555"})
    assert (answer.status_code, answer.location) == (303, base)
    assert "Aster Center" not in as_staff.get("/onboarding").text
    assert "Aster Center" in as_staff.get("/onboarding?state=aside").text


def test_a_wrong_link_leads_nowhere_and_an_old_one_says_so(app: Flask, as_anyone: Any) -> None:
    wrong = as_anyone.get("/apply/nonsense")
    assert wrong.status_code == 404
    assert "This link leads nowhere any more" in wrong.text
    base = begun(as_anyone)
    with app.app_context(), transaction():
        application = Application.by_token(base.rpartition("/")[2])
        application.ends_at = application.made_at
    over = as_anyone.get(base)
    assert over.status_code == 410
    assert "kept for 30 days" in over.text
    assert "Begin a new application" in over.text
    assert as_anyone.post(f"{base}/kind", PAGES["kind"]).status_code == 410


def test_the_link_is_mailed_when_they_ask(app: Flask, as_anyone: Any) -> None:
    base = begun(as_anyone)
    assert as_anyone.post(f"{base}/letter", {"to": "nobody"}).status_code == 422
    assert as_anyone.post(f"{base}/letter", {"to": "ada@aster.example"}).status_code == 303
    with app.app_context():
        link = db.session.query(Mail).filter_by(to="ada@aster.example").one().link
    assert as_anyone.get("/apply/" + link.rpartition("/")[2]).status_code == 200


def test_a_question_is_answered_on_the_same_page(app: Flask, as_anyone: Any) -> None:
    base = sent(as_anyone)
    with app.app_context(), transaction():
        application = Application.by_token(base.rpartition("/")[2])
        by = db.session.query(User).filter_by(email="staff@demo.example").one()
        application.ask("Which room?", by=by, seen=application.version)
    assert "Which room?" in as_anyone.get(base).text
    assert as_anyone.post(f"{base}/answer", {"answer": ""}).status_code == 422
    assert as_anyone.post(f"{base}/answer", {"answer": "Any <b>room</b>."}).status_code == 303
    assert "Any &lt;b&gt;room" in as_anyone.get(base).text
    with app.app_context():
        assert Application.by_token(base.rpartition("/")[2]).state == State.WAITING


def test_it_works_without_cookies_and_with_the_token_check_on(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert sent(Browser(app.test_client(use_cookies=False)))


def test_too_many_beginnings_are_asked_to_wait(demo_folder: Any, tmp_path: Any) -> None:
    from tests.conftest import build

    app = build(schools.copy(demo_folder, tmp_path / "data"), RATELIMIT_ENABLED=True)
    client = app.test_client()
    answers = [client.post("/apply").status_code for _ in range(21)]
    assert answers == [303] * 20 + [429]
    with app.app_context():
        db.engine.dispose()
