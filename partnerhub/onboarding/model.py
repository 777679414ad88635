"""An application: an organization, or one person, asking to become a partner, before anyone has said yes.

It lies apart from the partners until it is accepted: what anybody may send must not stand in the directory. Whoever
writes it has no account and comes back by a link; every letter carries a link of its own, and here lie only hashes.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Select, false, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.db import Base, db
from partnerhub.onboarding import acceptance
from partnerhub.onboarding.answers import STEPS, Answers
from partnerhub.onboarding.links import LINK_LASTS, Link, hashed
from partnerhub.onboarding.questions import Question
from partnerhub.partners.model import Partner
from partnerhub.people.model import User


class State(StrEnum):
    """Where an application stands. Answering a question makes it wait again."""

    WRITING = "writing"
    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


__all__ = ["STEPS", "Application", "Link", "Question", "State"]
STATES = {
    State.WRITING: _l("Not sent yet"),
    State.WAITING: _l("Waiting for the school"),
    State.ASKED: _l("The school asked a question"),
    State.ACCEPTED: _l("Accepted"),
    State.DECLINED: _l("Declined"),
}
OPEN = (State.WAITING, State.ASKED)


class TooLate(Exception):
    """Somebody else did something with it first."""


class Unfinished(Exception):
    """Some steps are not filled in yet."""


class Application(Answers, Base):
    """What somebody told the school about themselves, and what became of it.

    `version` goes up with all that happens to it: a decision names the one that it was made upon. `is_aside` marks
    what a machine probably wrote; it is kept apart and not lost.
    """

    __tablename__ = "application"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default=State.WRITING, index=True)
    version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(default="en")
    is_aside: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    link_email: Mapped[str] = mapped_column(default="")

    decided_by: Mapped[User | None] = relationship(lazy="joined")
    partner: Mapped[Partner | None] = relationship()
    questions: Mapped[list[Question]] = relationship(
        back_populates="application", cascade="all, delete-orphan", order_by="Question.id"
    )
    links: Mapped[list[Link]] = relationship(back_populates="application", cascade="all, delete-orphan")

    @classmethod
    def begin(cls, language: str = "en") -> tuple[Self, str]:
        """Start an empty one. Returns it and its link's token, which is known only now."""
        application = cls(language=language, ends_at=clock.now() + LINK_LASTS)
        db.session.add(application)
        db.session.flush()
        return application, application.new_link()

    @classmethod
    def by_token(cls, token: str) -> Self | None:
        """The application that a link leads to, its time run out or not."""
        return db.session.scalar(select(cls).join(Link).where(Link.hash == hashed(token)))

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """The school's people see what was sent; whoever wrote it comes by the link."""
        sent = select(cls).where(cls.state != State.WRITING)
        if not user.is_authenticated or user.is_partner:
            return sent.where(false())
        return sent

    @classmethod
    def waiting(cls) -> Select[Self]:
        """Those that wait for the school, the oldest first."""
        return select(cls).where(cls.state == State.WAITING, cls.is_aside.is_(False)).order_by(cls.sent_at, cls.id)

    def editable_by(self, user: Any) -> bool:
        """Staff decide."""
        return bool(user.is_staff)

    def new_link(self) -> str:
        """One more link to it, for a letter. Returns the token."""
        link, token = Link.new()
        self.links.append(link)
        db.session.flush()
        return token

    @property
    def link_is_over(self) -> bool:
        """Whether its links lead nowhere any more."""
        return self.ends_at is not None and self.ends_at <= clock.now()

    @property
    def is_writing(self) -> bool:
        return self.state == State.WRITING

    @property
    def is_open(self) -> bool:
        """Whether a decision can still be made."""
        return self.state in OPEN

    @property
    def state_label(self) -> Any:
        """Where it stands, in words."""
        return STATES[State(self.state)]

    @property
    def open_question(self) -> Question | None:
        """What the school asked and nobody has answered."""
        return self.questions[-1] if self.state == State.ASKED and self.questions else None

    def save_step(self, step: str, answers: Mapping[str, Any]) -> None:
        """Keep the answers of one step.

        Raises:
            TooLate: it was sent already.
        """
        if not self.is_writing:
            raise TooLate
        for field, value in answers.items():
            setattr(self, field, value if value is not None else "")
        if step not in self.steps_done:
            self.steps_done = [*self.steps_done, step]

    def send(self, *, aside: bool = False) -> None:
        """Hand it to the school; sent twice, it is there once.

        Args:
            aside: it looks as if a machine had written it.

        Raises:
            Unfinished: steps are missing.
        """
        if not self.is_writing:
            return
        if self.missing:
            raise Unfinished
        self.is_aside, self.sent_at, self.ends_at = aside, clock.now(), None
        self._step_to(State.WAITING)
        audit.record(None, "application.sent", self, name=self.name)

    def take_back_in(self, *, by: Any) -> None:
        """It was written by a person after all."""
        self.is_aside = False
        audit.record(by, "application.not_spam", self)

    def ask(self, text: str, *, by: Any, seen: int) -> Question:
        """Ask whoever wrote it a question. Raises TooLate; `seen` is the version that `by` was looking at."""
        self._must_be(seen)
        question = Question(text=text, asked_by_id=by.id)
        self.questions.append(question)
        self._step_to(State.ASKED)
        audit.record(by, "application.asked", self)
        return question

    def answer(self, text: str) -> None:
        """Answer the school's question. Raises TooLate where none is open."""
        question = self.open_question
        if question is None:
            raise TooLate
        question.answer, question.answered_at = text, clock.now()
        self._step_to(State.WAITING)
        audit.record(None, "application.answered", self)

    def decline(self, reason: str, *, by: Any, seen: int) -> None:
        """Say no, and why. Raises TooLate; `seen` as for `ask`."""
        self._must_be(seen)
        self.reason = reason
        self._decide(State.DECLINED, by)

    def accept(self, *, by: Any, seen: int, partner: Partner | None = None) -> Partner:
        """Say yes: it becomes a partner, on the way to onboarding; `by` holds the thread.

        Args:
            seen: the version that `by` was looking at.
            partner: an organization that the school knows already; a new one is made where there is none.

        Raises:
            TooLate: something happened to it since.
        """
        self._must_be(seen)
        partner = partner or acceptance.partner_from(self)
        acceptance.introduce(self, partner, by)
        self.partner = partner
        db.session.flush()
        self._decide(State.ACCEPTED, by, partner_id=partner.id)
        return partner

    def _must_be(self, seen: int) -> None:
        if self.version != seen or not self.is_open:
            raise TooLate

    def _step_to(self, state: State) -> None:
        self.state = state
        self.version += 1

    def _decide(self, state: State, by: Any, **details: Any) -> None:
        self.decided_at, self.decided_by_id = clock.now(), by.id
        self.ends_at = clock.now() + LINK_LASTS
        self.is_aside = False
        self._step_to(state)
        audit.record(by, f"application.{state}", self, **details)

    @classmethod
    def search(cls, words: str, user: Any) -> list[Self]:
        """Those whose names hold these words."""
        found = cls.visible_to(user).where(func.lower(cls.name).contains(words.lower(), autoescape=True))
        return list(db.session.scalars(found.order_by(cls.name).limit(20)))
