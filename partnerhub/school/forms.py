"""Forms about the school."""

from typing import Any, Self

from flask_babel import Locale
from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from partnerhub.foundation.formats import languages
from partnerhub.foundation.forms import BooleanField, Form, Line, Many, Number, Pick, Text, Upload
from partnerhub.school.model import COUNTRIES, LEAST_THRESHOLD, timezone_choices

MONTHS = [
    _l("January"),
    _l("February"),
    _l("March"),
    _l("April"),
    _l("May"),
    _l("June"),
    _l("July"),
    _l("August"),
    _l("September"),
    _l("October"),
    _l("November"),
    _l("December"),
]


class SchoolForm(Form):
    """What the principal says about the school."""

    name = Line(_l("Name of the school"), required=_l("Enter the name of the school."), most=120)
    country = Pick(_l("Country"), choices=list(COUNTRIES.items()), required=_l("Choose one from the list."))
    timezone = Pick(
        _l("Time zone"), choices=[], required=_l("Choose one from the list."), render_kw={"translate": "no"}
    )
    year_begins = Pick(
        _l("The school year begins in"),
        choices=[(n, name) for n, name in enumerate(MONTHS, 1)],
        coerce=int,
        required=_l("Choose one from the list."),
    )
    language = Pick(_l("Main language"), choices=[], render_kw={"translate": "no"})
    languages = Many(_l("Languages that pages are offered in"), choices=[])
    crisis_lines = Text(
        _l("Crisis lines"),
        most=500,
        description=_l(
            "Shown on every public form, one line each: who it is and how to reach them. "
            "The usual lines are shown in each reader's language, your own as you write them."
        ),
    )
    threshold = Number(
        _l("Fewest answers to show"),
        least=LEAST_THRESHOLD,
        most=50,
        required=_l("Enter a number."),
        description=_l("Groups with fewer answers stay hidden, so that nobody can be recognized. Never below 3."),
    )

    correction_days = Number(
        _l("Days in which minutes can be corrected"),
        least=0,
        most=90,
        required=_l("Enter a number."),
        description=_l("So long after minutes went out, those who were there can propose a correction."),
    )

    needs_second_factor = BooleanField(
        _l("The principal and the staff need a second factor"),
        description=_l(
            "A code from an app on their own phone, besides the password. Who has none sets it up at the next sign-in."
        ),
    )

    @classmethod
    def of(cls, school: Any) -> Self:
        """The form, filled in from the school, with the time zones and languages that there are."""
        form = cls(obj=school)
        zones = timezone_choices()
        own = [] if school.timezone in dict(zones) else [(school.timezone, school.timezone)]
        form.timezone.choices = [*own, *zones]
        named = [(code, Locale.parse(code).get_display_name(code) or code) for code in languages()]
        form.language.choices = form.languages.choices = named
        return form


class LogoForm(Form):
    """The school's picture."""

    logo = Upload(
        _l("Logo"),
        required=_l("Choose a picture."),
        description=_l("JPEG, PNG or HEIC. It is made small, and nothing else of the file is kept."),
    )

    def validate_logo(self, field: Any) -> None:
        """Take pictures only."""
        if field.prepared and not field.prepared.media_type.startswith("image/"):
            raise StopValidation(_l("Choose a picture: JPEG, PNG or HEIC."))
