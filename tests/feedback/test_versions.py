"""Versions of a pulse under random changes: answers to two different questions are never counted as one."""

from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerhub.feedback import editing, publishing
from partnerhub.feedback.kinds import Kind, Scale
from partnerhub.feedback.model import NotNow, Pulse
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.versions import Version
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.texts import Words
from partnerhub.people.model import User
from tests.feedback.asking import words
from tests.feedback.test_editing import titled


def told(version: Version) -> dict[str, Any]:
    """What each question of a version means, by its key: read from the rows, without the code under test."""
    return {
        question.key: (
            question.kind,
            question.scale,
            question.may_not_apply,
            question.is_barrier,
            question.title.text.rstrip("!"),  # the spelling, in this game
            question.shown_if,
            sorted(question.shown_if_answers),
            sorted(choice.label.text for choice in question.choices),
        )
        for question in version.questions
    }


MOVES = (
    "add",
    "reword",
    "correct",
    "require",
    "barrier",
    "depend",
    "choices",
    "move",
    "copy",
    "remove",
    "return",
    "discard",
)
STEPS = st.lists(st.tuples(st.sampled_from((*MOVES, "publish", "publish")), st.integers(0, 30)), max_size=25)
WHOLE = frozenset({"add", "return", "publish", "discard"})  # moves of the pulse, not of one of its questions


class Game:
    """A pulse that is changed at random.

    It begins with a question of yes or no, one that follows it, one that follows that, and one that follows none, and
    they were asked: so that a random change soon meets a question on which others depend.
    """

    def __init__(self, staff: User) -> None:
        self.staff, self.n, self.removed, self.discarded = staff, 0, list[PulseQuestion](), list[Version]()
        self.pulse = Pulse.begin(by=staff, language="en", title="A game")
        for kind in (1, 1, 2, 3):
            self.play("add", kind)
        for place in (1, 2):
            self.play("depend", place)
        self.play("publish", 0)

    def play(self, step: str, at: int) -> None:
        questions = self.pulse.latest.questions
        self.n += 1
        if step in WHOLE or not questions:
            return getattr(self, f"_{step}")(at) if step in WHOLE else None
        key = questions[at % len(questions)].key
        if step == "move":
            before = [None, *(question.key for question in questions)][self.n % (len(questions) + 1)]
            try:
                editing.move(self.pulse, key, before, by=self.staff)
            except NotNow:
                return None
        elif step == "copy":
            editing.copy(self.pulse, key, by=self.staff)
        elif step == "remove":
            self.removed.append(editing.remove(self.pulse, key, by=self.staff))
        elif step == "correct":
            editing.correct(self.pulse, key, titled(questions[at % len(questions)].title.text + "!"), by=self.staff)
        else:
            editing.change(self.pulse, key, getattr(self, f"_{step}"), by=self.staff)
        return None

    def _add(self, at: int) -> None:
        kind = (Kind.SCALE, Kind.YES_NO, Kind.ONE, Kind.LONG)[at % 4]
        question = PulseQuestion(kind=kind, title=words(f"Question {self.n}"), help=words(""), shown_if_answers=[])
        question.scale = Scale.EASE if kind == Kind.SCALE else None
        question.choices = []
        question.give_choices(["A", "B"] if kind == Kind.ONE else [], "en")
        editing.add(self.pulse, question, by=self.staff)

    def _return(self, at: int) -> None:
        here = [question for question in self.removed if question.version_id in self._versions()]
        if here:
            here[at % len(here)].bring_back(by=self.staff)
            self.removed.remove(here[at % len(here)])

    def _versions(self) -> set[int]:
        return {version.id for version in self.pulse.versions}

    def _discard(self, at: int) -> None:
        """Throw changed questions away, or bring those back that were."""
        if at % 2 and self.discarded:
            self.discarded.pop(at % len(self.discarded)).bring_back(by=self.staff)
        elif not self.pulse.latest.is_asked:
            self.discarded.append(self.pulse.latest)
            self.pulse.latest.throw_away(by=self.staff)

    def _publish(self, at: int) -> None:
        if self.pulse.latest.questions:
            first = clock.today() + timedelta(days=2 * self.n)
            publishing.publish(self.pulse, by=self.staff, opens_on=first, closes_on=first, languages=["en"])

    def _reword(self, question: PulseQuestion) -> None:
        question.title = Words.begin("en", f"Question {self.n}")

    def _require(self, question: PulseQuestion) -> None:
        question.is_required = not question.is_required

    def _barrier(self, question: PulseQuestion) -> None:
        question.is_barrier = not question.is_barrier

    def _choices(self, question: PulseQuestion) -> None:
        if question.kind == Kind.ONE:
            question.give_choices(["A", f"C{self.n}"], "en")

    def _depend(self, question: PulseQuestion) -> None:
        above = [other for other in question.version.questions if other.place < question.place]
        source = next((other for other in reversed(above) if other.kind == Kind.YES_NO), None)
        question.shown_if, question.shown_if_answers = (source.key, ["no"]) if source else (None, [])


@given(STEPS)
@settings(max_examples=60)
def test_whatever_is_changed_one_key_never_means_two_things(house: Flask, steps: list[tuple[str, int]]) -> None:
    game = Game(User.by_email("staff@demo.example"))
    kept: dict[int, dict[str, Any]] = {}
    for step, at in steps:
        game.play(step, at)
        db.session.expire_all()
        meanings: dict[str, Any] = {}
        for version in game.pulse.versions:
            now = told(version)
            assert len(now) == len(version.questions), "A key stands once in a version"
            if version.is_asked:
                assert kept.setdefault(version.number, now) == now, "What was asked stays as it is"
                for key, meaning in now.items():
                    assert meanings.setdefault(key, meaning) == meaning, f"{key} means two things after {step}"
        keys = [question.key for question in game.pulse.latest.questions]
        for place, question in enumerate(game.pulse.latest.questions):
            assert question.shown_if is None or question.shown_if in keys[:place]
