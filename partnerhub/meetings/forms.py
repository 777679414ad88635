"""Forms about meetings."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.access import find
from partnerhub.foundation.db import db
from partnerhub.foundation.forms import BooleanField, Day, Email, Form, Hour, Line, Many, One, Pick, Text, Website
from partnerhub.meetings.agenda import MOST_TOPICS
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.model import Kind
from partnerhub.meetings.recurrence import RULES
from partnerhub.meetings.somebody import Somebody, people_of_partners
from partnerhub.partners.model import Partner, State
from partnerhub.people.model import User

ONCE = "once"
LONGEST_SERIES_YEARS = 2
LONGEST_TOPIC = 200
LENGTHS = [
    ("15", _l("15 minutes")),
    ("30", _l("30 minutes")),
    ("45", _l("45 minutes")),
    ("60", _l("1 hour")),
    ("90", _l("1 hour 30 minutes")),
    ("120", _l("2 hours")),
    ("180", _l("3 hours")),
]
REPEATS = [(ONCE, _l("It does not")), *((str(rule), label) for rule, label in RULES.items())]


def partner_choices() -> list[tuple[str, Any]]:
    """The organizations that the school may meet; those that it parted from stand at the end."""
    found = select(Partner).where(Partner.merged_into_id.is_(None))
    partners = db.session.scalars(found.order_by(Partner.state == State.ENDED, Partner.name))
    return [("", _l("Choose a partner")), *((str(partner.id), partner.name) for partner in partners)]


def other_choices() -> list[tuple[str, Any]]:
    """The organizations that the school may meet together with another one."""
    found = select(Partner).where(Partner.merged_into_id.is_(None), Partner.state != State.ENDED)
    return [(str(partner.id), partner.name) for partner in db.session.scalars(found.order_by(Partner.name))]


class WhenForm(Form):
    """When a meeting begins and how long it takes."""

    day = Day(_l("Day"), required=_l("Enter the day."))
    begins = Hour(_l("Begins at"), required=_l("Enter the time, such as 15:30."))
    minutes = Pick(_l("How long"), choices=LENGTHS, required=_l("Choose how long it takes."), default="60")


class MeetingForm(WhenForm):
    """One meeting, as it stands in the calendar."""

    title = Line(_l("What it is called"), required=_l("Enter what it is called."), most=120)
    place = Line(_l("Place"), description=_l("For example: library, or room 12"))
    video_link = Website(_l("Video link"))
    is_appreciation = BooleanField(_l("It is an appreciation event: it is there to say thank you"))

    @property
    def when(self) -> dict[str, Any]:
        """The time that was entered."""
        return {"day": self.day.data, "begins": self.begins.data, "minutes": int(self.minutes.data)}

    @property
    def words(self) -> dict[str, str]:
        """The rest of it, empty texts as such."""
        return {name: self[name].data or "" for name in ("title", "place", "video_link")}

    @property
    def kind(self) -> Kind:
        """What it is for."""
        return Kind.APPRECIATION if self.is_appreciation.data else Kind.TALK


class WithWhomForm(Form):
    """With which organizations a meeting is to be."""

    partner = Pick(_l("With whom"), choices=partner_choices, required=_l("Choose a partner."))
    others = Many(_l("With these partners as well"), choices=other_choices)

    @property
    def partners(self) -> list[Partner]:
        """Those that were chosen, each once; the first decides what the meeting is called."""
        keys = dict.fromkeys([self.partner.data, *(self.others.data or [])])
        return [find(Partner, int(key)) for key in keys]


class NewMeetingForm(MeetingForm, WithWhomForm):
    """A new meeting, or a series of them."""

    title = Line(_l("What it is called"), most=120, description=_l("Left empty, it is named after the partner."))
    repeats = One(_l("Does it repeat?"), choices=REPEATS, required=_l("Say whether it repeats."), default=ONCE)
    last = Day(_l("The last one at the latest on"), description=_l("Days in the school's holidays are left out."))

    @property
    def is_series(self) -> bool:
        """Whether there is to be more than one."""
        return self.repeats.data not in (None, ONCE)

    def check_together(self) -> None:
        """A series needs an end that comes after its beginning."""
        if self.is_series and self.is_appreciation.data:
            self.refuse(
                "is_appreciation", _l("An appreciation event is planned for one day. Choose that it does not repeat.")
            )
        elif self.is_series and not self.last.errors:
            if not self.last.data:
                self.refuse("last", _l("Enter until when it repeats."))
            elif self.day.data and self.last.data < self.day.data:
                self.refuse("last", _l("The last one cannot come before the first. Look at both dates again."))
            elif self.day.data and self.last.data > years_after(self.day.data):
                self.refuse("last", _l("Plan two years ahead at most."))


def years_after(day: date) -> date:
    """The last day up to which a series that begins on this one may be planned."""
    return date(day.year + LONGEST_SERIES_YEARS, day.month, 28)


class CancellationForm(Form):
    """Why it does not take place."""

    why = Text(_l("Why does it not take place?"), most=500, description=_l("Those who are invited read this."))


class TopicForm(Form):
    """One topic of an agenda."""

    title = Line(_l("Topic"), required=_l("Enter what it is about."), most=LONGEST_TOPIC)
    is_school_only = BooleanField(_l("Only for the school: the partner does not see it"))


class BeginForm(Form):
    """With which topics an agenda begins."""

    template = Pick(_l("Begin with"), choices=list)

    @staticmethod
    def offered() -> list[tuple[str, Any]]:
        """The templates in use."""
        found = [(str(template.id), template.title) for template in AgendaTemplate.in_use()]
        return [("", _l("Only what was left open")), *found]


class AgendaTemplateForm(Form):
    """Topics that an agenda begins with."""

    title = Line(_l("What it is called"), required=_l("Enter what it is called."), most=120)
    topics = Text(_l("Topics, one a line"), required=_l("Enter one topic at least."), most=4000)

    @property
    def lines(self) -> list[str]:
        """The topics."""
        return [" ".join(line.split()) for line in (self.topics.data or "").split("\n") if line.strip()]

    def check_together(self) -> None:
        """Not more and not longer than an agenda takes."""
        if len(self.lines) > MOST_TOPICS:
            self.refuse("topics", _l("An agenda takes 60 topics at most."))
        elif any(len(line) > LONGEST_TOPIC for line in self.lines):
            self.refuse("topics", _l("Keep each topic below 200 letters."))


class ReasonForm(Form):
    """A word why."""

    why = Text(_l("Why?"), required=_l("Say in a few words why."), most=500)


class MinutesForm(Form):
    """Sending minutes out."""

    why = Text(_l("What was corrected?"), most=500, description=_l("Those who are told of the new version read this."))


class InvitationForm(Form):
    """One more who is invited: somebody known, or a guest by name."""

    person = Pick(_l("Somebody we know"), choices=list)
    name = Line(_l("Or a guest's name"), most=120)
    email = Email(_l("The guest's e-mail address"))

    def set_up(self, meeting: Any) -> None:
        """Offer those who work with this meeting's partners and at the school."""
        here = db.session.scalars(User.on_the_school_side()).all()
        there = people_of_partners([partner.id for partner in meeting.partners])
        self.person.choices = [
            ("", _l("Choose a person")),
            *((f"u{user.id}", user.name) for user in here),
            *((f"c{contact.id}", contact.name) for contact in there),
        ]

    def check_together(self) -> None:
        """One of the two."""
        if not self.person.data and not self.name.data:
            self.refuse("person", _l("Choose a person, or enter a guest's name."))

    @property
    def somebody(self) -> Somebody | None:
        """Whom it names."""
        if self.person.data:
            return Somebody.by_key(self.person.data)
        return Somebody(name=self.name.data or "", email=self.email.data or "")


def end_of_year(school: Any) -> date | None:
    """The last day of the school year, which most series run to."""
    if school is None:
        return None
    until = school.year_of(clock.today())[1]
    return date.fromordinal(until.toordinal() - 1)
