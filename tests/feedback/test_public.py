"""The pages of families: in their language, kept by no cookie, and honest about what happens next."""

import pytest
from flask import Flask

from partnerhub.feedback import replies
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.replies import Reply
from partnerhub.feedback.routes.kiosk import kiosk_word
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.texts import Words
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.feedback.asking import asked_in, kept, slowly


def round_of(path: str) -> Round:
    """The only round of a pulse."""
    pulse = Pulse.by_code(path.split("/")[2])
    assert pulse
    return pulse.rounds[0]


@pytest.fixture
def path(app: Flask) -> str:
    return asked_in(app)


def test_it_says_first_who_asks_why_how_long_and_that_it_is_anonymous(as_anyone: Browser, path: str) -> None:
    page = as_anyone.get(path).text
    before = page[: page.index("<form")]
    for said in ("Sample Hill School", "How is it going?", "A test.", "8 questions.", "anonymous", "reads the answers"):
        assert said in before
    assert "around the clock" in page
    assert "988" in page


def test_the_language_follows_the_browser_and_one_tap_switches_it(app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get(path, headers={"Accept-Language": "es-MX,es;q=0.9"}).text
    assert '<html lang="es" dir="ltr">' in page
    assert "How is it going? (es)" in page
    assert '<html lang="en"' in client.get(f"{path}?lang=en", headers={"Accept-Language": "es"}).text


def test_with_scripts_off_the_answers_stay_when_the_language_is_switched(
    app: Flask, as_anyone: Browser, path: str
) -> None:
    form = slowly(app, path, ease="4", more="Estas palabras se quedan.")
    answer = as_anyone.post(path, {**form, "language": "es"})
    assert answer.status_code == 200
    assert '<html lang="es"' in answer.text
    assert 'name="ease" value="4" checked' in answer.text
    assert "Estas palabras se quedan." in answer.text
    assert 'id="summary"' not in answer.text
    assert form["sent_as"] in answer.text
    assert kept(app) == []


def test_no_page_gives_a_cookie_not_even_to_who_is_signed_in(app: Flask, as_staff: Browser, path: str) -> None:
    form = slowly(app, path, knew="yes")
    answers = [as_staff.get(path + rest) for rest in ("", "/thanks", "/privacy", "/contact", "/questions", "?lang=es")]
    answers.append(as_staff.post(path, form))
    answers.append(as_staff.post(path, {}))
    answers.append(as_staff.post(path, slowly(app, path, more="x" * 1_000_000)))
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[]] * len(answers)


def test_the_thanks_say_what_was_received_and_where_the_reply_will_be(as_anyone: Browser, path: str) -> None:
    page = as_anyone.get(f"{path}/thanks").text
    assert "Thank you. We have your answers." in page
    assert "what the school heard and what it does will stand on this page" in page
    assert f"/f/{path[3:]}" in page


def test_a_published_reply_stands_on_the_thanks_and_on_the_closed_page(app: Flask, as_anyone: Browser) -> None:
    path = asked_in(app, opens=-9, closes=-1)
    with app.test_request_context(), transaction():
        asked = round_of(path)
        said = Words.begin("en", "Too late.").written("es", "Muy tarde.").written("ar", "متأخر جدا.")
        did = Words.begin("en", "Earlier now.").written("es", "Ahora antes.").written("ar", "الآن أبكر.")
        db.session.add(Reply(round_id=asked.id, said=said, did=did))
    assert "Too late." not in as_anyone.get(path).text
    with app.test_request_context(), transaction():
        replies.publish(round_of(path), by=User.by_email("staff@demo.example"))
    assert "Earlier now." in as_anyone.get(path).text
    assert "Earlier now." in as_anyone.get(f"{path}/thanks").text
    assert "Muy tarde." in as_anyone.get(f"{path}?lang=es").text
    assert "Earlier now." not in as_anyone.get(f"{path}?lang=es").text


def test_a_reply_is_not_published_while_a_language_lacks_a_sentence(app: Flask) -> None:
    path = asked_in(app, opens=-9, closes=-1)
    with app.test_request_context(), transaction():
        asked, words = round_of(path), Words.begin("en", "Only in English.")
        db.session.add(Reply(round_id=asked.id, said=words, did=words))
        db.session.flush()
        assert replies.lacking(asked) == {"es": 2, "ar": 2}
        with pytest.raises(ValueError, match="cannot be published"):
            replies.publish(asked, by=User.by_email("staff@demo.example"))


def test_a_wish_to_be_contacted_is_kept_once_and_apart(app: Flask, as_anyone: Browser, path: str) -> None:
    form = {"name": "Ana Cruz", "reach": "555 010 1234", "about": "", "sent_as": "one", "lang": "es"}
    assert [as_anyone.post(f"{path}/contact", form).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        (wish,) = db.session.query(ContactRequest).filter_by(name="Ana Cruz")
        assert (wish.reach, wish.language) == ("555 010 1234", "es")
    assert kept(app) == []


def test_a_wish_without_a_way_to_reach_them_is_asked_for_it(as_anyone: Browser, path: str) -> None:
    answer = as_anyone.post(f"{path}/contact", {"name": "Ana Cruz", "about": "It stays."})
    assert answer.status_code == 422
    assert "Enter how we can reach you." in answer.text
    assert "It stays." in answer.text


def test_nobody_is_offered_contact_while_nobody_would_read_it(app: Flask, as_anyone: Browser, path: str) -> None:
    assert "Please contact me" in as_anyone.get(f"{path}/thanks").text
    with app.test_request_context(), transaction():
        FeedbackRules.of_school().change(by=User.by_email("principal@demo.example"), safeguarding_id=None)
    assert "Please contact me" not in as_anyone.get(f"{path}/thanks").text
    assert as_anyone.get(f"{path}/contact").status_code == 404


def test_the_tablet_at_the_door_has_no_way_out_and_says_how_answers_came(
    app: Flask, as_anyone: Browser, path: str
) -> None:
    with app.test_request_context():
        kiosk = f"{path}/kiosk/{kiosk_word(round_of(path).pulse)}"
    assert "href=" not in as_anyone.get(kiosk).text.split("<body", 1)[1]
    answer = as_anyone.post(kiosk, slowly(app, path, knew="yes"))
    assert answer.headers["Location"].startswith(f"{kiosk}/thanks")
    assert [response.channel for response in kept(app)] == ["kiosk"]
    assert f'content="10;url={kiosk}"' in as_anyone.get(f"{kiosk}/thanks").text
    assert as_anyone.get(f"{path}/kiosk/forged").status_code == 404


def test_the_privacy_page_says_what_the_settings_are(app: Flask, as_anyone: Browser, path: str) -> None:
    page = as_anyone.get(f"{path}/privacy").text
    assert "Fewer than 5 answers" in page
    with app.test_request_context(), transaction():
        rules = FeedbackRules.of_school()
        rules.change(by=User.by_email("principal@demo.example"), public_threshold=25, contact_days=7)
    page = as_anyone.get(f"{path}/privacy").text
    assert "fewer than 25 answers" in page
    assert "7 days after it was answered" in page
