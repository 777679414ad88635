"""The results of a round as somebody reads them: the one thing that the page, its print and the exports are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import format_decimal, format_percent, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.feedback import charts
from partnerhub.feedback.charts import Bar, Point, Stack
from partnerhub.feedback.kinds import STEPS, WRITTEN, Kind
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Round
from partnerhub.feedback.pictures import Picture
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.releases import INSIDE, NOBODY, OUTSIDE, Release
from partnerhub.feedback.sheet import options_of
from partnerhub.feedback.suppression import Shown, mean
from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner

BREAKDOWNS = {"partner": _l("By partner"), "language": _l("By language")}
WHAT = {"partner": _l("Partner"), "language": _l("Language")}
CHANNELS = {"link": _l("online"), "kiosk": _l("at the tablet"), "paper": _l("on paper")}
VALUES = {step: int(step) for step in STEPS}


@dataclass
class Answered:
    """One question and what is shown of it.

    Args:
        since: the number of the first round that asked it like this.
        shown: None where too few answered.
    """

    question: PulseQuestion
    options: list[tuple[str, str]]
    shown: Shown | None
    audience: str
    since: int
    points: list[Point] = field(default_factory=list)
    groups: dict[str, Shown] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The question."""
        return self.question.title.read_in(str(get_locale()))

    @property
    def finding(self) -> str:
        """What its figures say."""
        assert self.shown
        return charts.finding(self.shown, self.options, self.question.kind, self.audience)

    @property
    def bars(self) -> list[Bar]:
        """A bar for each answer."""
        return charts.bars(self.shown, self.options, self.question.kind) if self.shown else []

    @property
    def all(self) -> str:
        """How many answered it."""
        return format_decimal(self.shown.n) if self.shown else ""

    @property
    def mean(self) -> str:
        """The mean of a scale, "4.2"; empty where none is said."""
        found = mean(self.shown, VALUES) if self.shown and self.question.has_mean else None
        return "" if found is None else format_decimal(found, "0.0")

    @property
    def trend(self) -> str:
        """What the line over rounds says; empty where there is no line."""
        return charts.trend_finding(self.points) if len(self.points) > 1 else ""

    @property
    def stacks(self) -> list[Stack]:
        """Its groups, each with one bar: where a person gives one answer."""
        kind = self.question.kind
        return [
            Stack(self.names[group], format_decimal(shown.n), charts.bars(shown, self.options, kind))
            for group, shown in self.groups.items()
        ]

    @property
    def comparison(self) -> str:
        """What its groups say beside each other."""
        return charts.comparison(self.groups, self.names, self.question.kind)

    @property
    def is_stacked(self) -> bool:
        """Whether its answers add up, and have an order."""
        return self.question.kind in charts.FAVORABLE

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What the patterns of its stacks mean."""
        return [(charts.step_of(key, self.question.kind), label) for key, label in self.options]


class Results:
    """A released round for one person.

    Args:
        asked: the round.
        release: what was published of it.
        user: who reads; staff at the threshold inside, everybody else at the one outside.
        by: the one breakdown that is looked at, or none.
    """

    def __init__(self, asked: Round, release: Release, user: Any, by: str = "") -> None:
        self.asked, self.release, self.by = asked, release, by
        self.audience = INSIDE if user.is_staff else OUTSIDE
        self.threshold = release.thresholds[self.audience]
        self.picture = release.picture(self.audience)
        self.earlier = self._earlier()
        self.questions = [self._answered(question) for question in self._asked()]

    @property
    def breakdowns(self) -> list[str]:
        """The breakdowns that have more than one group."""
        return [name for name in BREAKDOWNS if name in self.picture.groups]

    @property
    def rate(self) -> str:
        """The response rate, "23 %"; empty where nobody said how many were asked, or fewer than answered."""
        asked = self.asked.asked or 0
        return format_percent(self.picture.n / asked, charts.PERCENT) if asked >= self.picture.n > 0 else ""

    @property
    def channels(self) -> list[tuple[str, str]]:
        """How answers came in: words and numbers."""
        counted = self.release.channels
        return [(str(words), format_decimal(counted[name])) for name, words in CHANNELS.items() if counted.get(name)]

    @property
    def is_changed(self) -> bool:
        """Whether the questions are no longer those of the round before."""
        before = [one for one in self.asked.pulse.rounds if one.number < self.asked.number]
        return bool(before) and before[-1].version_id != self.asked.version_id

    def group_names(self, by: str) -> dict[str, str]:
        """What the groups of a breakdown are called."""
        groups = {group for shown in self.picture.groups[by].values() for group in shown}
        groups |= self.picture.sizes[by].keys()
        if by == "language":
            return {code: name_of(code) for code in sorted(groups)}
        ids = [int(group) for group in groups if group != NOBODY]
        known = db.session.execute(select(Partner.id, Partner.name).where(Partner.id.in_(ids)))
        names = {row.id: row.name for row in known}
        gone, none = _("A partner that is gone"), _("None of them, or not sure")
        return {group: none if group == NOBODY else names.get(int(group), gone) for group in sorted(groups)}

    def _earlier(self) -> list[tuple[Round, Picture | None]]:
        """This round and those before, each with its picture where it was released."""
        rounds = [one for one in self.asked.pulse.rounds if one.number <= self.asked.number]
        found = db.session.scalars(select(Release).where(Release.round_id.in_([one.id for one in rounds])))
        released = {one.round_id: one.picture(self.audience) for one in found}
        return [(one, released.get(one.id)) for one in rounds]

    def _asked(self) -> list[PulseQuestion]:
        """The questions of the round, then those of older versions that were answered before it got its newest."""
        own = [question for question in self.asked.version.questions if _is_counted(question)]
        keys = {question.key for question in own}
        older = list[PulseQuestion]()
        for version in reversed(self.asked.pulse.versions):
            for question in version.questions:
                if question.key in self.picture.questions and question.key not in keys:
                    keys.add(question.key)
                    older.append(question)
        return own + older

    def _answered(self, question: PulseQuestion) -> Answered:
        key, kind = question.key, question.kind
        shown = self.picture.questions.get(key)
        same = [(one, picture) for one, picture in self.earlier if one.version.question(key)]
        since = same[0][0].number if same else self.asked.number
        groups, names = {}, {}
        if self.by in self.picture.groups:
            groups = self.picture.groups[self.by].get(key, {})
            names = self.group_names(self.by)
        points = list[Point]()
        if kind in charts.FAVORABLE:
            told = [(one.number, picture.questions.get(key) if picture else None) for one, picture in same]
            points = [charts.point(format_decimal(number), figures, kind) for number, figures in told]
        options = _options(question, [shown] if shown else [])
        return Answered(question, options, shown, self.asked.pulse.audience, since, points, groups, names)


def _is_counted(question: PulseQuestion) -> bool:
    return question.kind != Kind.SECTION and question.kind not in WRITTEN


def _options(question: PulseQuestion, shown: Sequence[Shown]) -> list[tuple[str, str]]:
    """The answers of a question; of a number, the classes that were typed."""
    if question.kind != Kind.NUMBER:
        return [(option.key, option.label) for option in options_of(question, str(get_locale()))]
    found = {name for one in shown for name in one.answers}
    return [(name, name.replace("-", "\u2013")) for name in sorted(found, key=lambda name: int(name.split("-")[0]))]
