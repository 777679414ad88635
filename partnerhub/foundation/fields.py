"""The fields that are typed into: text, addresses, dates, numbers.

Errors are written as instructions ("Enter the partner's name"). What was typed stays. Text is stripped and
normalized; what cannot be seen is refused, because nobody can mend what they do not see being dropped later.
"""

import re
import unicodedata
from datetime import date, time
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, IntegerField, StringField, TelField, TextAreaField, TimeField, URLField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation, ValidationError

INVISIBLE = ("Cf", "Zs", "Zl", "Zp")  # the zero-width ones, and spaces
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
SHORT = 200
LONG = 5000


def tidy(value: Any) -> Any:
    """Strip a text, normalize it (NFC) and its line breaks. One of which nothing can be seen is empty."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", BREAKS.sub("\n", value)).strip()
    return text if any(unicodedata.category(letter) not in INVISIBLE for letter in text) else ""


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


HOUR = re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(:[0-9]{2}(\.[0-9]+)?)?")


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
    """A time of the day, to the minute. A browser without a picker gets to type it, as 15:30 or 15.30."""

    def __init__(self, label: Any, *, required: Any = None, **more: Any) -> None:
        super().__init__(label, [self.exists, need(required), *more.pop("validators", [])], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; `exists` says what is wrong with one that is none."""
        typed = (valuelist[0] if valuelist else "").strip()
        self.raw_data, self.data = [typed], None
        found = HOUR.fullmatch(typed)
        if found and int(found["hour"]) < 24 and int(found["minute"]) < 60:
            self.data = time(int(found["hour"]), int(found["minute"]))

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
