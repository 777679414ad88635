"""Reading a form that somebody sent: what is right becomes answers, what is wrong gets a word beside its question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import insert

from partnerhub.feedback.answers import Comment, Response, random_key
from partnerhub.feedback.kinds import MOST_OF_NUMBER, WRITTEN, Kind
from partnerhub.feedback.sheet import NONE_OF_THEM, WHICH_PARTNER, Item, Sheet
from partnerhub.foundation.db import db
from partnerhub.foundation.fields import UNSEEN, tidy

LONGEST = {Kind.SHORT: 200, Kind.LONG: 2000}


class Sent(Protocol):
    """What a browser sends: several values a name."""

    def getlist(self, name: str) -> list[str]: ...


@dataclass
class Filled:
    """A form as it was sent.

    Args:
        typed: what each question's fields said, to be shown again.
        answers: what is counted.
        comments: what was written, by the question's key.
        errors: what is wrong, by the question's key.
    """

    typed: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return not (self.answers.keys() - {WHICH_PARTNER} or self.comments)

    @property
    def is_good(self) -> bool:
        """Whether it can be taken."""
        return not self.errors and not self.is_empty


def read(sheet: Sheet, sent: Sent) -> Filled:
    """Read what was sent. What is not asked of somebody who answered like that is left out."""
    filled = Filled()
    for item in sheet.questions:
        values = [tidy(value) for value in sent.getlist(item.key)][: len(item.options) + 1]
        filled.typed[item.key] = values
        if item.is_shown(filled.answers):
            take(item, [value for value in values if value], filled)
    return filled


def take(item: Item, values: list[str], filled: Filled) -> None:
    """Take the answer to one question, or say what is wrong with it."""
    if not values:
        if item.is_required:
            filled.errors[item.key] = _("Please answer this question.")
        return
    try:
        if item.kind in WRITTEN:
            filled.comments[item.key] = written(item, values[0])
        else:
            filled.answers[item.key] = counted(item, values)
    except ValueError as problem:
        filled.errors[item.key] = str(problem)


def counted(item: Item, values: list[str]) -> str | int | list[str]:
    """An answer that is counted. Raises ValueError, with the words for whoever sent it."""
    if item.kind == Kind.NUMBER:
        if not re.fullmatch(r"[0-9]{1,3}", values[0]):
            raise ValueError(_("Enter a whole number from 0 to %(most)d.", most=MOST_OF_NUMBER))
        return int(values[0])
    if not set(values) <= item.keys or (item.kind != Kind.SEVERAL and len(values) > 1):
        raise ValueError(_("Choose one of the answers in the list."))
    return sorted(set(values)) if item.kind == Kind.SEVERAL else values[0]


def written(item: Item, text: str) -> str:
    """What somebody wrote. Raises ValueError, with the words for whoever sent it."""
    most = LONGEST[Kind(item.kind)]
    if len(text) > most:
        raise ValueError(_("Use at most %(max)d characters.", max=most))
    if UNSEEN.search(text):
        raise ValueError(_("This text has characters that cannot be shown. Please type it here instead of pasting it."))
    return text


def keep(round_id: int, sheet: Sheet, filled: Filled, *, language: str, channel: str, aside: str = "") -> list[str]:
    """Write down what somebody answered: what is counted in one row, each comment in one of its own.

    Without the session's unit of work, which takes longer than all else here: many may answer at once.

    Returns:
        the keys of what was written.
    """
    answers = dict(filled.answers)
    about = about_partner(sheet.partners, answers.pop(WHICH_PARTNER, None))
    more: dict[str, Any] = {"round_id": round_id, "partner_id": about, "language": language, "aside": aside}
    key, connection = random_key(), db.session.connection()
    counted = {"key": key, "version_id": sheet.version_id, "channel": channel, "answers": answers, **more}
    connection.execute(insert(Response), counted)
    written = [
        {"key": random_key(), "question_key": question, "text": text, **more}
        for question, text in filled.comments.items()
    ]
    if written:
        connection.execute(insert(Comment), written)
    return [key, *(comment["key"] for comment in written)]


def about_partner(partners: Sequence[int], said: Any) -> int | None:
    """Which organization an answer is about: the only one of the pulse, or the one that was chosen."""
    if len(partners) == 1:
        return partners[0]
    return int(said) if said and said != NONE_OF_THEM else None
