"""The log: everything that is written while a meeting talks, on one page and saved at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Form, Line, Many, Text
from partnerhub.meetings import agenda, carrying, merge, task_lines
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import LONGEST_NOTES, MOST_TOPICS, Decision, Topic, TopicState
from partnerhub.meetings.forms import LONGEST_TOPIC
from partnerhub.meetings.merge import Outcome
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody

LONGEST_NAME = 120


@dataclass
class Conflict:
    """Two versions of one text."""

    theirs: str
    mine: str


class _LogForm(Form):
    """What each log's form has. What does not fit is said beside its field, and never left out in silence."""

    is_full = False
    guests = Text(_l("Guests who came, one a line"), most=2000)
    topic = Line(_l("One more topic"), most=LONGEST_TOPIC)

    @property
    def names(self) -> list[str]:
        """The guests, each once."""
        names = (" ".join(line.split()) for line in (self.guests.data or "").split("\n"))
        return list(dict.fromkeys(name for name in names if name))

    def check_together(self) -> None:
        """An agenda and a name have an end."""
        if self.topic.data and self.is_full:
            self.refuse("topic", _l("This agenda is full. Settle or drop something first."))
        if any(len(name) > LONGEST_NAME for name in self.names):
            self.refuse("guests", _l("Keep each name below 120 letters."))


@dataclass
class Log:
    """The log of one meeting, as one person writes it.

    Args:
        meeting: whose log it is.
        by: who writes.
    """

    meeting: Meeting
    by: Any
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = Topic.of(self.meeting, self.by)
        self.topics = [topic for topic in every if topic.is_on]

    @property
    def to_do(self) -> list[ActionItem]:
        """What earlier meetings left to be done."""
        return carrying.still_to_do(self.meeting, self.by)

    @property
    def came(self) -> set[str]:
        """Who came, by the keys of the form."""
        return {str(person.id) for person in self.meeting.attendees if person.came}

    @property
    def settled(self) -> set[str]:
        """The topics that are settled, by the keys of the form."""
        return {str(topic.id) for topic in self.topics if topic.state == TopicState.SETTLED}

    @property
    def texts(self) -> dict[str, str]:
        """Every text of it, by the name of its field."""
        notes = {f"notes-{topic.id}": topic.notes for topic in self.topics}
        return notes | {f"decisions-{topic.id}": lines_of(topic.decisions) for topic in self.topics}

    @property
    def marks(self) -> dict[str, str]:
        """What the form carries of how all was when it was opened."""
        ticks = {"was-came": " ".join(sorted(self.came)), "was-settled": " ".join(sorted(self.settled))}
        return ticks | {f"was-{name}": merge.mark(text) for name, text in self.texts.items()}

    def form(self, *, blank: bool = False) -> Any:
        """The form: its fields are those of the agenda. `blank` fills it from what is there, not from what was sent."""
        fields: dict[str, Any] = {
            "came": Many(_l("Who came"), choices=[(str(p.id), p.who) for p in self.meeting.attendees]),
            "settled": Many(_l("Settled"), choices=[(str(t.id), t.title) for t in self.topics]),
            "is_full": len(self.topics) >= MOST_TOPICS,
        }
        for topic in self.topics:
            fields[f"notes-{topic.id}"] = Text(_l("Notes"), most=LONGEST_NOTES)
            fields[f"decisions-{topic.id}"] = Text(_l("Decisions, one a line"), most=LONGEST_NOTES)
        kind = type("LogForm", (_LogForm,), fields)
        values = {"came": sorted(self.came), "settled": sorted(self.settled), **self.texts}
        return kind(formdata=None, data=values) if blank else kind()

    def save(self, form: Any, sent: Mapping[str, str]) -> bool:
        """Write what was sent, and say whether that went; if not, `conflicts` has what two people wrote at once.

        Args:
            form: the form, which is in order.
            sent: the form's other fields: the marks, and what was chosen where two versions stood.
        """
        chosen = {name: self.settle_on(name, form[name].data or "", sent) for name in self.texts}
        if self.conflicts:
            return False
        for topic in self.topics:
            topic.notes = self.take_actions(topic, chosen[f"notes-{topic.id}"])
            decide(topic, chosen[f"decisions-{topic.id}"])
        self.tick(form, sent)
        for name in form.names:
            self.meeting.ask(Somebody(name=name)).came = True
        if form.topic.data:
            agenda.add(self.meeting, form.topic.data)
        db.session.flush()
        return True

    def settle_on(self, name: str, mine: str, sent: Mapping[str, str]) -> str:
        """The text that it is to be, of mine and theirs."""
        theirs = self.texts[name]
        outcome = merge.compare(sent.get(f"was-{name}", ""), mine, theirs)
        if outcome != Outcome.BOTH:
            return theirs if outcome == Outcome.THEIRS else mine
        choice = sent.get(f"choice-{name}") if sent.get(f"seen-{name}") == merge.mark(theirs) else None
        if choice == "joined":
            return merge.join(theirs, mine)
        if choice in ("mine", "theirs"):
            return mine if choice == "mine" else theirs
        self.conflicts[name] = Conflict(theirs, mine)
        return mine

    def tick(self, form: Any, sent: Mapping[str, str]) -> None:
        """Who came and what is settled: what two people tick at once counts for both."""
        came = merge.join_sets(set(sent.get("was-came", "").split()), set(form.came.data or []), self.came)
        for person in self.meeting.attendees:
            person.came = str(person.id) in came
        settled = set(form.settled.data or [])
        settled = merge.join_sets(set(sent.get("was-settled", "").split()), settled, self.settled)
        for topic in self.topics:
            is_settled = str(topic.id) in settled
            if is_settled and not topic.is_settled:
                topic.settle()
            elif topic.is_settled and not is_settled:
                topic.reopen()

    def take_actions(self, topic: Topic, notes: str) -> str:
        """Turn the lines that begin with [ ] into action items, and give back the notes without them."""
        kept, tasks = task_lines.taken_out(notes)
        for task in tasks:
            item = ActionItem(
                text=task.text,
                due_on=task.until,
                meeting=self.meeting,
                topic=topic,
                partner_id=self.meeting.partners[0].id if len(self.meeting.partners) == 1 else None,
            )
            item.be(self.person_called(task.who) if task.who else Somebody())
            item.begin(by=self.by)
        return kept

    def person_called(self, word: str) -> Somebody:
        """Who is meant by a first name or any other part of a name; a name alone where nobody fits."""
        for person in self.meeting.attendees:
            if word.lower() in person.who.lower().split():
                return person.somebody
        return Somebody(name=word)


def lines_of(decisions: list[Decision]) -> str:
    """Decisions, one a line."""
    return "\n".join(decision.text for decision in decisions)


def decide(topic: Topic, text: str) -> None:
    """Let these be its decisions, one a line; those that stay keep their row."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    there = {decision.text: decision for decision in topic.decisions}
    topic.decisions = [there.pop(line) if line in there else Decision(text=line) for line in lines]
