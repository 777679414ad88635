"""Applications: the rules, without pages."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding import letters
from partnerhub.onboarding.defaults import Situation
from partnerhub.onboarding.model import STEPS, Application, Link, State, TooLate, Unfinished
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.onboarding.answers import PAGES


def staff() -> User:
    return db.session.query(User).filter_by(email="staff@demo.example").one()


def written(**changes: Any) -> Application:
    application, _token = Application.begin()
    for step in STEPS:
        application.save_step(step, {**PAGES[step], **{k: v for k, v in changes.items() if k in PAGES[step]}})
    return application


def sent(**changes: Any) -> Application:
    application = written(**changes)
    application.send()
    return application


def test_the_token_is_stored_as_a_hash_only(house: Any) -> None:
    application, token = Application.begin()
    assert Application.by_token(token) is application
    assert token not in [link.hash for link in application.links]
    assert Application.by_token("no such") is None


def test_an_unfinished_one_cannot_be_sent(house: Any) -> None:
    application, _token = Application.begin()
    application.save_step("kind", PAGES["kind"])
    with pytest.raises(Unfinished):
        application.send()
    assert application.is_writing


def test_sent_twice_it_is_there_once(house: Any) -> None:
    application = sent()
    version = application.version
    application.send()
    assert (application.version, application.state) == (version, State.WAITING)


def test_what_was_sent_is_not_changed_any_more(house: Any) -> None:
    with pytest.raises(TooLate):
        sent().save_step("kind", {"kind": "faith"})


def test_the_school_does_not_see_what_is_still_being_written(house: Any) -> None:
    application = written()
    seen = db.session.scalars(Application.visible_to(staff())).all()
    assert application not in seen


def test_a_partners_person_sees_no_application(house: Any) -> None:
    partner = db.session.query(User).filter_by(email="partner@demo.example").one()
    assert db.session.scalars(Application.visible_to(partner)).all() == []


def test_accepting_makes_a_partner_with_its_contact_and_a_liaison(house: Any) -> None:
    application = sent()
    partner = application.accept(by=staff(), seen=application.version)
    assert (partner.name, partner.state, partner.kind) == ("Aster Center", "applying", "health_care")
    assert partner.is_telehealth
    assert partner.is_on_site
    assert partner.meets_students_alone
    assert [(c.name, c.is_liaison) for c in partner.contacts] == [("Ada Quill", True)]
    assert [liaison.user for liaison in partner.liaisons] == [staff()]


def test_an_organization_that_is_known_is_not_made_twice(house: Any) -> None:
    known = db.session.scalars(select(Partner).where(Partner.state == "applying")).first()
    before = db.session.scalar(select(func.count(Partner.id)))
    application = sent()
    assert application.accept(by=staff(), seen=application.version, partner=known) is known
    assert db.session.scalar(select(func.count(Partner.id))) == before
    assert "ada@aster.example" in [contact.email for contact in known.contacts]


@pytest.mark.parametrize("first", ["accept", "decline", "ask"])
@pytest.mark.parametrize("second", ["accept", "decline", "ask"])
def test_whoever_is_second_is_too_late(house: Any, first: str, second: str) -> None:
    application = sent()
    seen = application.version

    def do(what: str) -> None:
        words = {} if what == "accept" else {"reason" if what == "decline" else "text": "Because."}
        getattr(application, what)(**words, by=staff(), seen=seen)

    do(first)
    state = application.state
    with pytest.raises(TooLate):
        do(second)
    assert application.state == state


def test_an_answer_makes_it_wait_again(house: Any) -> None:
    application = sent()
    application.ask("Which days?", by=staff(), seen=application.version)
    assert application.state == State.ASKED
    application.answer("Mondays.")
    assert (application.state, application.questions[0].answer) == (State.WAITING, "Mondays.")
    with pytest.raises(TooLate):
        application.answer("Tuesdays.")


def test_the_trail_tells_the_story_without_the_reason(house: Any) -> None:
    application = sent()
    application.decline("Secret words", by=staff(), seen=application.version)
    db.session.flush()
    events = db.session.scalars(audit.Event.of(application)).all()
    assert [event.kind for event in events] == ["application.declined", "application.sent"]
    assert "Secret" not in str([event.details for event in events])


@pytest.mark.parametrize(
    ("answers", "situation"),
    [
        ({}, Situation.WHOLE),
        ({"who": "person"}, Situation.VOLUNTEER),
        ({"places": ["telehealth"]}, Situation.TELEHEALTH),
        ({"meets": "none"}, Situation.NO_CONTACT),
        ({"how_often": "once", "meets": "together"}, Situation.VISITOR),
        ({"how_often": "once", "meets": "alone"}, Situation.WHOLE),
    ],
)
def test_the_checklist_that_fits_follows_from_the_answers(
    house: Any, answers: dict[str, Any], situation: Situation
) -> None:
    assert sent(**answers).situation == situation


def days_later(days: float) -> Any:
    return clock.stopped_at(clock.now() + timedelta(days=days))


def reminders() -> list[str]:
    return list(db.session.scalars(select(Mail.to).where(Mail.subject == "Your application is not sent yet")))


def test_the_reminder_is_written_once_three_days_before_the_end(house: Any) -> None:
    written()
    with days_later(26):
        letters.remind_before_the_end()
    assert reminders() == []
    for night in (27.5, 28.5):
        with days_later(night):
            letters.remind_before_the_end()
    assert reminders() == ["ada@aster.example"]


def test_a_reminder_carries_a_link_that_works(house: Any) -> None:
    application = written()
    with days_later(28):
        letters.remind_before_the_end()
    link = db.session.scalar(select(Mail.link).where(Mail.subject == "Your application is not sent yet"))
    assert Application.by_token(link.rpartition("/")[2]) is application


def test_an_unfinished_one_is_forgotten_after_thirty_days_with_its_links(house: Any) -> None:
    unfinished, waiting = written().id, sent().id
    with days_later(29):
        letters.forget_old()
    assert db.session.get(Application, unfinished)
    db.session.expire_all()
    with days_later(31):
        letters.forget_old()
    assert db.session.scalar(select(Application.id).where(Application.id == unfinished)) is None
    assert db.session.scalar(select(func.count()).where(Link.application_id == unfinished)) == 0
    assert db.session.scalar(select(Application.id).where(Application.id == waiting)) == waiting


def test_a_machines_one_does_not_wait_with_the_others(house: Any) -> None:
    application = written()
    application.send(aside=True)
    db.session.flush()
    assert application not in db.session.scalars(Application.waiting()).all()
    application.take_back_in(by=staff())
    db.session.flush()
    assert application in db.session.scalars(Application.waiting()).all()
