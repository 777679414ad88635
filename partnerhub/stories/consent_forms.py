"""The forms about who is in a story, and what they agreed to."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.foundation import clock, files
from partnerhub.foundation.forms import BooleanField, Day, Form, Line, Many, One, Text, Upload
from partnerhub.school.context import current_school
from partnerhub.stories.consent_rules import Giver
from partnerhub.stories.portrayed import CHANNELS, GIVERS, HOW, USES, Portrayed

TAKEN = frozenset({files.PDF, "image/jpeg", "image/png"})


class PersonForm(Form):
    """Somebody who is in a story."""

    label = Line(
        _l("How we call them here"),
        required=_l("Enter how you call them here."),
        most=120,
        description=_l("For a child, no full name: “the girl with the watering can” is enough."),
    )
    age = One(
        _l("Who is it?"),
        choices=[("adult", _l("An adult")), ("child", _l("A child"))],
        required=_l("Choose one."),
    )
    in_words = BooleanField(_l("They are quoted or told of"))
    is_helped = BooleanField(_l("It says, or lets guess, that they received help"))
    is_named = BooleanField(_l("Their name stands in it"))
    recognizable = One(
        _l("For a child: could a neighbor recognize them, although no name is there?"),
        choices=[("no", _l("No")), ("yes", _l("Yes, or perhaps"))],
        description=_l("Think of small groups: the only one of a class, of a language, with a wheelchair."),
    )

    @classmethod
    def of(cls, person: Portrayed) -> Self:
        """The form, filled in from somebody who is there."""
        answers = {True: "yes", False: "no", None: None}
        age = "child" if person.is_child else "adult"
        return cls(formdata=None, obj=person, age=age, recognizable=answers[person.recognizable])

    def check_together(self) -> None:
        """The question about neighbors is asked for each child without a name."""
        if not self.errors and self.age.data == "child" and not self.is_named.data and not self.recognizable.data:
            self.refuse("recognizable", _l("Answer this for a child."))

    @property
    def entered(self) -> dict[str, Any]:
        """What was entered, as somebody in a story has it. Who was helped is told of."""
        is_child = self.age.data == "child"
        answer = {"yes": True, "no": False}.get(self.recognizable.data or "") if is_child else None
        return {
            "label": self.label.data,
            "is_child": is_child,
            "in_words": self.in_words.data or self.is_helped.data,
            "is_helped": self.is_helped.data,
            "is_named": self.is_named.data,
            "recognizable": answer,
        }


class OfLedgerForm(Form):
    """Who says it, of what, for where."""

    giver = One(_l("Who says so?"), choices=list, required=_l("Choose who says so."))
    uses = Many(_l("What is it about?"), choices=list(USES.items()), required=_l("Choose at least one."))
    channels = Many(_l("For where?"), choices=list(CHANNELS.items()), required=_l("Choose at least one."))

    def set_up(self, person: Portrayed) -> None:
        """Offer those whose yes is needed: for a child a guardian, and the child."""
        labels = {**GIVERS, Giver.SELF: _l("The child")} if person.is_child else GIVERS
        self.giver.choices = [(giver, labels[giver]) for giver in person.givers]


class ConsentForm(OfLedgerForm):
    """A consent: on a signed form, or signed here."""

    until = Day(_l("Good until"), required=_l("Enter the last day that it is good."))
    how = One(_l("How was it given?"), choices=list(HOW.items()), required=_l("Choose how it was given."))
    document = Upload(_l("The signed form"), description=_l("A scan or a photo of it, for a signed form only."))
    given_on = Day(_l("Signed on"), required=_l("Enter the day when it was signed."))
    signed_by = Line(
        _l("Name of whoever signs"),
        required=_l("Enter the name of whoever signs."),
        most=120,
        description=_l("Typing it here is the signature. A child may write their first name or initials."),
    )

    @classmethod
    def begin(cls, person: Portrayed, giver: str | None) -> Self:
        """An empty one, good until the end of the school year."""
        today, school = clock.today(), current_school()
        form = cls(formdata=None, given_on=today, giver=giver, how="tablet", channels=["website"])
        form.until.data = school.year_of(today)[1] if school else None
        form.set_up(person)
        return form

    def check_together(self) -> None:
        """Days in order, and a form where it is said that there is one."""
        given, until, sent = self.given_on.data, self.until.data, self.document.prepared
        if given and given > clock.today():
            self.refuse("given_on", _("This day has not come yet. Enter the day when it was signed."))
        if given and until and until < given:
            self.refuse("until", _("It cannot end before it was signed. Look at both days again."))
        if sent and sent.media_type not in TAKEN:
            self.refuse("document", _("Please send a PDF, or a picture as JPEG, PNG or HEIC."))
        elif self.how.data == "form" and not sent and not self.document.errors:
            self.refuse("document", _("Choose the signed form, or take a photo of it."))

    @property
    def entered(self) -> dict[str, Any]:
        """What was entered, as the ledger takes it; the signed form is kept with it."""
        names = ("giver", "uses", "channels", "until", "how", "given_on", "signed_by")
        sent = self.document.prepared
        return {**{name: self[name].data for name in names}, "document": files.store(sent) if sent else None}


class WithdrawalForm(OfLedgerForm):
    """Somebody takes back what they agreed to: all of it, unless they say otherwise."""

    word = Text(_l("How did you hear of it?"), most=500)

    @classmethod
    def begin(cls, person: Portrayed) -> Self:
        """Everything is ticked."""
        form = cls(formdata=None, uses=list(USES), channels=list(CHANNELS), giver=person.givers[0])
        form.set_up(person)
        return form

    @property
    def entered(self) -> dict[str, Any]:
        """What was entered, as the ledger takes it."""
        return {**{name: self[name].data for name in ("giver", "uses", "channels")}, "word": self.word.data or ""}


class OutingForm(Form):
    """Where a story was given that is not the school's own."""

    what = Line(_l("To whom, or to which paper?"), required=_l("Say where it goes."), most=200)
