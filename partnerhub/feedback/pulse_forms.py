"""The forms of a pulse and of its rounds."""

from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.feedback import publishing
from partnerhub.feedback.audiences import AUDIENCES
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Pulse, Round
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Day, Form, Line, Many, Number, One, Text
from partnerhub.partners.model import Partner, State
from partnerhub.school.context import current_school

MOST_ASKED = 100_000


def partner_choices() -> list[tuple[str, str]]:
    """The organizations that a pulse may be about."""
    found = select(Partner).where(Partner.merged_into_id.is_(None), Partner.state != State.ENDED)
    return [(str(partner.id), partner.name) for partner in db.session.scalars(found.order_by(Partner.name))]


def language_choices() -> list[tuple[str, str]]:
    """The languages of the school, each in its own name."""
    school = current_school()
    return [(code, name_of(code)) for code in (school.languages if school else [])]


class NewPulseForm(Form):
    """A pulse that begins empty."""

    title = Line(_l("Title"), required=_l("Enter a title, such as: How is the help going?"), most=120)
    audience = One(_l("Who is asked?"), choices=list(AUDIENCES.items()), required=_l("Choose who is asked."))


class PulseForm(NewPulseForm):
    """What is said above the questions, and whom and what it is about."""

    intro = Text(
        _l("What it is about"), most=500, description=_l("One or two plain sentences. They stand below the title.")
    )
    about = Many(
        _l("Which partners is it about?"),
        choices=partner_choices,
        description=_l("None: about the school as a whole. Several: whoever answers says which of them they mean."),
    )
    languages = Many(_l("Languages"), choices=language_choices, required=_l("Choose one language at least."))

    def __init__(self, pulse: Pulse, **more: Any) -> None:
        self.pulse = pulse
        super().__init__(**more)
        self.keep_what_is_chosen()

    @classmethod
    def of(cls, pulse: Pulse) -> "PulseForm":
        """The form as the pulse is."""
        now = {"title": pulse.title.text, "intro": pulse.intro.text, "audience": pulse.audience}
        about = [str(partner.id) for partner in pulse.partners]
        return cls(pulse, formdata=None, about=about, languages=pulse.languages, **now)

    def keep_what_is_chosen(self) -> None:
        """Offer what the pulse has, even where the school would not choose it anew."""
        own = [(str(partner.id), partner.name) for partner in self.pulse.partners]
        spoken = [(code, name_of(code)) for code in self.pulse.languages]
        self.about.choices = [*partner_choices(), *(one for one in own if one not in partner_choices())]
        self.languages.choices = [*language_choices(), *(one for one in spoken if one not in language_choices())]
        if self.pulse.rounds:  # families were told, or not, before students were asked
            del self.audience

    def check_together(self) -> None:
        """Its own language stays, and no text is begun that an open round would lack in its languages."""
        if not self.languages.errors and self.pulse.language not in (self.languages.data or []):
            self.refuse(
                "languages", _("It is written in %(language)s. Keep that.", language=name_of(self.pulse.language))
            )
        asked = self.pulse.round
        if self.intro.data and not self.pulse.intro.text and asked and len(asked.languages) > 1:
            self.refuse("intro", _("People are answering in several languages now. Add this when the round is closed."))

    @property
    def changes(self) -> dict[str, Any]:
        """What was entered, as the pulse takes it."""
        partners = [db.session.get_one(Partner, int(key)) for key in self.about.data or []]
        chosen = list(dict.fromkeys(self.languages.data or []))
        more = {"audience": self.audience.data} if "audience" in self else {}
        words = {"title": self.title.data or "", "intro": self.intro.data or ""}
        return {**words, **more, "partners": partners, "languages": chosen}


class RoundForm(Form):
    """When a round takes answers, and how many people it goes to."""

    opens_on = Day(_l("Opens on"), required=_l("Enter the first day."))
    closes_on = Day(_l("Closes on"), required=_l("Enter the last day."))
    asked = Number(
        _l("How many people do you ask?"),
        least=1,
        most=MOST_ASKED,
        description=_l("The number of families, students or people. With it the results can say how many answered."),
    )

    def __init__(self, pulse: Pulse, round_: Round | None = None, **more: Any) -> None:
        self.pulse, self.round = pulse, round_
        super().__init__(**more)

    @property
    def first_day(self) -> Any:
        """The day on which it opens; that of one that has begun stays."""
        return self.opens_on.data if "opens_on" in self else self.round and self.round.opens_on

    def check_together(self) -> None:
        """Days in their order, from today on, and one round at a time; families told before students are asked."""
        first, last = self.first_day, self.closes_on.data if "closes_on" in self else None
        if "opens_on" in self and first and not self.opens_on.errors:
            self._check_first(first)
        if not last or self.closes_on.errors or not first:
            return
        if last < max(first, clock.today()):
            self.refuse("closes_on", _("It must not close before it opens, nor before today."))
        elif other := publishing.meets_another(self.pulse, first, last, self.round):
            self.refuse(
                "closes_on",
                _(
                    "Round %(number)d goes on then, so close that one first or choose later days.",
                    number=other.number,
                ),
            )

    @property
    def told_on(self) -> Any:
        """When families were told, where students are asked."""
        return self.round.notice_on if self.round else None

    def _check_first(self, first: Any) -> None:
        told = self.told_on
        if first < clock.today():
            self.refuse("opens_on", _("Choose today or a later day."))
        elif told and not publishing.may_open_on(self.pulse, first, told):
            why = _(
                "Families need a week to read and to say no. Choose %(day)s or a later day.",
                day=format_date(told + publishing.NOTICE),
            )
            self.refuse("opens_on", why)


class ChangedRoundForm(RoundForm):
    """A round that was published: its days as far as they are still to come."""

    def __init__(self, round_: Round, **more: Any) -> None:
        super().__init__(round_.pulse, round_, **more)
        if not round_.is_planned:
            del self.opens_on
        if round_.closed_at:
            del self.closes_on


class NewRoundForm(RoundForm):
    """A new round: with its languages, and for students, what families were told before."""

    languages = Many(_l("Languages"), choices=list, required=_l("Choose one language at least."))
    notice_on = Day(
        _l("Families were told on"),
        required=_l("Enter the day on which families were told."),
        description=_l("A week before students are asked, at least. Some states ask for two: please check yours."),
    )
    opt_out = Text(
        _l("How a family says no"),
        required=_l("Enter how a family can say no, such as a telephone number."),
        most=500,
        description=_l("For example: Call the office at 555 0100, or send the slip back by Friday."),
    )

    def __init__(self, pulse: Pulse, **more: Any) -> None:
        super().__init__(pulse, **more)
        self.languages.choices = [(code, name_of(code)) for code in pulse.languages]
        if not publishing.needs_notice(pulse):
            del self.notice_on, self.opt_out

    @property
    def told_on(self) -> Any:
        """When families were told, as it was entered."""
        return self.notice_on.data if "notice_on" in self and not self.notice_on.errors else None

    @property
    def details(self) -> dict[str, Any]:
        """What was entered, as a round takes it."""
        return {**self.typed, "opt_out": (self.opt_out.data or "") if "opt_out" in self else ""}

    def check_together(self) -> None:
        """What is asked must be whole in each language."""
        super().check_together()
        if not self.languages.errors:
            for problem in publishing.lacking(self.pulse, self.languages.data or []):
                self.refuse("languages", problem)
