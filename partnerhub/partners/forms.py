"""Forms about partners and their people."""

from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.db import db
from partnerhub.foundation.forms import BooleanField, Email, Form, Line, One, Pick, Telephone, Text, Website
from partnerhub.partners.details import DETAILS
from partnerhub.partners.model import KINDS, STATES, State
from partnerhub.people.model import User

KIND_CHOICES = [("", _l("Choose a kind")), *((str(kind), label) for kind, label in KINDS.items())]
FIRST_STATES = [(str(state), STATES[state]) for state in (State.ACTIVE, State.ONBOARDING)]


def liaison_choices() -> list[tuple[str, Any]]:
    """The people at the school who can hold a thread."""
    people = db.session.scalars(User.on_the_school_side())
    return [("", _l("Nobody yet")), *((str(person.id), person.name) for person in people)]


class NewPartnerForm(Form):
    """The few things to begin with; all else can come later."""

    name = Line(_l("Name of the organization"), required=_l("Enter the organization's name."))
    kind = Pick(DETAILS["kind"], choices=KIND_CHOICES, required=_l("Choose what kind of organization it is."))
    state = One(
        _l("Where does the partnership stand?"),
        choices=FIRST_STATES,
        required=_l("Say whether it is at work already or still preparing."),
    )
    offers = Text(DETAILS["offers"], most=2000)
    contact = Line(_l("Name of the person you talk to there"))
    contact_email = Email(_l("Their e-mail address"))
    liaison = Pick(_l("Who holds the thread at the school?"), choices=liaison_choices)

    def check_together(self) -> None:
        """An address needs somebody whose it is."""
        if self.contact_email.data and not self.contact.data:
            self.refuse("contact", _l("Enter the name of the person with this address."))


class DetailsForm(Form):
    """Everything that is known of an organization. Used by staff, and by the organization to propose changes."""

    name = Line(DETAILS["name"], required=_l("Enter the organization's name."))
    kind = Pick(DETAILS["kind"], choices=KIND_CHOICES, required=_l("Choose what kind of organization it is."))
    offers = Text(DETAILS["offers"], most=2000)
    serves = Line(DETAILS["serves"], description=_l("For example: grades 6 to 8"))
    times = Line(DETAILS["times"], description=_l("For example: Tuesdays, 9 to 12"))
    place = Line(DETAILS["place"], description=_l("For example: room 12, or by video"))
    languages = Line(DETAILS["languages"], description=_l("For example: English, Spanish"))
    email = Email(DETAILS["email"])
    phone = Telephone(DETAILS["phone"])
    website = Website(DETAILS["website"])
    address = Text(DETAILS["address"], most=500)
    is_on_site = BooleanField(_l("They come to the school"))
    is_telehealth = BooleanField(_l("They meet by video"))
    meets_students_alone = BooleanField(_l("They meet students alone"))

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, empty texts as such."""
        return {name: self[name].data if self[name].data is not None else "" for name in DETAILS}


class NotesForm(DetailsForm):
    """The same with the school's own notes."""

    notes = Text(_l("Notes for the school"), description=_l("The partner does not see these."))


class ReasonForm(Form):
    """Why?"""

    reason = Text(_l("Why?"), required=_l("Say in a few words why."), most=500)


class ContactForm(Form):
    """Somebody who works for a partner."""

    name = Line(_l("Name"), required=_l("Enter the person's name."))
    role = Line(_l("What they do there"))
    email = Email(_l("E-mail address"))
    phone = Telephone(_l("Telephone"))
    is_liaison = BooleanField(_l("Holds the thread with the school"))
    is_on_site = BooleanField(_l("Comes to the school"))


class LiaisonForm(Form):
    """Who at the school holds the thread?"""

    user = Pick(_l("Person at the school"), choices=liaison_choices, required=_l("Choose a person."))
