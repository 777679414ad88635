"""The questions of a pulse: what is asked, of whom, and what there is to choose from.

A question keeps its `key` from version to version as long as it means the same: by its key answers of several versions
and rounds are counted together. Once somebody has answered, a question that is changed in what it means gets a new
key, in a new version; correcting a spelling keeps it.
"""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.feedback.kinds import OWN_CHOICES, Kind, Scale
from partnerhub.feedback.versions import Version, new_key
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base
from partnerhub.foundation.texts import Place, Words

MOST_QUESTIONS = 40
MOST_CHOICES = 12


class PulseQuestion(Binned, Base):
    """One question, or a heading.

    Args:
        scale: which five answers, where it is of that kind.
        may_not_apply: whether "Does not apply to us" is among the answers.
        is_barrier: it names what stood in the way: counted, never averaged.
        is_protected: it touches an area of which families are told before students are asked.
        shown_if: the key of an earlier question; then it is shown only if that was answered with one of
            `shown_if_answers`.
    """

    __tablename__ = "pulse_question"
    __table_args__ = (UniqueConstraint("version_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("pulse_version.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(default=new_key)
    place: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str]
    scale: Mapped[str | None]
    title: Mapped[Words]
    help: Mapped[Words]
    is_required: Mapped[bool] = mapped_column(default=False)
    may_not_apply: Mapped[bool] = mapped_column(default=False)
    is_barrier: Mapped[bool] = mapped_column(default=False)
    is_protected: Mapped[bool] = mapped_column(default=False)
    shown_if: Mapped[str | None]
    shown_if_answers: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[Version] = relationship(back_populates="questions")
    choices: Mapped[list["Choice"]] = relationship(
        back_populates="question", cascade="all, delete-orphan", order_by="Choice.place", lazy="selectin"
    )

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """Who sees the pulse sees its questions."""
        from partnerhub.feedback.model import Pulse

        pulses = Pulse.visible_to(user).order_by(None).with_only_columns(Pulse.id)
        return select(cls).join(cls.version).where(Version.pulse_id.in_(pulses), Version.binned_at.is_(None))

    def editable_by(self, user: Any) -> bool:
        """Staff ask."""
        return bool(user.is_staff)

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return self.title.text

    def bring_back(self, *, by: Any) -> None:
        """Take it out of the bin; into the version that may be changed, for one that was asked stays as it is."""
        from partnerhub.feedback import editing

        if self.binned_at is not None:
            super().bring_back(by=by)
            editing.take_back(self)

    @property
    def meaning(self) -> tuple[Any, ...]:
        """All that an answer to it depends on: what was asked, of whom, and what there was to choose from."""
        labels = [choice.label.text for choice in self.choices]
        answers = labels if self.scale == Scale.OWN else sorted(labels)
        asked = (self.kind, self.scale, self.title.text, self.help.text, self.may_not_apply, self.is_barrier)
        return (*asked, self.shown_if, *sorted(self.shown_if_answers), *answers)

    @property
    def has_own_choices(self) -> bool:
        """Whether the school wrote the answers."""
        return self.kind in OWN_CHOICES or self.scale == Scale.OWN

    @property
    def is_counted(self) -> bool:
        """Whether it is a question at all."""
        return self.kind != Kind.SECTION

    @property
    def has_mean(self) -> bool:
        """Whether a mean of its answers says something: of a scale from best to worst, never of barriers."""
        return self.kind == Kind.SCALE and not self.is_barrier

    def copy(self, *, with_new_key: bool = False) -> "PulseQuestion":
        """The same question for another version."""
        same = ("place", "kind", "scale", "title", "help", "is_required", "may_not_apply", "is_barrier", "is_protected")
        copied = PulseQuestion(**{name: getattr(self, name) for name in same})
        copied.key = new_key() if with_new_key else self.key
        copied.shown_if, copied.shown_if_answers = self.shown_if, list(self.shown_if_answers)
        copied.choices = [Choice(key=one.key, place=one.place, label=one.label) for one in self.choices]
        return copied

    def give_choices(self, texts: list[str], language: str, *, is_spelling: bool = False) -> None:
        """Take these answers in this order; one that was there before keeps its key and its translations.

        Where only the spelling was corrected, a text that is new is the next one of those that are gone.
        """
        known = {choice.label.text_in(language): choice for choice in self.choices}
        gone = [choice for text, choice in known.items() if text not in texts]
        self.choices = [known.get(text) or self._choice(text, language, gone if is_spelling else []) for text in texts]
        for place, choice in enumerate(self.choices, 1):
            choice.place = place

    @staticmethod
    def _choice(text: str, language: str, gone: list["Choice"]) -> "Choice":
        if not gone:
            return Choice(key=new_key(), label=Words.begin(language, text))
        choice = gone.pop(0)
        choice.label = choice.label.written(language, text)
        return choice

    def texts(self) -> list[Place]:
        """All of it that has to be translated."""
        own = [Place(self, "title", _l("Question") if self.is_counted else _l("Heading"))]
        own.append(Place(self, "help", _l("Help text"), is_long=True))
        return own + [Place(choice, "label", _l("Answer")) for choice in self.choices]


class Choice(Base):
    """One answer of a question, in the school's own words."""

    __tablename__ = "pulse_choice"
    __table_args__ = (UniqueConstraint("question_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("pulse_question.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(default=new_key)
    place: Mapped[int] = mapped_column(default=0)
    label: Mapped[Words]
    question: Mapped[PulseQuestion] = relationship(back_populates="choices")
