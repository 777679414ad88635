"""Forms for what others write to a meeting."""

from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import Form, Pick, Text
from partnerhub.meetings.agenda import LONGEST_NOTES, Topic
from partnerhub.meetings.contributions import LONGEST


def notes_form(topics: list[Topic], *, blank: bool) -> Any:
    """The form with which somebody without an account writes notes: a field for each topic, and one for the rest."""
    fields: dict[str, Any] = {name_of(topic): Text(topic.title, most=LONGEST) for topic in topics}
    fields["other"] = Text(_l("Something else"), most=LONGEST)
    kind = type("NotesForm", (_NotesForm,), fields)
    return kind(formdata=None) if blank else kind()


def name_of(topic: Topic) -> str:
    """What the form calls a topic."""
    return f"topic-{topic.id}"


class _NotesForm(Form):
    """Some words at least."""

    def check_together(self) -> None:
        """Nothing at all is nothing to send."""
        if not any((field.data or "").strip() for field in self):
            self.refuse("other", _l("Write a few words to any of the topics first."))


class CorrectionForm(Form):
    """What is not right in the minutes."""

    topic = Pick(_l("Which topic is it about?"), choices=list)
    text = Text(
        _l("What is not right, and how should it read?"),
        required=_l("Say what is not right."),
        most=LONGEST,
    )

    def set_up(self, content: dict[str, Any]) -> None:
        """Offer the topics of these minutes, as this reader sees them."""
        self.topic.choices = [("", _l("None of them")), *((str(t["id"]), t["title"]) for t in content["topics"])]


class AcceptanceForm(Form):
    """How the notes read from now on."""

    notes = Text(_l("The notes from now on"), most=LONGEST_NOTES)


class RefusalForm(Form):
    """Why the notes stay as they are."""

    answer = Text(_l("A word why"), required=_l("Say in a few words why."), most=500)
