"""You said, we did: in every language or not at all, with something behind it, and for everybody to read."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.feedback import replies
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.replies import Reply
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.texts import TextState
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Decision
from partnerhub.people.model import User
from tests.conftest import Browser
from tests.feedback.asking import ask

ENGLISH = {"said-en": "Letters came late.", "did-en": "They come on Mondays.", "theme": "Letters", "behind": ""}
SPANISH = {"said-es": "Las cartas llegaban tarde.", "did-es": "Llegan los lunes."}
ALL = ENGLISH | SPANISH | {"said-ar": "كانت الرسائل تتأخر.", "did-ar": "تصل يوم الاثنين."}


@pytest.fixture
def round_id(app: Flask) -> int:
    with app.test_request_context(), transaction():
        return ask(opens=-30, closes=-20).rounds[-1].id


def path(round_id: int, rest: str) -> str:
    return f"/feedback/rounds/{round_id}/{rest}"


def written(app: Flask, round_id: int) -> list[Reply]:
    with app.app_context():
        return Reply.of(db.session.get_one(Round, round_id))


def code_of(app: Flask, round_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Round, round_id).pulse.code


def test_it_is_published_in_every_language_or_not_at_all(
    app: Flask, round_id: int, as_staff: Browser, as_anyone: Browser
) -> None:
    as_staff.post(path(round_id, "replies"), ENGLISH)
    refused = as_staff.post(path(round_id, "publication"))
    assert refused.status_code == 422
    assert "2 sentences are missing in español." in refused.text
    public = f"/f/{code_of(app, round_id)}"
    assert "Letters came late." not in as_anyone.get(public).text
    (reply,) = written(app, round_id)
    as_staff.post(f"/feedback/replies/{reply.id}", ALL)
    assert as_staff.post(path(round_id, "publication")).status_code == 303
    assert "Letters came late." in as_anyone.get(f"{public}?lang=en").text
    spanish = as_anyone.get(f"{public}?lang=es").text
    assert "Llegan los lunes." in spanish
    assert "Letters came late." not in spanish


def test_it_stands_on_the_thanks_and_is_withdrawn_and_published_again(
    app: Flask, round_id: int, as_staff: Browser, as_anyone: Browser
) -> None:
    thanks = f"/f/{code_of(app, round_id)}/thanks?lang=en"
    as_staff.post(path(round_id, "replies"), ALL)
    as_staff.post(path(round_id, "publication"))
    assert "They come on Mondays." in as_anyone.get(thanks).text
    as_staff.post(path(round_id, "withdrawal"))
    assert "They come on Mondays." not in as_anyone.get(thanks).text
    assert f"/feedback/rounds/{round_id}/publication" in as_staff.get(path(round_id, "reply")).text
    as_staff.post(path(round_id, "publication"))
    assert "They come on Mondays." in as_anyone.get(thanks).text


def test_the_theme_and_what_stands_behind_it_are_for_the_school_only(
    app: Flask, round_id: int, as_staff: Browser, as_anyone: Browser
) -> None:
    with app.app_context():
        decision = db.session.scalars(select(Decision).order_by(Decision.id.desc())).first()
        assert decision
    as_staff.post(path(round_id, "replies"), ALL | {"theme": "Secret theme", "behind": f"d{decision.id}"})
    as_staff.post(path(round_id, "publication"))
    inside = as_staff.get(path(round_id, "reply")).text
    assert "Secret theme" in inside
    assert decision.text in inside
    public = as_anyone.get(f"/f/{code_of(app, round_id)}?lang=en").text
    assert "Secret theme" not in public
    assert decision.text not in public


def test_what_everybody_reads_must_not_lose_a_sentence(app: Flask, round_id: int, as_staff: Browser) -> None:
    as_staff.post(path(round_id, "replies"), ALL)
    as_staff.post(path(round_id, "publication"))
    (reply,) = written(app, round_id)
    refused = as_staff.post(f"/feedback/replies/{reply.id}", ALL | {"did-es": ""})
    assert refused.status_code == 422
    assert "This reply is published: write it in every language." in refused.text
    assert written(app, round_id)[0].did.text_in("es") == "Llegan los lunes."
    assert as_staff.post(path(round_id, "replies"), ENGLISH).status_code == 422


def test_a_translation_is_a_draft_then_checked_then_stale(app: Flask, round_id: int, as_staff: Browser) -> None:
    def state() -> TextState:
        return written(app, round_id)[0].did.state("es")

    as_staff.post(path(round_id, "replies"), ALL)
    one = f"/feedback/replies/{written(app, round_id)[0].id}"
    assert state() == TextState.DRAFT
    as_staff.post(one, ALL | {"checked-es": "y"})
    assert state() == TextState.CHECKED
    as_staff.post(one, ALL)
    assert state() == TextState.CHECKED
    newer = ALL | {"did-en": "They come on Tuesdays."}
    as_staff.post(one, newer)
    assert state() == TextState.STALE
    as_staff.post(one, newer)
    assert state() == TextState.STALE
    assert "changed since" in as_staff.get(path(round_id, "reply")).text
    as_staff.post(one, newer | {"did-es": "Llegan los martes."})
    assert state() == TextState.DRAFT


def test_replies_are_put_in_order_by_buttons(app: Flask, round_id: int, as_staff: Browser) -> None:
    for theme in "ABC":
        as_staff.post(path(round_id, "replies"), ALL | {"theme": theme})
    first, _second, third = written(app, round_id)
    as_staff.post(f"/feedback/replies/{third.id}/rise")
    as_staff.post(f"/feedback/replies/{first.id}/rise")
    assert [one.theme for one in written(app, round_id)] == ["A", "C", "B"]
    as_staff.post(f"/feedback/replies/{first.id}/descent")
    assert [one.theme for one in written(app, round_id)] == ["C", "A", "B"]


def test_one_that_was_deleted_comes_back_from_the_bin(app: Flask, round_id: int, as_staff: Browser) -> None:
    as_staff.post(path(round_id, "replies"), ALL)
    (reply,) = written(app, round_id)
    page = as_staff.htmx.post(f"/feedback/replies/{reply.id}/deletion").text
    assert written(app, round_id) == []
    assert f"/bin/pulse-reply/{reply.id}/return" in page
    as_staff.post(f"/bin/pulse-reply/{reply.id}/return")
    assert len(written(app, round_id)) == 1


def test_an_action_item_is_made_of_it_once(app: Flask, round_id: int, as_staff: Browser) -> None:
    as_staff.post(path(round_id, "replies"), ALL)
    (reply,) = written(app, round_id)
    for _tap in range(2):
        assert as_staff.post(f"/feedback/replies/{reply.id}/action").status_code == 303
    with app.app_context():
        items = db.session.scalars(select(ActionItem).where(ActionItem.text == "They come on Mondays.")).unique().all()
        assert [item.who for item in items] == ["Marcus Webb"]
    page = as_staff.get(path(round_id, "reply")).text
    assert "Make an action item of it" not in page
    assert f"/actions/{items[0].id}/edit" in page


def test_the_trail_says_who_published(app: Flask, round_id: int, as_staff: Browser, as_principal: Browser) -> None:
    as_staff.post(path(round_id, "replies"), ALL)
    as_staff.post(path(round_id, "publication"))
    assert "published the reply to “How is it going?”, round 1" in as_principal.get("/activity").text


def test_a_reply_that_is_due_stands_on_the_landing_page(app: Flask, round_id: int, as_staff: Browser) -> None:
    link = path(round_id, "reply")
    assert link in as_staff.get("/").text
    as_staff.post(path(round_id, "replies"), ALL)
    as_staff.post(path(round_id, "publication"))
    assert link not in as_staff.get("/").text


@pytest.mark.parametrize(("days", "is_due"), [(14, False), (15, True)])
def test_it_is_due_after_as_many_days_as_the_school_has_set(house: Flask, days: int, is_due: bool) -> None:
    asked = ask(opens=-40, closes=-days).rounds[-1]
    assert (asked in replies.waiting(clock.today())) is is_due


def test_nobody_waits_for_a_reply_to_the_round_before(house: Flask) -> None:
    pulse = ask(opens=-60, closes=-50)
    staff, today = User.by_email("staff@demo.example"), clock.today()
    from partnerhub.feedback import publishing

    days = {"opens_on": today - timedelta(days=40), "closes_on": today - timedelta(days=30)}
    publishing.publish(pulse, by=staff, languages=["en"], **days)
    assert [one.number for one in replies.waiting(today) if one.pulse is pulse] == [2]


def test_the_poster_of_the_reply_has_all_languages(app: Flask, round_id: int, as_staff: Browser) -> None:
    assert as_staff.get(path(round_id, "reply/poster")).status_code == 404
    as_staff.post(path(round_id, "replies"), ALL)
    as_staff.post(path(round_id, "publication"))
    page = as_staff.get(path(round_id, "reply/poster")).text
    assert "They come on Mondays." in page
    assert "Llegan los lunes." in page
    assert "They come on Mondays." not in as_staff.get(path(round_id, "reply/poster?lang=es")).text


def test_partners_read_what_was_published_about_them(
    app: Flask, as_partner: Browser, as_viewer: Browser, cast_ids: dict[str, Any]
) -> None:
    for browser in (as_partner, as_viewer):
        page = browser.get(f"/partners/{cast_ids['clinic']}").text
        assert "The first talk took too long." in page
    with app.test_request_context(), transaction():
        about = db.session.scalars(select(Pulse).where(Pulse.audience == "families")).one()
        replies.withdraw(about.rounds[0], by=User.by_email("staff@demo.example"))
    assert "The first talk took too long." not in as_partner.get(f"/partners/{cast_ids['clinic']}").text
