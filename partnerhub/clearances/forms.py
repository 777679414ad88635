"""The forms of clearances."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from partnerhub.clearances.model import Clearance, ClearanceKind
from partnerhub.foundation import clock, files
from partnerhub.foundation.forms import BooleanField, Day, Form, Line, Many, One, Text, Upload

TAKEN = frozenset({files.PDF, "image/jpeg", "image/png"})
ACCEPTED_FILES = ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic"


class ClearanceForm(Form):
    """A clearance. Whose and of which kind is settled before; `kind` decides what may be sent."""

    title = Line(_l("What it is"))
    issued_on = Day(_l("Issued on"), required=_l("Enter the date of issue."))
    expires_on = Day(_l("Valid until"))
    does_not_expire = BooleanField(_l("It does not expire"))
    number = Line(_l("Number on it"), most=80)
    document = Upload(_l("Document"))
    seen_on = Day(_l("Seen on"))
    seen_by = Line(_l("Seen by"), most=120)
    version = HiddenField()

    def set_up(self, kind: ClearanceKind, user: Any, *, has_document: bool = False, version: int = 0) -> None:
        """Fit the form to the kind and the person: what does not concern them is not asked.

        Args:
            has_document: whether one is there already, so that none need be sent.
            version: of the clearance that is changed.
        """
        self.kind, self.user, self.has_document, self.expected = kind, user, has_document, version
        if not kind.is_other:
            del self.title
        if not user.is_staff:
            del self.seen_on
            del self.seen_by

    def check_together(self) -> None:
        """Dates in order, something to prove it, and nobody else was faster."""
        self.check_dates()
        self.check_proof()
        if "title" in self and not self.title.errors and not self.title.data:
            self.refuse("title", _("Say what it is, in a few words."))
        if self.expected and self.version.data != str(self.expected):
            self.form_errors.append(
                _("Somebody else changed this while you were writing. Look at it first, then send yours again.")
            )
            self.version.raw_data, self.version.data = None, str(self.expected)

    def check_dates(self) -> None:
        """An expiry, or none, but never before the issue; nothing was seen tomorrow."""
        issued, expires = self.issued_on, self.expires_on
        if expires.data and self.does_not_expire.data:
            self.refuse("expires_on", _("Either enter a date or say that it does not expire."))
        elif not expires.errors and not expires.data and not self.does_not_expire.data:
            self.refuse("expires_on", _("Enter the last day that it is good, or tick “It does not expire”."))
        elif expires.data and issued.data and expires.data < issued.data:
            self.refuse("expires_on", _("It cannot expire before it was issued. Look at both dates again."))
        if "seen_on" in self and self.seen_on.data and self.seen_on.data > clock.today():
            self.refuse("seen_on", _("This day has not come yet. Enter the day when it was seen."))

    def check_proof(self) -> None:
        """A document of a kind that can be read, or a note of who saw it; no copy of what may not be kept."""
        sent = self.document.prepared
        if sent and not self.kind.is_kept:
            self.refuse("document", _("The school keeps no copy of this. Enter its number and bring it to be seen."))
        elif sent and sent.media_type not in TAKEN:
            self.refuse("document", _("Please send a PDF, or a picture as JPEG, PNG or HEIC."))
        elif not self.kind.is_kept and not self.number.data:
            self.refuse("number", _("Enter the number on it: no copy is kept."))
        elif self.kind.is_kept and not (sent or self.has_document or self.document.errors):
            self.need_document()
        if "seen_on" in self:
            self.need_all_of_a_sighting()

    def need_document(self) -> None:
        """The organization sends a document; staff may say instead that they saw it."""
        if "seen_on" not in self:
            self.refuse("document", _("Choose the document, or take a photo of it."))
        elif not self.seen_on.data and not self.seen_on.errors:
            self.refuse("document", _("Choose the document, or say below who saw it and when."))

    def need_all_of_a_sighting(self) -> None:
        """Seen on, by whom: both or neither, and both where no copy is kept."""
        needed = not self.kind.is_kept or self.seen_on.data or self.seen_by.data
        if needed and not self.seen_on.data and not self.seen_on.errors:
            self.refuse("seen_on", _("Enter the day when it was seen."))
        if needed and not self.seen_by.data and not self.seen_by.errors:
            self.refuse("seen_by", _("Enter who saw it."))

    def fill(self, target: Clearance) -> None:
        """Write what was entered into a clearance, and store the document that came with it."""
        names = {"title", "issued_on", "expires_on", "number", "seen_on", "seen_by"}
        for field in self:
            if field.short_name in names:
                setattr(target, field.short_name, field.data if "_on" in field.short_name else field.data or "")
        if sent := self.document.prepared:
            target.document = files.store(sent)


class AcceptanceForm(Form):
    """Taking a clearance as good; where no copy is kept, when it was seen."""

    seen_on = Day(_l("Seen on"))
    number = Line(_l("Number on it"), most=80)

    def check_together(self) -> None:
        """Nobody saw it tomorrow."""
        if not self.errors and self.seen_on.data and self.seen_on.data > clock.today():
            self.refuse("seen_on", _("This day has not come yet. Enter the day when it was seen."))


class ReturnForm(Form):
    """Returning a clearance with a word why."""

    word = Text(_l("A word why"), required=_l("Say what is missing, so that they can mend it."), most=500)


class RequirementsForm(Form):
    """Which kinds are needed to enter."""

    required = Many(_l("Needed to enter"), choices=list)


class KindForm(Form):
    """A kind of the school's own."""

    title = Line(_l("What it is called"), required=_l("Enter what it is called."), most=100)
    whose = One(
        _l("Whose"),
        choices=[("organization", _l("The organization's")), ("person", _l("Each person's"))],
        required=_l("Choose whose it is."),
    )
    is_required = BooleanField(_l("Needed to enter"))
    no_copy = BooleanField(_l("Keep no copy: only who saw it, when, and its number"))
