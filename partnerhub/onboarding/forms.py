"""The application's steps, one thing a page, and the forms of review."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import Email, Form, Line, Many, One, Telephone, Text, Website
from partnerhub.partners.model import KINDS

WHO = {"organization": _l("An organization"), "person": _l("One person, on my own")}
HOW_OFTEN = {
    "regular": _l("Regularly, for example every week"),
    "sometimes": _l("Now and then"),
    "once": _l("Once, as a visitor"),
}
PLACES = {"on_site": _l("At the school"), "telehealth": _l("By video or telephone (telehealth)")}
MEETS = {
    "none": _l("No, we would not meet students"),
    "together": _l("Yes, always with a school employee in the room"),
    "alone": _l("Yes, also without a school employee"),
}
INSURANCE = {"yes": _l("Yes"), "no": _l("Not yet"), "unsure": _l("I am not sure")}
NO_NAMES = _l("Please do not write the name of any student or family.")


class AboutForm(Form):
    """Who you are."""

    who = One(_l("Who is applying?"), choices=list(WHO.items()), required=_l("Choose who is applying."))
    name = Line(
        _l("Name of your organization, or your own name"),
        required=_l("Enter the name of your organization, or your own name."),
        render_kw={"autocomplete": "organization"},
    )
    website = Website(_l("Website"), render_kw={"autocomplete": "url"})


class KindForm(Form):
    """What sort of organization."""

    kind = One(
        _l("What describes you best?"), choices=list(KINDS.items()), required=_l("Choose what describes you best.")
    )


class OfferForm(Form):
    """What you would do here."""

    offers = Text(
        _l("What would you like to offer?"),
        required=_l("Write what you would like to offer."),
        most=2000,
        description=NO_NAMES,
    )


class ServesForm(Form):
    """For whom."""

    serves = Text(
        _l("Whom is it for?"),
        required=_l("Write whom it is for."),
        most=1000,
        description=_l("For example: students of grades 6 to 8, parents, teachers. No names, please."),
    )


class WhenForm(Form):
    """When and where."""

    how_often = One(_l("How often?"), choices=list(HOW_OFTEN.items()), required=_l("Choose how often."))
    places = Many(_l("Where?"), choices=list(PLACES.items()), required=_l("Choose at least one place."))
    times = Line(_l("Which days and times would suit you?"), description=_l("For example: Wednesdays, 9 to 2."))


class LanguagesForm(Form):
    """Languages."""

    languages = Line(
        _l("Which languages do you work in?"),
        required=_l("Enter at least one language."),
        description=_l("For example: English, Spanish."),
    )


class StudentsForm(Form):
    """Whether you meet students alone: it decides which checks are needed."""

    meets = One(_l("Would you meet students?"), choices=list(MEETS.items()), required=_l("Choose one answer."))


class InsuranceForm(Form):
    """Insurance."""

    insurance = One(
        _l("Do you have liability insurance?"),
        choices=list(INSURANCE.items()),
        required=_l("Choose one answer."),
        description=_l("You need no papers now. We ask for them later, if the school says yes."),
    )
    insurance_note = Line(_l("Anything that we should know about it?"), most=500)


class ContactForm(Form):
    """Whom the school writes to."""

    contact_name = Line(_l("Your name"), required=_l("Enter your name."), render_kw={"autocomplete": "name"})
    contact_role = Line(_l("What you do there"), render_kw={"autocomplete": "organization-title"})
    email = Email(
        _l("E-mail address"),
        required=_l("Enter your e-mail address."),
        description=_l("The school's answer goes there."),
        render_kw={"autocomplete": "email"},
    )
    phone = Telephone(_l("Telephone"), render_kw={"autocomplete": "tel"})


@dataclass(frozen=True)
class Step:
    """One page of the application."""

    title: Any
    form: type[Form]
    lead: Any = None


STEPS = {
    "about": Step(_l("Who are you?"), AboutForm),
    "kind": Step(_l("What kind of organization are you?"), KindForm),
    "offer": Step(_l("What do you offer?"), OfferForm, _l("A few sentences are enough.")),
    "serves": Step(_l("Whom is it for?"), ServesForm),
    "when": Step(_l("When and where?"), WhenForm),
    "languages": Step(_l("Languages"), LanguagesForm),
    "students": Step(
        _l("Will you meet students?"), StudentsForm, _l("Your answer decides which checks are needed. None is wrong.")
    ),
    "insurance": Step(_l("Insurance"), InsuranceForm),
    "contact": Step(_l("How can the school reach you?"), ContactForm),
}


class LetterForm(Form):
    """Send me my link."""

    to = Email(_l("E-mail address"), required=_l("Enter the address to send your link to."))


class AnswerForm(Form):
    """Answer the school's question."""

    answer = Text(_l("Your answer"), required=_l("Write your answer."), most=2000, description=NO_NAMES)


SHORT = {
    "who": _l("Who"),
    "name": _l("Name"),
    "website": _l("Website"),
    "kind": _l("Kind"),
    "offers": _l("Offers"),
    "serves": _l("For"),
    "how_often": _l("How often"),
    "places": _l("Where"),
    "times": _l("Days and times"),
    "languages": _l("Languages"),
    "meets": _l("Meets students"),
    "insurance": _l("Liability insurance"),
    "insurance_note": _l("About the insurance"),
    "contact_name": _l("Contact"),
    "contact_role": _l("Does there"),
    "email": _l("E-mail address"),
    "phone": _l("Telephone"),
}


def for_school(application: Any) -> list[tuple[Any, Any]]:
    """All answers as the school reads them: short labels instead of the questions."""
    return list(
        zip(SHORT.values(), (text for pairs in readable(application).values() for _label, text in pairs), strict=True)
    )


def readable(application: Any) -> dict[str, list[tuple[Any, Any]]]:
    """Every step's answers in words: label and text, for reading them over."""

    def words(field: Any, value: Any) -> Any:
        choices = {one.value: one.label for one in getattr(field, "choices", ())}
        if isinstance(value, list):
            return ", ".join(str(choices.get(one, one)) for one in value)
        return choices.get(value, value)

    def answers(form: Form) -> list[tuple[Any, Any]]:
        return [(field.label.text, words(field, getattr(application, field.name))) for field in form]

    return {name: answers(step.form(formdata=None)) for name, step in STEPS.items()}
