"""The form of one reply: two sentences in each language of the round, side by side, and what stands behind them."""

from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.feedback import behind
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Round
from partnerhub.feedback.replies import Reply
from partnerhub.foundation.forms import BooleanField, Form, Line, Pick, Text
from partnerhub.foundation.texts import TextState, Words

LONGEST = 500
PARTS = ("said", "did")
LABELS = {"said": _l("You said"), "did": _l("We did")}
NEEDED = {
    "said": _l("Write what you heard, in one or two sentences."),
    "did": _l("Write what the school does, or why it cannot."),
}


def languages_of(asked: Round) -> list[str]:
    """Those that a reply is written in: the one it is first written in, and all that the round was offered in."""
    source = asked.pulse.language
    return [source, *(code for code in asked.languages if code != source)]


class _ReplyForm(Form):
    """One theme. Further fields are those of the languages; see `reply_form`."""

    theme = Line(_l("Theme"), most=60, description=_l("For yourselves, such as “Waiting”. Families do not see it."))
    behind = Pick(_l("What stands behind it"), choices=[], description=_l("Only the school sees this."))
    asked: Round
    languages: list[str]

    def check_together(self) -> None:
        """What everybody can read already must not lose a sentence."""
        if self.asked.replied_at:
            for language in self.languages[1:]:
                for part in PARTS:
                    if language in self.asked.languages and not self.text(part, language):
                        self.refuse(f"{part}-{language}", _l("This reply is published: write it in every language."))

    def text(self, part: str, language: str) -> str:
        """What was written in a language."""
        return self[f"{part}-{language}"].data or ""

    def write(self, reply: Reply, *, by: Any) -> None:
        """Put everything into a reply. A translation that nobody touched stays as far as it is: stale, for one."""
        reply.theme = self.theme.data or ""
        behind.put(reply, self.behind.data or "")
        source = self.languages[0]
        for part in PARTS:
            words = (getattr(reply, part) or Words.begin(source, "")).written(source, self.text(part, source))
            for language in self.languages[1:]:
                if self.text(part, language) != words.text_in(language):
                    words = words.written(language, self.text(part, language))
                if self[f"checked-{language}"].data and words.text_in(language):
                    words = words.checked(language, by=by)
            setattr(reply, part, words)


def reply_form(asked: Round, user: Any, reply: Reply | None = None, *, blank: bool = False) -> Any:
    """The form of a reply.

    Args:
        asked: its round, which says the languages.
        user: who writes it, for what can stand behind it.
        reply: the one that is changed.
        blank: fill it from the reply, not from what was sent.
    """
    codes = languages_of(asked)
    fields: dict[str, Any] = {"asked": asked, "languages": codes}
    for code in codes:
        for part in PARTS:
            needed = NEEDED[part] if code == codes[0] else None
            label = LABELS[part] if code == codes[0] else label_in(part, name_of(code))
            fields[f"{part}-{code}"] = Text(label, required=needed, most=LONGEST)
        if code != codes[0]:
            label = _l("I have checked that this says the same in %(language)s.", language=name_of(code))
            fields[f"checked-{code}"] = BooleanField(label)
    kind = type("ReplyForm", (_ReplyForm,), fields)
    form = kind(formdata=None, data=values_of(reply, codes)) if blank else kind()
    form.behind.choices = behind.choices(user, behind.of(reply) if reply else None)
    return form


def label_in(part: str, language: str) -> Any:
    """What the field of a translation is called."""
    if part == "said":
        return _l("You said, in %(language)s", language=language)
    return _l("We did, in %(language)s", language=language)


def values_of(reply: Reply | None, codes: list[str]) -> dict[str, Any]:
    """What a reply says, by the fields of the form."""
    if reply is None:
        return {}
    values: dict[str, Any] = {"theme": reply.theme, "behind": behind.key_of(behind.of(reply))}
    for code in codes:
        values |= {f"{part}-{code}": getattr(reply, part).text_in(code) for part in PARTS}
    return values


def state(reply: Reply, language: str) -> TextState:
    """How far a reply is in a language: as far as the less finished of its two sentences."""
    worst = (TextState.MISSING, TextState.STALE, TextState.DRAFT, TextState.CHECKED)
    return min((place.words.state(language) for place in reply.texts()), key=worst.index)
