"""The forms of the school: decisions on applications, the checklist, and the school's own lists."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.foundation.files import PDF
from partnerhub.foundation.forms import BooleanField, Form, Line, One, Pick, Text, Upload, ValidationError
from partnerhub.onboarding.defaults import SITUATIONS
from partnerhub.onboarding.forms import NO_NAMES
from partnerhub.onboarding.lists import kinds
from partnerhub.partners.model import Partner, State


class QuestionForm(Form):
    """Ask the applicant."""

    question = Text(
        _l("Your question"),
        required=_l("Write your question."),
        most=2000,
        description=_l("It is mailed to the applicant, with a link to answer."),
    )


class RefusalForm(Form):
    """Say no, kindly."""

    reason = Text(
        _l("Why not?"),
        required=_l("Write why. It is mailed to the applicant."),
        most=2000,
        description=_l("This is mailed to the applicant word for word."),
    )


class AcceptanceForm(Form):
    """Say yes."""

    situation = Pick(_l("Checklist"), choices=list(SITUATIONS.items()), required=_l("Choose a checklist."))
    partner = Pick(_l("Organization"), choices=lambda: known_partners(), required=_l("Choose an organization."))


class BeginForm(Form):
    """Begin onboarding by hand."""

    situation = Pick(_l("Checklist"), choices=list(SITUATIONS.items()), required=_l("Choose a checklist."))


class SendInForm(Form):
    """Hand in one thing of the checklist."""

    text = Text(_l("Your answer"), most=5000, description=NO_NAMES)
    file = Upload(_l("File"), description=_l("PDF, or a photo of the page. Up to 10 MB."))

    def validate_file(self, field: Any) -> None:
        """Papers and pictures only."""
        if field.prepared and not (field.prepared.media_type == PDF or field.prepared.media_type.startswith("image/")):
            raise ValidationError(_l("Choose a PDF or a picture (JPEG, PNG, HEIC)."))

    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text.data and self.file.prepared is None


class ReturnForm(Form):
    """Return what was sent in."""

    why = Text(
        _l("What is missing?"),
        required=_l("Write what is missing, so that they can mend it."),
        most=1000,
        description=_l("This is mailed to the partner."),
    )


class WaiverForm(Form):
    """Go on without it."""

    reason = Text(
        _l("Why can it be left out?"),
        required=_l("Write why it can be left out."),
        most=1000,
        description=_l("The reason stays in the history, with your name."),
    )


class EntryForm(Form):
    """One thing that the school asks of its partners."""

    title = Line(_l("What is asked"), required=_l("Enter what is asked."))
    help = Text(_l("A line of help"), most=1000)
    by_partner = One(
        _l("Who does it?"),
        choices=[("yes", _l("The partner")), ("no", _l("The school"))],
        required=_l("Choose who does it."),
    )
    is_required = BooleanField(_l("Required before the first day"))
    clearance = Pick(_l("Kind of clearance that proves it"), choices=lambda: clearance_kinds())

    @classmethod
    def blank(cls) -> "EntryForm":
        """For a new one: as most are."""
        return cls(formdata=None, is_required=True, by_partner="yes")

    @property
    def entry(self) -> dict[str, Any]:
        """As the list keeps it."""
        return {
            "title": self.title.data,
            "help": self.help.data or "",
            "by_partner": self.by_partner.data == "yes",
            "is_required": self.is_required.data,
            "clearance": self.clearance.data or None,
        }


def known_partners() -> list[Any]:
    """A new organization, or one of those that the school knows and that are not partners now."""
    idle = select(Partner).where(Partner.state.in_([State.APPLYING, State.ENDED]), Partner.merged_into_id.is_(None))
    known = [(str(one.id), one.name, {"dir": "auto"}) for one in db.session.scalars(idle.order_by(Partner.name))]
    return [("new", _l("A new one")), *known]


def clearance_kinds() -> list[tuple[str, Any]]:
    """The kinds of clearance."""
    return [("", _l("None")), *((name, kind.label) for name, kind in kinds().items())]
