"""Asking: what must be right before a round of a pulse goes out, and how it then goes out."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.kinds import OWN_CHOICES, STEPS, Scale
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import db
from partnerhub.foundation.texts import Place, TextState, progress

# Between the day on which families are told and the first on which their children are asked: time to read the
# questions and to send a slip back. The law asks for "reasonable" notice without a number (see `needs_notice`), so a
# week is our choice; some states ask for more, such as Utah for two weeks (Utah Code 53E-9-203).
NOTICE = timedelta(days=7)


def lacking(pulse: Pulse, languages: list[str]) -> list[str]:
    """What keeps a pulse from being asked in these languages, as sentences; empty where nothing does."""
    problems = []
    counted = [question for question in pulse.latest.questions if question.is_counted]
    if not counted:
        problems.append(_("There is no question yet."))
    problems += [
        _("“%(title)s” has too few answers to choose from.", title=question.title.text)
        for question in counted
        if len(question.choices) < least_choices(question)
    ]
    for language in languages:
        missing = progress(pulse.texts(), language)[TextState.MISSING]
        if missing:
            sentence = ngettext(
                "One text is missing in %(language)s.",
                "%(num)d texts are missing in %(language)s.",
                missing,
                language=name_of(language),
            )
            problems.append(sentence)
    return problems


def least_choices(question: PulseQuestion) -> int:
    """How many answers of its own a question needs."""
    if question.scale == Scale.OWN:
        return len(STEPS)
    return 2 if question.kind in OWN_CHOICES else 0


def stale(pulse: Pulse, languages: list[str]) -> dict[str, int]:
    """How many texts were changed after they had been translated, by the language."""
    found = {language: progress(pulse.texts(), language)[TextState.STALE] for language in languages}
    return {language: number for language, number in found.items() if number}


def read_now(pulse: Pulse, language: str) -> list[Place]:
    """The texts that somebody may be reading in this language today, so that none of them must go missing."""
    asked = pulse.round
    if asked is None or language not in asked.languages:
        return []
    return pulse.texts() if asked.version is pulse.latest else pulse.own_texts()


def needs_notice(pulse: Pulse) -> bool:
    """Whether families must be told before: students are asked.

    Source: Protection of Pupil Rights Amendment, 20 U.S.C. 1232h: notice, a way to opt out, and a look at the
    questions, where students are asked about any of eight protected areas. We ask it for every student pulse.
    """
    return pulse.audience == Audience.STUDENTS


def may_open_on(pulse: Pulse, day: date, told_on: date | None) -> bool:
    """Whether those who are asked may be asked from this day on: students, when their families had time to say no.

    Args:
        pulse: what is asked.
        day: the first day of the round.
        told_on: when families were told.
    """
    return not needs_notice(pulse) or (told_on is not None and day >= told_on + NOTICE)


def publish(pulse: Pulse, *, by: Any, opens_on: date, closes_on: date, languages: list[str], **more: Any) -> Round:
    """Ask: begin a round with the newest questions.

    Args:
        pulse: what is asked.
        by: who asks.
        opens_on: its first day.
        closes_on: its last day.
        languages: those that it is offered in.
        more: how many are asked; for students, the notice to families.

    Raises:
        ValueError: something is missing (see `lacking`), its days meet those of another round, or families have not
            been told long enough before.
    """
    in_time = may_open_on(pulse, opens_on, more.get("notice_on"))
    if lacking(pulse, languages) or meets_another(pulse, opens_on, closes_on) or not in_time:
        raise ValueError("This cannot be asked like that.")
    version = pulse.latest
    version.asked_at = version.asked_at or clock.now()
    number = max((one.number for one in pulse.rounds), default=0) + 1
    asked = Round(
        version_id=version.id, number=number, opens_on=opens_on, closes_on=closes_on, made_by_id=by.id, **more
    )
    asked.languages = languages
    pulse.rounds.append(asked)
    db.session.flush()
    audit.record(by, "pulse_round.published", asked, title=pulse.title.text, number=number)
    return asked


def meets_another(pulse: Pulse, opens_on: date, closes_on: date, itself: Round | None = None) -> Round | None:
    """Another round of this pulse that goes on at the same time: its address leads to one at a time.

    Args:
        pulse: whose rounds.
        opens_on: the first day.
        closes_on: the last day.
        itself: the round whose days these are to be.
    """
    others = (one for one in pulse.rounds if one is not itself)
    return next((one for one in others if one.opens_on <= closes_on and opens_on <= _busy_until(one)), None)


def _busy_until(one: Round) -> date:
    """The last day on which the address is taken; on the day when a round is closed another one may begin."""
    return clock.day_of(one.closed_at) - timedelta(days=1) if one.closed_at else one.closes_on


def reschedule(round_: Round, *, by: Any, **changed: Any) -> None:
    """Change the days of a round as far as they are still to come, or how many people were asked.

    Raises:
        ValueError: its days would meet those of another round, or come too soon after families were told.
    """
    for name, value in changed.items():
        setattr(round_, name, value)
    if meets_another(round_.pulse, round_.opens_on, round_.closes_on, round_):
        raise ValueError("Another round goes on then.")
    if "opens_on" in changed and not may_open_on(round_.pulse, round_.opens_on, round_.notice_on):
        raise ValueError("Families were not told long enough before.")
    db.session.flush()
    audit.record(by, "pulse_round.rescheduled", round_, title=round_.pulse.title.text, number=round_.number)


def ask_anew(asked: Round, *, by: Any) -> None:
    """Let a round go on with the newest questions.

    Raises ValueError where it is over, they are not ready for it, or families were told of the ones before.
    """
    pulse = asked.pulse
    if asked.is_closed or needs_notice(pulse) or lacking(pulse, asked.languages):
        raise ValueError("The newest questions cannot be asked yet.")
    asked.version = pulse.latest
    asked.version.asked_at = asked.version.asked_at or clock.now()
    audit.record(by, "pulse_round.changed", asked, title=pulse.title.text, number=asked.number)
