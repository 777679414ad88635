"""Forms about finding a time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation import clock
from partnerhub.foundation.forms import Day, Form, Hour, Line, One, Pick, Website
from partnerhub.meetings.forms import LENGTHS, WithWhomForm
from partnerhub.meetings.polls.letters import shown
from partnerhub.meetings.polls.model import MOST_SLOTS, Poll, Slot
from partnerhub.meetings.polls.voters import ANSWERS, Voter

FIRST_SHOWN = 3
BEGINS = time(15, 0)


def is_past(day: date, begins: time) -> bool:
    """Whether the clock on the school's wall has passed this."""
    return datetime.combine(day, begins, clock.zone()) <= clock.now()


class SlotForm(Form):
    """One more time."""

    day = Day(_l("Day"), required=_l("Enter the day."))
    begins = Hour(_l("Begins at"), required=_l("Enter the time, such as 15:30."))

    def check_together(self) -> None:
        """A time that is to come."""
        if self.day.data and self.begins.data and is_past(self.day.data, self.begins.data):
            self.refuse("day", _l("This time has passed. Choose a later one."))


class _PollForm(WithWhomForm):
    """What the meeting is to be."""

    title = Line(_l("What it is called"), most=120, description=_l("Left empty, it is named after the partner."))
    minutes = Pick(_l("How long"), choices=LENGTHS, required=_l("Choose how long it takes."), default="60")
    place = Line(_l("Place"), description=_l("For example: library, or room 12"))
    video_link = Website(_l("Video link"))

    @property
    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """The fields of each time."""
        return ((self[f"day-{n}"], self[f"begins-{n}"]) for n in range(1, MOST_SLOTS + 1))

    @property
    def slots(self) -> list[tuple[date, time]]:
        """The times that were entered."""
        return [(day.data, begins.data) for day, begins in self.pairs if day.data and begins.data]

    def check_together(self) -> None:
        """At least two times, whole, each once, all to come."""
        seen: set[tuple[date, time]] = set()
        for day, begins in self.pairs:
            if day.errors or begins.errors:
                continue
            if bool(day.data) != bool(begins.data):
                missing, why = (begins, _l("Enter the time.")) if day.data else (day, _l("Enter the day."))
                self.refuse(missing.name, why)
            elif day.data and (day.data, begins.data) in seen:
                self.refuse(day.name, _l("This time stands here twice."))
            elif day.data and is_past(day.data, begins.data):
                self.refuse(day.name, _l("This time has passed. Choose a later one."))
            seen.add((day.data, begins.data))
        if len(self.slots) < 2 and not any(day.errors or begins.errors for day, begins in self.pairs):
            self.refuse("day-1" if not self.slots else "day-2", _l("Enter two times at least to choose from."))


NewPollForm = type(
    "NewPollForm",
    (_PollForm,),
    {
        name: field
        for n in range(1, MOST_SLOTS + 1)
        for name, field in ((f"day-{n}", Day(_l("Day"))), (f"begins-{n}", Hour(_l("Begins at"))))
    },
)


def answer_form(voter: Voter, *, blank: bool) -> Any:
    """The form with which somebody answers.

    Args:
        voter: who answers.
        blank: fill it with what they said before, not from what was sent.
    """
    fields = {
        name_of(slot): One(shown(slot), choices=list(ANSWERS.items()), required=_l("Choose one of the three."))
        for slot in voter.poll.slots
    }
    kind = type("AnswerForm", (Form,), fields)
    said = {f"slot-{key}": answer for key, answer in voter.said.items()}
    return kind(formdata=None, data=said) if blank else kind()


def name_of(slot: Slot) -> str:
    """What the form calls a time."""
    return f"slot-{slot.id}"


def answers_in(form: Any, poll: Poll) -> dict[Slot, str]:
    """What was answered, by the times."""
    return {slot: form[name_of(slot)].data for slot in poll.slots}
