"""Translated texts: what the school wrote itself, in each of its languages, and how far each translation is.

A model keeps such a text in one column, with all its languages:

    title: Mapped[Words]
    question.title = question.title.written("es", "¿Le ayudó?")
    question.title = question.title.checked("es", by=user)
    question.title.state("es")   # TextState.STALE after the source was changed

A `Words` is a value: it is replaced, never changed in place. Texts of the interface itself are in the catalogs.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import JSON
from sqlalchemy.types import TypeDecorator

from partnerhub.foundation import clock


class TextState(StrEnum):
    """How far a translation is."""

    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"
    STALE = "stale"


@dataclass(frozen=True)
class Wording:
    """A text in one language.

    Args:
        text: what it says.
        on: the day when it was last changed, as 2026-11-25.
        of: the fingerprint of the source text that it says the same as; empty in the source language itself.
        checked_by: the name of who said that it is right; empty while it is a draft.
        checked_on: when they said so.
    """

    text: str
    on: str = ""
    of: str = ""
    checked_by: str = ""
    checked_on: str = ""


@dataclass(frozen=True)
class Words:
    """A text in the language that it was written in, and in others.

    Args:
        source: the language that it was written in.
        wordings: what it is in each language.
    """

    source: str
    wordings: Mapping[str, Wording] = field(default_factory=dict)

    @classmethod
    def begin(cls, language: str, text: str) -> Self:
        """A text that nobody has translated yet."""
        return cls(language).written(language, text)

    @property
    def text(self) -> str:
        """The text in the language that it was written in."""
        return self.text_in(self.source)

    def text_in(self, language: str) -> str:
        """The text in this language, empty where there is none."""
        wording = self.wordings.get(language)
        return wording.text if wording else ""

    def read_in(self, language: str) -> str:
        """The text in this language, or in its own where there is none: for pages of the school, not of families.

        Args:
            language: a page's as well, "es-US" or "es_US", which reads the "es".
        """
        return self.text_in(language) or self.text_in(re.split("[-_]", language)[0]) or self.text

    def state(self, language: str) -> TextState:
        """How far it is in this language. The source is always right, and nothing needs no translation."""
        if language == self.source or not self.text:
            return TextState.CHECKED
        wording = self.wordings.get(language)
        if wording is None or not wording.text:
            return TextState.MISSING
        if wording.of != fingerprint(self.text):
            return TextState.STALE
        return TextState.CHECKED if wording.checked_by else TextState.DRAFT

    @property
    def changed_on(self) -> date | None:
        """When the source was last changed: since then a translation may be stale."""
        wording = self.wordings.get(self.source)
        return date.fromisoformat(wording.on) if wording and wording.on else None

    def checked_in(self, language: str) -> Wording | None:
        """Who has checked it in this language, and when; None where nobody has."""
        wording = self.wordings.get(language)
        return wording if wording and wording.checked_by else None

    def written(self, language: str, text: str) -> Self:
        """The same with this text in this language. What was not changed keeps its state, unless it was stale.

        A source that is empty now has no translations any more.
        """
        if language == self.source and not text:
            return type(self)(language, {language: Wording("")}) if self.wordings else self
        if text == self.text_in(language) and self.state(language) != TextState.STALE:
            return self
        of = "" if language == self.source else fingerprint(self.text)
        return self._with(language, Wording(text, on=clock.today().isoformat(), of=of))

    def checked(self, language: str, *, by: Any) -> Self:
        """The same, said to be right in this language. Raises ValueError where there is nothing to be right."""
        wording = self.wordings.get(language)
        if wording is None or not wording.text:
            raise ValueError("Nobody can check a text that is not there.")
        today = clock.today().isoformat()
        return self._with(language, replace(wording, of=fingerprint(self.text), checked_by=by.name, checked_on=today))

    def doubted(self, language: str) -> Self:
        """The same, said to be a draft in this language, or as stale as it was."""
        wording = self.wordings.get(language, Wording(""))
        return self._with(language, replace(wording, checked_by="", checked_on=""))

    def _with(self, language: str, wording: Wording) -> Self:
        return replace(self, wordings={**self.wordings, language: wording})


def fingerprint(text: str) -> str:
    """Sixteen hexadecimal digits that change with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class WordsColumn(TypeDecorator[Words]):
    """How `Words` lie in the database: as JSON, one object a language."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Words | None, dialect: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        languages = {
            code: {name: part for name, part in asdict(wording).items() if part}
            for code, wording in value.wordings.items()
        }
        return {"source": value.source, "languages": languages}

    def process_result_value(self, value: Any, dialect: Any) -> Words | None:
        if value is None:
            return None
        wordings = {code: Wording(**{"text": "", **parts}) for code, parts in value["languages"].items()}
        return Words(value["source"], wordings)


@dataclass(frozen=True)
class Place:
    """Where a text stands: what a page of translations needs to show it and to write it back.

    Args:
        owner: the object that has it.
        name: its attribute.
        label: what it is there, "Help text".
        is_long: whether it has several lines.
    """

    owner: Any
    name: str
    label: Any
    is_long: bool = False

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.owner.__tablename__}-{self.owner.id}-{self.name}"

    @property
    def words(self) -> Words:
        """The text as it is."""
        found: Words = getattr(self.owner, self.name)
        return found

    def write(self, language: str, text: str) -> None:
        """Put a translation there."""
        setattr(self.owner, self.name, self.words.written(language, text))

    def check(self, language: str, *, by: Any) -> None:
        """Say that the translation is right."""
        setattr(self.owner, self.name, self.words.checked(language, by=by))

    def doubt(self, language: str) -> None:
        """Say that the translation is not right yet."""
        setattr(self.owner, self.name, self.words.doubted(language))


def progress(places: Iterable[Place], language: str) -> Counter[TextState]:
    """How many of these texts are how far in a language."""
    return Counter(place.words.state(language) for place in places if place.words.text)
