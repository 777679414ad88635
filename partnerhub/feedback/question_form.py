"""The form of one question: what is asked, what there is to choose from, and of whom it is asked."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.feedback.editing import asked_keys
from partnerhub.feedback.kinds import NOT_APPLICABLE, OF_CHOICES, OWN_CHOICES, SCALE_NAMES, STEPS, Kind, Scale
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.questions import MOST_CHOICES, PulseQuestion
from partnerhub.feedback.sheet import options_of
from partnerhub.foundation.forms import BooleanField, Form, Line, Many, Pick, Text
from partnerhub.foundation.texts import Words

LONGEST_CHOICE = 100
FLAGS = ("is_required", "may_not_apply", "is_barrier", "is_protected")
Earlier = list[tuple[PulseQuestion, list[tuple[str, str]]]]


class QuestionForm(Form):
    """One question, or a heading. What does not fit its kind is not asked for."""

    title = Line(_l("Question"), required=_l("Enter the question."), most=200)
    scale = Pick(
        _l("Answers"), choices=list(SCALE_NAMES.items()), default=Scale.EXTENT, required=_l("Choose the answers.")
    )
    choices = Text(_l("The answers, one a line"), most=2000)
    help = Text(_l("Help text"), most=500, description=_l("It stands below the question, in smaller type."))
    is_required = BooleanField(
        _l("Has to be answered"),
        description=_l("Only where nothing makes sense without it. Whoever may leave it out answers the rest."),
    )
    may_not_apply = BooleanField(_l("Offer “Does not apply to us”"))
    is_barrier = BooleanField(
        _l("It names what stands in the way"), description=_l("Such answers are counted, never averaged.")
    )
    is_protected = BooleanField(
        _l("It touches a protected area"),
        description=_l("Such as mental health, family or religion: where students are asked, families are told first."),
    )
    shown_if = Many(_l("Ask only those who answered"), choices=list)
    is_spelling = BooleanField(
        _l("Only the spelling is corrected"),
        description=_l(
            "The question means the same, so that its answers are still counted together with the earlier ones."
        ),
    )

    def __init__(self, pulse: Pulse, kind: str, question: PulseQuestion | None = None, **more: Any) -> None:
        self.pulse, self.kind, self.question = pulse, kind, question
        super().__init__(**more)
        self.earlier = earlier(pulse, question)
        self.shown_if.choices = [(f"{one.key}:{key}", label) for one, options in self.earlier for key, label in options]
        self._leave_out()

    @classmethod
    def of(cls, pulse: Pulse, question: PulseQuestion) -> "QuestionForm":
        """The form as the question is."""
        now = {name: getattr(question, name) for name in (*FLAGS, "scale")}
        lines = "\n".join(choice.label.text for choice in question.choices)
        shown = [f"{question.shown_if}:{key}" for key in question.shown_if_answers]
        texts = {"title": question.title.text, "help": question.help.text, "choices": lines}
        return cls(pulse, question.kind, question, formdata=None, shown_if=shown, **texts, **now)

    def _leave_out(self) -> None:
        may_be_spelling = self.question and self.question.key in asked_keys(self.pulse)
        has = {
            "scale": self.kind == Kind.SCALE,
            "choices": self.kind in OWN_CHOICES or self.kind == Kind.SCALE,
            "is_required": self.kind != Kind.SECTION,
            "may_not_apply": self.kind in OF_CHOICES,
            "is_barrier": self.kind in OF_CHOICES,
            "is_protected": self.kind != Kind.SECTION,
            "shown_if": bool(self.earlier),
            "is_spelling": may_be_spelling,
        }
        for name, is_asked in has.items():
            if not is_asked:
                delattr(self, name)

    def check_together(self) -> None:
        """Answers to choose from where they are our own, one condition, and a spelling that is no more than that."""
        if "choices" in self and not self.choices.errors and self.has_own:
            self._check_choices()
        if "shown_if" in self and len({one.split(":")[0] for one in self.shown_if.data or []}) > 1:
            self.refuse("shown_if", _("Choose answers of one question only."))
        if self.only_spelling and not self.errors and self._is_more_than_spelling():
            self.refuse(
                "is_spelling",
                _("This is more than spelling: something is asked that was not there before. Take the tick away."),
            )

    def _check_choices(self) -> None:
        lines, needed = self.lines, len(STEPS) if self.kind == Kind.SCALE else 2
        if self.kind == Kind.SCALE and len(lines) != needed:
            self.refuse("choices", _("Enter five answers, the best one first, each in a line."))
        elif len(lines) < needed:
            self.refuse("choices", _("Enter two answers at least, each in a line."))
        elif len(lines) > MOST_CHOICES:
            self.refuse("choices", _("Enter at most %(most)d answers.", most=MOST_CHOICES))
        elif len(set(lines)) < len(lines):
            self.refuse("choices", _("Two answers are the same."))
        elif max(map(len, lines)) > LONGEST_CHOICE:
            self.refuse("choices", _("Use at most %(max)d characters for each answer.", max=LONGEST_CHOICE))

    def _is_more_than_spelling(self) -> bool:
        was = self.question
        if was is None:
            return True
        now = {name: self[name].data for name in (*FLAGS, "scale") if name in self}
        same = all(getattr(was, name) == value for name, value in now.items()) and self.condition == (
            was.shown_if,
            sorted(was.shown_if_answers),
        )
        return not same or bool(self.help.data) != bool(was.help.text) or len(self.lines) != len(was.choices)

    @property
    def only_spelling(self) -> bool:
        """Whether the question keeps its meaning."""
        return "is_spelling" in self and bool(self.is_spelling.data)

    @property
    def has_own(self) -> bool:
        """Whether the school writes the answers."""
        return self.kind in OWN_CHOICES or ("scale" in self and self.scale.data == Scale.OWN)

    @property
    def lines(self) -> list[str]:
        """The answers of our own."""
        written = self.choices.data if "choices" in self and self.has_own else ""
        return [" ".join(line.split()) for line in (written or "").split("\n") if line.strip()]

    @property
    def condition(self) -> tuple[str | None, list[str]]:
        """The question on whose answer it depends, and which answers those are."""
        pairs = [one.split(":") for one in (self.shown_if.data or [])] if "shown_if" in self else []
        return (pairs[0][0] if pairs else None), sorted(answer for _question, answer in pairs)

    def write(self, question: PulseQuestion) -> None:
        """Write it into a question."""
        language = self.pulse.language
        for name in ("title", "help"):
            words = getattr(question, name) or Words.begin(language, "")
            setattr(question, name, words.written(language, self[name].data or ""))
        for name in (*FLAGS, "scale"):
            if name in self:
                setattr(question, name, self[name].data)
        if self.lines != [choice.label.text for choice in question.choices]:
            question.give_choices(self.lines, language, is_spelling=self.only_spelling)
        question.shown_if, question.shown_if_answers = self.condition


def earlier(pulse: Pulse, question: PulseQuestion | None) -> Earlier:
    """The questions above this one that can decide whether it is asked, each with its answers."""
    every = pulse.latest.questions
    above = every[: every.index(question)] if question in every else every
    return [
        (one, [(o.key, o.label) for o in options_of(one, pulse.language) if o.key != NOT_APPLICABLE])
        for one in above
        if one.kind in OF_CHOICES
    ]
