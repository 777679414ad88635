"""The forms of how long things are kept, and of whom to look up."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import BooleanField, Email, Form, Number
from partnerhub.foundation.keeping import Kept, Unit, everything

UNITS = {Unit.DAYS: _l("days"), Unit.MONTHS: _l("months")}


class KeepingForm(Form):
    """A number for each kind of thing that the school may change. `made` adds their fields."""

    @classmethod
    def made(cls, **more: Any) -> Self:
        """The form with all its fields, filled in with what holds."""
        kinds = [kept for kept in everything() if kept.is_changeable]
        form: Any = type("KeepingForm", (cls,), {kept.key: field_of(kept) for kept in kinds})
        filled: Self = form(data={kept.key: kept.holds() for kept in kinds}, **more)
        return filled

    @property
    def numbers(self) -> dict[str, int]:
        """What was chosen, by the kind's key."""
        return {name: value for name, value in self.data.items() if isinstance(value, int)}


def field_of(kept: Kept) -> Number:
    """The field of one kind."""
    usual = _l("%(since)s %(why)s Usual: %(number)d.", since=kept.since, why=kept.why, number=kept.number)
    label = _l("%(what)s (%(unit)s)", what=kept.what, unit=UNITS[kept.unit])
    return Number(label, least=kept.least or 0, most=kept.most or 0, required=_l("Enter a number."), description=usual)


class AddressForm(Form):
    """Whom to look up."""

    email = Email(_l("E-mail address"), required=_l("Enter an e-mail address."))


class ErasureForm(Form):
    """That it is meant."""

    is_sure = BooleanField(_l("Erase this for good. It cannot be brought back."))

    def validate_is_sure(self, field: Any) -> None:
        """Ask for the check mark: there is no undo."""
        if not field.data:
            field.errors = [_("Check this box if you are sure.")]
