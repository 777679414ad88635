"""The fields that are chosen: one or many answers of a list, and a file."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import g, has_request_context
from flask_babel import lazy_gettext as _l
from wtforms import FileField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import StopValidation, ValidationError

from partnerhub.foundation.fields import need

WTFORMS: Any = SelectField
Choices = Iterable[tuple[Any, Any] | SelectChoice]


def options(given: Choices | None) -> list[SelectChoice]:
    """Pairs of a value and its label as WTForms wants them."""
    return [one if isinstance(one, SelectChoice) else SelectChoice(*one) for one in given or ()]


class _Choosing:
    """Choices as pairs, or a function that gives them, and a plain word for one that is none of them."""

    def __init__(self, *args: Any, choices: Choices | Callable[[], Choices], **more: Any) -> None:
        given = (lambda: options(choices())) if callable(choices) else options(choices)
        super().__init__(*args, choices=given, **more)  # type: ignore[call-arg]

    @property
    def choices(self) -> Any:
        """What can be chosen."""
        return super().choices  # type: ignore[misc]

    @choices.setter
    def choices(self, given: Choices) -> None:
        WTFORMS.choices.fset(self, options(given))

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
    def sent(self) -> list[Any]:
        """The files as they came, the good and the bad."""
        found: list[Any] = g.get("uploads", {}).get(self.name, []) if has_request_context() else []
        return found

    @property
    def prepared(self) -> Any:
        """The checked file, None where none was sent."""
        return next((sent for sent in self.sent if not sent.problem), None)

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Say what is wrong with the first file that cannot be taken, or that one is needed."""
        for sent in field.sent:
            if sent.problem:
                raise StopValidation(sent.problem)
        if not field.sent and field.needed is not None:
            raise StopValidation(field.needed)


class Uploads(Upload):
    """Several files at once. Of several, the message names the one that cannot be taken."""

    @property
    def prepared_all(self) -> list[Any]:
        """The checked files."""
        return [sent for sent in self.sent if not sent.problem]

    @staticmethod
    def check(form: Any, field: Any) -> None:
        """Say which file cannot be taken, and why."""
        for sent in field.sent:
            if sent.problem:
                raise StopValidation(_l("%(name)s: %(problem)s", name=sent.name, problem=sent.problem))
        Upload.check(form, field)
