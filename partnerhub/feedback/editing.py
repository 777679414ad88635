"""Changing the questions of a pulse, so that answers to two different questions are never counted as one.

A version that was asked stays as it is; what is changed goes into a next one. There a question keeps its key, by which
answers are counted together, as long as it means the same. Only the spelling may be corrected where it stands.
"""

from collections.abc import Callable
from typing import Any

from partnerhub.feedback.model import NotNow, Pulse
from partnerhub.feedback.questions import MOST_QUESTIONS, PulseQuestion
from partnerhub.feedback.versions import Version, new_key
from partnerhub.foundation import audit
from partnerhub.foundation.db import db

Change = Callable[[PulseQuestion], None]


def asked_keys(pulse: Pulse) -> set[str]:
    """The keys under which somebody may have answered."""
    return {question.key for version in pulse.versions if version.is_asked for question in version.questions}


def change_pulse(pulse: Pulse, *, by: Any, title: str, intro: str, **details: Any) -> None:
    """Take what stands above the questions anew. That is in no version; translations that it outdates become stale."""
    pulse.title, pulse.intro = pulse.title.written(pulse.language, title), pulse.intro.written(pulse.language, intro)
    for name, value in details.items():
        setattr(pulse, name, value)
    note(pulse, by)


def add(pulse: Pulse, question: PulseQuestion, *, by: Any) -> PulseQuestion:
    """Put a question at the end. Raises NotNow where there are as many as there may be."""
    if len(pulse.latest.questions) >= MOST_QUESTIONS:
        raise NotNow
    added = pulse.version_to_change().add(question)
    note(pulse, by)
    return added


def change(pulse: Pulse, key: str, apply: Change, *, by: Any) -> PulseQuestion:
    """Change a question. Where somebody may have answered it and it means something else now, it gets a new key.

    Args:
        pulse: whose question.
        key: the question's.
        apply: what writes the change into it.
        by: who changes it.
    """
    question = _question(pulse.version_to_change(), key)
    meant = question.meaning
    apply(question)
    if question.meaning != meant:
        _renew(question)
    note(pulse, by)
    return question


def correct(pulse: Pulse, key: str, apply: Change, *, by: Any) -> PulseQuestion:
    """Correct a question's spelling where it stands: in the newest version, asked or not. Its key stays."""
    question = _question(pulse.latest, key)
    apply(question)
    note(pulse, by)
    return question


def copy(pulse: Pulse, key: str, *, by: Any) -> PulseQuestion:
    """Ask something like it once more, below it. Raises NotNow where there are as many as there may be."""
    version = pulse.version_to_change()
    copied = _question(version, key).copy(with_new_key=True)
    add(pulse, copied, by=by)
    order = [one for one in version.questions if one is not copied]
    order.insert(order.index(_question(version, key)) + 1, copied)
    version.arrange(order)
    return copied


def move(pulse: Pulse, key: str, before: str | None, *, by: Any) -> None:
    """Put a question before another one, or at the end where that is None.

    Raises:
        NotNow: it would stand above the question on whose answer it depends, or that one below it.
    """
    keys = [question.key for question in pulse.latest.questions]
    if key not in keys or before == key or (before is not None and before not in keys):
        return
    keys.remove(key)
    keys.insert(len(keys) if before is None else keys.index(before), key)
    if keys == [question.key for question in pulse.latest.questions]:
        return
    if not _fits([_question(pulse.latest, one) for one in keys]):
        raise NotNow
    version = pulse.version_to_change()
    version.arrange([_question(version, one) for one in keys])
    note(pulse, by)


def remove(pulse: Pulse, key: str, *, by: Any) -> PulseQuestion:
    """Ask a question no more. What depended on its answer is asked of all, and so is another question."""
    version = pulse.version_to_change()
    removed = _question(version, key)
    for other in version.questions:
        if other.shown_if == key:
            _ask_all(other)
    version.touch()
    removed.throw_away(by=by)
    return removed


def take_back(question: PulseQuestion) -> None:
    """Fit a question that comes back from the bin into the version that may be changed."""
    pulse = question.version.pulse
    if pulse is None:  # it lies in the bin itself, and so was never asked
        return
    version = pulse.version_to_change()
    others = [one for one in version.questions if one is not question]
    if question.key in {one.key for one in others}:
        question.key = new_key()
    question.version = version
    above = {one.key for one in others if one.place < question.place}
    if question.shown_if and question.shown_if not in above:
        _ask_all(question)
    version.touch()
    db.session.flush()


def note(pulse: Pulse, by: Any) -> None:
    """Let pages that were made of it be made anew, and tell the trail."""
    pulse.touch()
    db.session.flush()
    audit.record(by, "pulse.changed", pulse, title=pulse.title.text)


def _question(version: Version, key: str) -> PulseQuestion:
    question = version.question(key)
    if question is None:
        raise KeyError(key)
    return question


def _renew(question: PulseQuestion) -> None:
    """Count what is answered from now on apart, also of those that are asked by its answer."""
    version, old = question.version, question.key
    if old in asked_keys(version.pulse):
        question.key = new_key()
    choices = {choice.key for choice in question.choices}
    for other in version.questions:
        if other.shown_if != old:
            continue
        other.shown_if = question.key
        if question.has_own_choices and question.scale is None:
            other.shown_if_answers = [key for key in other.shown_if_answers if key in choices]
        _renew(other) if other.shown_if_answers else _ask_all(other)


def _ask_all(question: PulseQuestion) -> None:
    """Ask it of everybody."""
    question.shown_if, question.shown_if_answers = None, []
    _renew(question)


def _fits(order: list[PulseQuestion]) -> bool:
    """Whether each question stands below the one on whose answer it depends."""
    keys = [question.key for question in order]
    return all(
        question.shown_if in keys[:at]
        for at, question in enumerate(order)
        if question.shown_if and question.shown_if in keys
    )
