"""The words of a story: title, text and what changed, in the language that they were written in, and in others."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock
from partnerhub.foundation.texts import Place, TextState, Words, progress

LABELS = {"title": _l("Title"), "text": _l("The story"), "outcome": _l("What changed")}


class Told:
    """What is told. `outcome` says what changed; `version` counts what was written; `said` is all, to be found."""

    title: Mapped[Words]
    text: Mapped[Words]
    outcome: Mapped[Words]
    said: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    photos: Mapped[list[Any]]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    def record(self, by: Any, kind: str, **details: Any) -> None:
        """Tell the trail; the story says how."""
        raise NotImplementedError

    @property
    def language(self) -> str:
        """The language that it was written in."""
        return self.title.source

    def places(self) -> list[Place]:
        """Its texts, and what its photos show, to be translated."""
        own = [Place(self, name, label, is_long=name != "title") for name, label in LABELS.items()]
        return [*own, *(Place(photo, "alt", _l("What the photo shows")) for photo in self.photos)]

    def is_whole_in(self, language: str) -> bool:
        """Whether every text of it is right in a language."""
        return bool(self.title.text_in(language)) and self.state_in(language) == TextState.CHECKED

    def translate(self, language: str, texts: dict[str, str], *, by: Any) -> None:
        """Tell it in another language: texts by the keys of their places. It goes out when somebody has checked it."""
        for place in self.places():
            if place.key in texts:
                place.write(language, texts[place.key])
        self.touch()
        self.record(by, "story.translated", language=language)

    def check(self, language: str, *, by: Any) -> None:
        """Say that it is right in a language. Raises ValueError where something of it is not there."""
        for place in self.places():
            if place.words.text:
                place.check(language, by=by)
        self.touch()
        self.record(by, "story.checked", language=language)

    def state_in(self, language: str) -> TextState:
        """How far it is in a language: as far as the text that is least far."""
        found = progress(self.places(), language)
        order = (TextState.MISSING, TextState.STALE, TextState.DRAFT, TextState.CHECKED)
        return next((state for state in order if found[state]), TextState.CHECKED)

    def touch(self) -> None:
        """It is not what it was: whoever has it open learns that, and the search finds what it says now."""
        self.version += 1
        self.changed_at, self.said = clock.now(), self.all_words()

    def all_words(self) -> str:
        """Everything it says in any language."""
        texts = (self.title, self.text, self.outcome)
        return "\n".join(wording.text for text in texts for wording in text.wordings.values() if wording.text)
