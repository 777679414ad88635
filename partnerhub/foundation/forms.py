"""Forms: the base form and the fields that every feature uses.

Errors are written as instructions ("Enter the partner's name"). What was typed stays. Text is stripped and
normalized; what cannot be seen is refused, because nobody can mend what they do not see being dropped later.
"""

import re
import unicodedata
from datetime import date, time
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import g, has_request_context
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation, ValidationError

__all__ = [
    "BooleanField",
    "Day",
    "Email",
    "Form",
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
    "ValidationError",
    "Website",
    "matches",
]

UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SHORT = 200
LONG = 5000


class Form(FlaskForm):
    """What every form inherits. The CSRF token is checked at the door, for all forms alike."""

    class Meta(FlaskForm.Meta):
        """No second check, and no token field: the template writes it."""

        csrf = False

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


def tidy(value: Any) -> Any:
    """Strip a text, normalize it (NFC) and its line breaks."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", BREAKS.sub("\n", value)).strip()


def seen(form: Any, field: Any) -> None:
    """Refuse what cannot be seen: control characters come from broken files and from attacks."""
    if isinstance(field.data, str) and UNSEEN.search(field.data):
        raise StopValidation(
            _l("This text has characters that cannot be shown. Please type it here instead of pasting it.")
        )


def one_line(form: Any, field: Any) -> None:
    """Refuse line breaks where there is one line."""
    if isinstance(field.data, str) and "\n" in field.data:
        raise StopValidation(_l("Write this in one line."))


def need(required: Any) -> Any:
    """Required or not, said once for all fields. Blanks alone are as good as nothing."""
    return Optional(strip_whitespace=True) if required is None else DataRequired(message=required)


def _length(most: int) -> Length:
    return Length(max=most, message=_l("Use at most %(max)d characters."))


class Line(StringField):
    """One line of text.

    Args:
        label: what it is called.
        required: the instruction to show where it is empty; None makes it optional.
        most: how many characters at most.
    """

    def __init__(self, label: Any, *, required: Any = None, most: int = SHORT, **more: Any) -> None:
        rules = [need(required), seen, one_line, _length(most), *more.pop("validators", [])]
        self.most = most
        super().__init__(label, rules, filters=[tidy], **more)


class Text(TextAreaField):
    """Several lines of text. Arguments as for Line."""

    def __init__(self, label: Any, *, required: Any = None, most: int = LONG, **more: Any) -> None:
        self.most = most
        super().__init__(
            label, [need(required), seen, _length(most), *more.pop("validators", [])], filters=[tidy], **more
        )


class Email(EmailField):
    """An e-mail address; its domain is not looked up, so that a form works without the internet."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [need(required), seen, _length(254), self.check], filters=[tidy], **more)

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Refuse what cannot be an address, and write it in its normal form."""
        try:
            found = validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            raise ValidationError(_l("Enter an e-mail address like name@example.org.")) from None
        field.data = found.normalized.lower()


class Telephone(TelField):
    """A telephone number as people write it."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [need(required), seen, _length(40), self.check], filters=[tidy], **more)

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Refuse what has too few digits to be called."""
        if sum(letter.isdigit() for letter in field.data) < 3:
            raise ValidationError(_l("Enter a telephone number, like +1 555 010 1234."))


class Website(URLField):
    """A web address; https:// is added where it was left out."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [need(required), seen, one_line, _length(300), self.check], filters=[tidy], **more)

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Allow http and https only: a link of ours must never run a script."""
        address = field.data if "://" in field.data else f"https://{field.data}"
        if not re.fullmatch(r"https?://[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?(/\S*)?", address):
            raise ValidationError(_l("Enter a web address like www.example.org."))
        field.data = address


class Day(DateField):
    """A date. A browser without a date picker gets to type it as 2026-03-31."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [self.exists, need(required), *more.pop("validators", [])], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; `exists` says what is wrong with one that is none."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.raw_data = [typed]
        try:
            self.data = date.fromisoformat(typed) if typed else None
        except ValueError:
            self.data = None

    @staticmethod
    def exists(form: Any, field: Any) -> None:
        """Refuse a date that is not in the calendar, or not in our time."""
        typed = (field.raw_data or [""])[0]
        if typed and field.data is None:
            raise StopValidation(_l("Enter a date that exists, as year-month-day, like 2026-03-31."))
        if field.data and not 1900 <= field.data.year <= 2200:
            raise StopValidation(_l("Enter a year between 1900 and 2200."))


class Hour(TimeField):
    """A time of the day, to the minute. A browser without a picker gets to type it as 15:30."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [self.exists, need(required), *more.pop("validators", [])], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; `exists` says what is wrong with one that is none."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.raw_data = [typed]
        try:
            self.data = time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None) if typed else None
        except ValueError:
            self.data = None

    @staticmethod
    def exists(form: Any, field: Any) -> None:
        """Refuse what is no time of the day."""
        if (field.raw_data or [""])[0] and field.data is None:
            raise StopValidation(_l("Enter a time of the day as hours and minutes, like 15:30."))


class Number(IntegerField):
    """A whole number within bounds."""

    def __init__(self, label: Any, *, least: int, most: int, required: Any = None, **more: Any) -> None:
        self.least, self.most = least, most
        super().__init__(label, [self.within, Optional() if required is None else InputRequired(required)], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; `within` says what is wrong with what is none."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.raw_data = [typed]
        self.data = int(typed) if re.fullmatch(r"-?[0-9]{1,9}", typed) else None

    @staticmethod
    def within(form: Any, field: Any) -> None:
        """Refuse what is no number or out of bounds."""
        typed = (field.raw_data or [""])[0]
        if typed and (field.data is None or not field.least <= field.data <= field.most):
            raise StopValidation(
                _l("Enter a whole number from %(least)d to %(most)d.", least=field.least, most=field.most)
            )


class _Choosing:
    """Choices that may be given as a function, and a plain word for one that is none of them."""

    def pre_validate(self, form: Any) -> None:
        if not self.raw_data:  # type: ignore[attr-defined]
            return  # an answer left out is for `required` to speak of
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise StopValidation(_l("Choose one of the answers in the list.")) from None


class Pick(_Choosing, SelectField):
    """One of a list that folds."""

    def __init__(self, label: Any, *, choices: Any, required: Any = None, **more: Any) -> None:
        super().__init__(label, [need(required)], choices=choices, **more)


class One(_Choosing, RadioField):
    """One of a few answers, all in sight, nothing chosen before."""

    def __init__(self, label: Any, *, choices: Any, required: Any = None, **more: Any) -> None:
        more.setdefault("validate_choice", True)
        super().__init__(label, [need(required)], choices=choices, **more)

    def pre_validate(self, form: Any) -> None:
        """An answer left out is for `required` to speak of."""
        if self.raw_data and self.data not in (None, "", "None"):
            super().pre_validate(form)


class Many(_Choosing, SelectMultipleField):
    """Any number of a few answers, as check boxes."""

    def __init__(self, label: Any, *, choices: Any, required: Any = None, **more: Any) -> None:
        super().__init__(label, [need(required)], choices=choices, **more)


class Upload(FileField):
    """A file. What was sent has been checked and made safe at the gate, before the transaction began."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        self.needed = required
        super().__init__(label, [self.check], **more)

    @property
    def prepared(self) -> Any:
        """The checked file, None where none was sent."""
        sent = g.get("uploads", {}).get(self.name) if has_request_context() else None
        return sent if sent and not sent.problem else None

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Say what is wrong with the file that was sent, or that one is needed."""
        sent = g.get("uploads", {}).get(field.name)
        if sent and sent.problem:
            raise StopValidation(sent.problem)
        if not sent and field.needed is not None:
            raise StopValidation(field.needed)


def matches(other: str, why: Any) -> Any:
    """A rule: this field must equal the other one."""

    def check(form: Any, field: Any) -> None:
        if field.data != form[other].data:
            raise ValidationError(why)

    return check
