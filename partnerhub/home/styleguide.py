"""A form with every kind of field, for the style guide."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import (
    BooleanField,
    Day,
    Email,
    Form,
    Line,
    Many,
    Number,
    One,
    PasswordField,
    Pick,
    SearchField,
    Telephone,
    Text,
    Upload,
    Website,
)

CHOICES = [("monday", _l("Monday")), ("tuesday", _l("Tuesday")), ("other", _l("Another day"))]


class ExampleForm(Form):
    """Every kind of field."""

    line = Line(_l("Name of the organization"), required=_l("Enter the organization's name."))
    email = Email(_l("E-mail address"))
    phone = Telephone(_l("Telephone"))
    website = Website(_l("Website"))
    password = PasswordField(_l("Password"))
    text = Text(_l("What you offer"), most=500)
    number = Number(_l("How many people"), least=1, most=99)
    day = Day(_l("Valid until"))
    pick = Pick(_l("Day"), choices=CHOICES)
    one = One(_l("When would you come?"), choices=CHOICES)
    many = Many(_l("Which days suit you?"), choices=CHOICES)
    yes = BooleanField(_l("Keep me signed in"))
    upload = Upload(_l("Certificate"))
    search = SearchField(_l("Search"))

    def spoil(self) -> None:
        """Give each field an error, as after a form that has to be mended."""
        for field in self:
            field.errors = [_l("Say here how to mend it.")]
