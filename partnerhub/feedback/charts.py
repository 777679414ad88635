"""What charts are drawn from: bars, stacks and points with their words, and the sentence that says what they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.kinds import NOT_APPLICABLE, STEPS, Kind
from partnerhub.feedback.suppression import Shown

FAVORABLE = {Kind.SCALE: ("5", "4"), Kind.YES_NO: ("yes",)}
PLAIN = "bar"
# How many of those who were asked said so: all or nearly all, most, more than half, fewer than half.
WHO = {
    Audience.FAMILIES: (
        _l("All or nearly all families"),
        _l("Most families"),
        _l("More than half of the families"),
        _l("Fewer than half of the families"),
    ),
    Audience.STUDENTS: (
        _l("All or nearly all students"),
        _l("Most students"),
        _l("More than half of the students"),
        _l("Fewer than half of the students"),
    ),
    Audience.STAFF: (
        _l("All or nearly all of the staff"),
        _l("Most of the staff"),
        _l("More than half of the staff"),
        _l("Fewer than half of the staff"),
    ),
    Audience.PARTNERS: (
        _l("All or nearly all partners"),
        _l("Most partners"),
        _l("More than half of the partners"),
        _l("Fewer than half of the partners"),
    ),
}
MOST = 0.75
ALIKE = 10  # percentage points that are no difference in a small school
PERCENT = "#,##0 %"


@dataclass(frozen=True)
class Bar:
    """One answer: its label, how often, and how long its bar is.

    Args:
        step: "5" to "1" for the five answers of a scale, "na", or "bar"; it chooses color and pattern.
        share: of 100.
        start: where it begins in a stacked bar, of 100.
    """

    label: str
    step: str
    text: str
    share: float
    share_text: str
    start: float = 0


@dataclass(frozen=True)
class Stack:
    """One group: its name, how many of it answered, and the bars that make up its own."""

    label: str
    text: str
    bars: list[Bar]


@dataclass(frozen=True)
class Point:
    """One round in a trend; `share` is None where too few answered for it to be shown."""

    label: str
    share: float | None = None
    text: str = ""
    all: str = ""
    at_least: bool = False


Options = Sequence[tuple[str, str]]


def bars(shown: Shown, options: Options, kind: str) -> list[Bar]:
    """A bar for each answer that is shown, in the order of the form."""
    drawn, start = list[Bar](), 0.0
    for key, label in options:
        if shown.at_least and key not in shown.answers:
            continue
        count = shown.answers.get(key, 0)
        share = 100 * count / shown.n
        words, percent = format_decimal(count), format_percent(count / shown.n, PERCENT)
        if key in shown.at_least:
            words, percent = _("at least %(number)s", number=words), _("at least %(number)s", number=percent)
        drawn.append(Bar(label, step_of(key, kind), words, share, percent, start))
        start += share
    return drawn


def step_of(key: str, kind: str) -> str:
    """Which color and pattern an answer has."""
    if key == NOT_APPLICABLE:
        return "na"
    if kind == Kind.YES_NO:
        return "5" if key == "yes" else "1"
    return key if kind == Kind.SCALE and key in STEPS else PLAIN


def finding(shown: Shown, options: Options, kind: str, audience: str) -> str:
    """What a question's figures say, as a sentence."""
    labels = dict(options)
    if shown.at_least and kind != Kind.SEVERAL:
        (key,) = shown.at_least
        words = {"who": WHO[Audience(audience)][0], "count": shown.answers[key], "n": shown.n, "answer": labels[key]}
        return _("%(who)s: at least %(count)d of %(n)d said “%(answer)s”.", **words)
    if kind in FAVORABLE:
        return _favorable(shown, labels, kind, audience)
    key = max(labels, key=lambda name: shown.answers.get(name, 0))
    words = {"answer": labels[key], "count": shown.answers.get(key, 0), "n": shown.n}
    if key in shown.at_least:
        return _("Most often “%(answer)s”: at least %(count)d of %(n)d.", **words)
    return _("Most often “%(answer)s”: %(count)d of %(n)d.", **words)


def _favorable(shown: Shown, labels: dict[str, str], kind: str, audience: str) -> str:
    keys = [key for key in FAVORABLE[Kind(kind)] if key in labels]
    count = sum(shown.answers.get(key, 0) for key in keys)
    n = shown.n - shown.answers.get(NOT_APPLICABLE, 0)
    if not n:
        return _("It applied to nobody.")
    share = count / n
    who = WHO[Audience(audience)][1 if share >= MOST else 2 if share > 0.5 else 3]
    words = {"who": who, "count": count, "n": n, "first": labels[keys[0]], "second": labels[keys[-1]]}
    if len(keys) == 1:
        return _("%(who)s: %(count)d of %(n)d said “%(first)s”.", **words)
    return _("%(who)s: %(count)d of %(n)d said “%(first)s” or “%(second)s”.", **words)


def point(label: str, shown: Shown | None, kind: str) -> Point:
    """A round in the trend of a question: the share of those who gave one of the good answers, where it applies."""
    if shown is None:
        return Point(label)
    n = shown.n - shown.answers.get(NOT_APPLICABLE, 0)
    good = [key for key in FAVORABLE[Kind(kind)] if key in shown.answers]
    if not n or (shown.at_least and not good):
        return Point(label, all=format_decimal(shown.n))
    share = sum(shown.answers[key] for key in good) / n
    text = format_percent(share, PERCENT)
    return Point(label, 100 * share, f"≥ {text}" if shown.at_least else text, format_decimal(n), bool(shown.at_least))


def trend_finding(points: Sequence[Point]) -> str:
    """What a line over rounds says."""
    told = [one.share for one in points if one.share is not None and not one.at_least]
    if len(told) < 2:
        return _("From round to round")
    change = round(told[-1]) - round(told[0])
    if abs(change) < 5:
        return _("About the same from round to round")
    if change > 0:
        return _("Better than at first, by %(points)d percentage points", points=change)
    return _("Worse than at first, by %(points)d percentage points", points=-change)


def comparison(groups: Mapping[str, Shown], names: Mapping[str, str], kind: str) -> str:
    """What the groups of a question say beside each other."""
    shares = {group: one.share for group, shown in groups.items() if (one := point("", shown, kind)).share is not None}
    if len(shares) < 2:
        return _("Only one group can be shown.")
    best, least = max(shares, key=lambda one: shares[one]), min(shares, key=lambda one: shares[one])
    if shares[best] - shares[least] < ALIKE:
        return _("About the same in all groups that are shown")
    high, low = (format_percent(shares[group] / 100, PERCENT) for group in (best, least))
    words = {"best": names[best], "least": names[least], "high": high, "low": low}
    return _("Good answers: %(high)s in “%(best)s”, %(low)s in “%(least)s”", **words)
