"""A version's questions as somebody reads them in one language: what the form, its preview and the paper show.

Made once for each version, revision and language, and kept: the form is the page that many people open at once.
"""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.feedback.kinds import DOES_NOT_APPLY, NOT_APPLICABLE, SCALES, STEPS, YES_NO, Kind, Scale
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.versions import Version

WHICH_PARTNER = "partner"
NONE_OF_THEM = "none"
MOST_KEPT = 100


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    key: str
    label: str


@dataclass(frozen=True)
class Item:
    """One question, or a heading, in one language. Arguments as for PulseQuestion."""

    key: str
    kind: str
    title: str
    help: str = ""
    options: tuple[Option, ...] = ()
    is_required: bool = False
    shown_if: str | None = None
    shown_if_answers: tuple[str, ...] = ()
    shown_if_text: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The answers that there are."""
        return frozenset(option.key for option in self.options)

    def is_shown(self, answers: dict[str, Any]) -> bool:
        """Whether it is asked of somebody who gave these answers."""
        if self.shown_if is None:
            return True
        given = answers.get(self.shown_if)
        return bool(set(given if isinstance(given, list) else [given]) & set(self.shown_if_answers))


@dataclass(frozen=True)
class Sheet:
    """The whole form in one language; `partners` are the keys of those that it is about."""

    version_id: int
    title: str
    intro: str
    items: tuple[Item, ...]
    partners: tuple[int, ...] = ()

    @property
    def questions(self) -> list[Item]:
        """Its items but for the headings."""
        return [item for item in self.items if item.kind != Kind.SECTION]


def sheet(version: Version, language: str) -> Sheet:
    """The form of a version in a language. Its own where a text is missing: only a preview is ever seen like that."""
    kept: dict[Any, Sheet] = current_app.extensions.setdefault("sheets", {})
    key = (version.id, version.revision, language)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = make(version, language)
    return kept[key]


def make(version: Version, language: str) -> Sheet:
    """Read the whole form."""
    pulse = version.pulse
    with force_locale(language):
        items = [item_of(question, version, language) for question in version.questions]
        if len(pulse.partners) > 1:
            options = [Option(str(partner.id), partner.name) for partner in pulse.partners]
            options.append(Option(NONE_OF_THEM, _("None of them, or I am not sure")))
            title = _("Which of our partners is your answer about?")
            items.insert(0, Item(WHICH_PARTNER, Kind.ONE, title, options=tuple(options)))
    about = tuple(partner.id for partner in pulse.partners)
    return Sheet(version.id, pulse.title.read_in(language), pulse.intro.read_in(language), tuple(items), about)


def item_of(question: PulseQuestion, version: Version, language: str) -> Item:
    """A question in the language that is forced."""
    earlier = version.question(question.shown_if) if question.shown_if else None
    wanted = {option.key: option.label for option in options_of(earlier, language)} if earlier else {}
    answers = tuple(key for key in question.shown_if_answers if key in wanted)
    return Item(
        key=question.key,
        kind=question.kind,
        title=question.title.read_in(language),
        help=question.help.read_in(language),
        options=tuple(options_of(question, language)),
        is_required=question.is_required,
        shown_if=earlier.key if earlier and answers else None,
        shown_if_answers=answers,
        shown_if_text=", ".join(wanted[key] for key in answers),
    )


def options_of(question: PulseQuestion, language: str) -> list[Option]:
    """The answers of a question in the language that is forced."""
    own = [choice.label.read_in(language) for choice in question.choices]
    if question.kind == Kind.SCALE:
        scale = Scale(question.scale or Scale.OWN)
        labels = own if scale == Scale.OWN else [str(text) for text in SCALES[scale]]
        options = [Option(key, label) for key, label in zip(STEPS, labels, strict=False)]
    elif question.kind == Kind.YES_NO:
        options = [Option(key, str(label)) for key, label in YES_NO.items()]
    else:
        options = [Option(choice.key, label) for choice, label in zip(question.choices, own, strict=True)]
    if question.may_not_apply and options:
        options.append(Option(NOT_APPLICABLE, str(DOES_NOT_APPLY)))
    return options
