"""What an accepted application becomes: an organization of the directory, with somebody to talk to on both sides."""

from typing import Any

from partnerhub.foundation.db import db
from partnerhub.onboarding.answers import Answers
from partnerhub.partners.model import Contact, Kind, Liaison, Partner, State

AS_ANSWERED = ("name", "offers", "serves", "times", "languages", "email", "phone", "website")


def partner_from(answers: Answers) -> Partner:
    """A new organization, as it described itself."""
    partner = Partner(
        kind=answers.kind or Kind.OTHER,
        state=State.APPLYING,
        is_telehealth="telehealth" in answers.places,
        is_on_site="on_site" in answers.places,
        meets_students_alone=answers.meets == "alone",
        **{field: getattr(answers, field) for field in AS_ANSWERED},
    )
    db.session.add(partner)
    return partner


def introduce(answers: Answers, partner: Partner, by: Any) -> None:
    """Make whoever wrote the application its contact, and `by` its liaison where it has none."""
    if answers.email not in {contact.email for contact in partner.contacts}:
        contact = Contact(
            name=answers.contact_name,
            role=answers.contact_role,
            email=answers.email,
            phone=answers.phone,
            is_liaison=True,
        )
        partner.contacts.append(contact)
    if not partner.liaisons:
        partner.liaisons.append(Liaison(user=by))
