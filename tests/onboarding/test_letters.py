"""Every letter about an application is in the applicant's language, and says what is next."""

import re
from typing import Any

import pytest

from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.onboarding import checklist, invitations, letters
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.model import Application
from partnerhub.people.model import User
from tests.onboarding.test_model import sent, staff


def accepted(application: Application) -> None:
    partner = application.accept(by=staff(), seen=application.version)
    checklist.begin(partner, "whole", "US", by=staff())
    letters.accept(application, is_invited=invitations.offer(application, partner, by=staff()))


def declined(application: Application) -> None:
    application.decline("No room.", by=staff(), seen=application.version)
    letters.decline(application)


LETTERS: dict[str, Any] = {
    "link": lambda application: letters.send_link(application, "ada@aster.example"),
    "received": letters.tell_received,
    "question": lambda application: letters.ask(application, "When?"),
    "accepted": accepted,
    "declined": declined,
    "reminder": letters.remind,
}
NEXT = {
    "link": "It works until",
    "received": "where it stands",
    "question": "answer here",
    "accepted": "what is needed next",
    "declined": "welcome to apply again",
    "reminder": "Go on here",
}


def mails(to: str = "ada@aster.example") -> list[Mail]:
    db.session.flush()
    return db.session.query(Mail).filter_by(to=to).order_by(Mail.id).all()


def applicant(name: str, language: str) -> Application:
    application = sent()
    application.language = language
    if name in ("link", "reminder"):
        application.ends_at = application.sent_at
    return application


@pytest.mark.parametrize("name", LETTERS)
def test_it_says_what_is_next_with_a_link(house: Any, name: str) -> None:
    LETTERS[name](applicant(name, "en"))
    assert any(NEXT[name] in mail.text for mail in mails())
    assert all(mail.link in mail.text or "/apply" in mail.text for mail in mails())


@pytest.mark.parametrize("name", ["link", "reminder", "accepted"])
def test_its_dates_are_written_as_the_applicants_language_does(house: Any, name: str) -> None:
    """No language is translated here; the dates show in which one a letter was written, the invitation too."""
    LETTERS[name](applicant(name, "de"))
    assert any(re.search(r"\b\d\d\.\d\d\.20\d\d\b", mail.text) for mail in mails())


def test_whoever_has_an_account_is_told_to_sign_in(house: Any) -> None:
    application = sent()
    application.email = "viewer@demo.example"
    accepted(application)
    (letter,) = mails("viewer@demo.example")
    assert "Sign in with the account that you have" in letter.text


def test_a_partners_people_are_told_what_is_next(house: Any) -> None:
    person = db.session.query(User).filter_by(email="partner@demo.example").one()
    item = db.session.query(Item).filter_by(partner_id=person.partner_id, by_partner=True).first()
    item.why = "No date."
    for write in (letters.give_back, letters.ask_for_more):
        write(item)
    letters.welcome(item.partner)
    returned, more, welcome = (mail.text for mail in mails("partner@demo.example"))
    assert "No date." in returned
    assert "mend it here" in returned
    assert "Send it in here" in more
    assert "Your pages stay open" in welcome
