"""The log: everything that is written while a meeting talks, on one page and saved at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Form, Line, Many, Text
from partnerhub.meetings import agenda, merge
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import LONGEST_NOTES, MOST_TOPICS, Decision, Topic, TopicState
from partnerhub.meetings.merge import Outcome
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody

TASK = re.compile(r"^\s*(?:[-*]\s+)?\[\s?\]\s*(?P<text>\S.*)$")
UNTIL = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
WHO = re.compile(r"@(\w[\w.'-]*)")


@dataclass
class Conflict:
    """Two versions of one text."""

    theirs: str
    mine: str


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
            "guest": Line(_l("A guest who came"), most=120),
            "settled": Many(_l("Settled"), choices=[(str(t.id), t.title) for t in self.topics]),
            "topic": Line(_l("One more topic"), most=200),
        }
        for topic in self.topics:
            fields[f"notes-{topic.id}"] = Text(_l("Notes"), most=LONGEST_NOTES)
            fields[f"decisions-{topic.id}"] = Text(_l("Decisions, one a line"), most=LONGEST_NOTES)
        kind = type("LogForm", (Form,), fields)
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
        if form.guest.data:
            self.meeting.ask(Somebody(name=form.guest.data)).came = True
        if form.topic.data and len(self.topics) < MOST_TOPICS:
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
        kept = []
        for line in notes.split("\n"):
            if found := TASK.match(line):
                self.add_action(topic, found["text"])
            else:
                kept.append(line)
        return "\n".join(kept).strip()

    def add_action(self, topic: Topic, text: str) -> None:
        """Write one action item down: "Ask about room 12 @dana 2026-12-03"."""
        until, who = UNTIL.search(text), WHO.search(text)
        item = ActionItem(
            text=tidy(text),
            due_on=day_of(until[1]) if until else None,
            meeting_id=self.meeting.id,
            topic_id=topic.id,
            partner_id=self.meeting.partners[0].id if len(self.meeting.partners) == 1 else None,
            is_school_only=topic.is_school_only,
        )
        item.be(self.person_called(who[1]) if who else Somebody())
        item.begin(by=self.by)

    def person_called(self, word: str) -> Somebody:
        """Who is meant by a first name or any other part of a name; a name alone where nobody fits."""
        for person in self.meeting.attendees:
            if word.lower() in person.who.lower().split():
                return Somebody(user=person.user, contact=person.contact, name=person.name, email=person.email)
        return Somebody(name=word)


def tidy(text: str) -> str:
    """The words of an action item without who and until when."""
    words = " ".join(UNTIL.sub(" ", WHO.sub(" ", text)).split())
    return re.sub(r"[\s,;:]+(?:by|until)?$", "", words) or text.strip()


def day_of(text: str) -> date | None:
    """The date, where it exists."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def lines_of(decisions: list[Decision]) -> str:
    """Decisions, one a line."""
    return "\n".join(decision.text for decision in decisions)


def decide(topic: Topic, text: str) -> None:
    """Let these be its decisions, one a line; those that stay keep their row."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    there = {decision.text: decision for decision in topic.decisions}
    topic.decisions = [there.pop(line) if line in there else Decision(text=line) for line in lines]
