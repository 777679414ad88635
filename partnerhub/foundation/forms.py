"""Forms: the base form, and the fields that every feature uses, under one roof.

The fields live in fields.py (typed) and choices.py (chosen); features import them from here.
"""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SearchField
from wtforms.validators import ValidationError

from partnerhub.foundation import checks
from partnerhub.foundation.choices import Many, One, Pick, Upload, Uploads
from partnerhub.foundation.fields import Day, Email, Hour, Line, Number, Telephone, Text, Website

__all__ = [
    "BooleanField",
    "Day",
    "Email",
    "Form",
    "Hour",
    "Line",
    "Many",
    "Number",
    "One",
    "PasswordField",
    "Pick",
    "SearchField",
    "Telephone",
    "Text",
    "Upload",
    "Uploads",
    "ValidationError",
    "Website",
    "matches",
]


class Form(FlaskForm):
    """What every form inherits. The CSRF token is checked at the door, for all forms alike."""

    class Meta(FlaskForm.Meta):
        """No second check, and no token field: the template writes it."""

        csrf = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is well. What looks at several fields at once belongs into `check_together`."""
        super().validate(extra_validators)
        self.check_together()
        checks.answer(self)
        return not self.errors

    def check_together(self) -> None:
        """The rules that look at several fields, after those of each field; they `refuse`."""

    def fill(self, target: Any) -> None:
        """Write the fields into an object's attributes of the same names."""
        self.populate_obj(target)

    def refuse(self, field: str, why: Any) -> None:
        """Add an error that only the model could find."""
        self[field].errors = [*self[field].errors, why]

    @property
    def typed(self) -> dict[str, Any]:
        """What was entered, by field name."""
        return dict(self.data)


def matches(other: str, why: Any) -> Any:
    """A rule: this field must equal the other one."""

    def check(form: Any, field: Any) -> None:
        if field.data != form[other].data:
            raise ValidationError(why)

    return check
