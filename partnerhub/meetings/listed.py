"""Which meetings somebody asks for: those to come, those that were, with one partner, with some words in them."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from partnerhub.foundation import clock, words
from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.words import sought
from partnerhub.meetings.agenda import Decision, Topic
from partnerhub.meetings.model import Meeting
from partnerhub.partners.model import Partner

A_PAGE = 25
COMING, PAST = "coming", "past"


@dataclass(frozen=True)
class Wanted:
    """Read from an address; what means nothing is left out."""

    when: str = COMING
    q: str = ""
    partner: int | None = None
    shown: int = A_PAGE

    @classmethod
    def by(cls, args: Any) -> "Wanted":
        """Read it from an address."""
        partner = args.get("partner", "")
        return cls(
            when=PAST if args.get("when") == PAST else COMING,
            q=sought(args),
            partner=whole(partner),
            shown=min(max(args.get("shown", type=whole) or A_PAGE, A_PAGE), 100_000),
        )

    def url(self, **changes: Any) -> str:
        """The address of the same list, with something changed."""
        parts = {**asdict(self), **changes}
        plain = {"when": COMING, "shown": A_PAGE}
        return url_for("meetings.index", **{n: v for n, v in parts.items() if v and plain.get(n) != v})

    @property
    def narrows(self) -> bool:
        """Whether anything but all is asked for."""
        return bool(self.q or self.partner)

    def within(self, meetings: Select[Any], user: Any) -> Select[Any]:
        """These meetings only, the next one first; of those that were, the latest first."""
        if self.partner:
            meetings = meetings.where(Meeting.partners.any(Partner.id == self.partner))
        if self.q:
            meetings = meetings.where(mentions(self.q, user))
        if self.when == PAST:
            latest = (Meeting.day.desc(), Meeting.begins.desc(), Meeting.id.desc())
            return meetings.where(Meeting.day < clock.today()).order_by(None).order_by(*latest)
        return meetings.where(Meeting.day >= clock.today())


def mentions(said: str, user: Any) -> Any:
    """Whether a meeting is called so, or its agenda, notes or decisions say so, as far as this person sees them.

    The index of words knows the few topics that say something rare. What is said often is looked for meeting by
    meeting: the list is read from its beginning, and its page is soon full.
    """
    seen = Topic.visible_to(user).order_by(None)
    titles, topics, decisions = (words.find(model, said) for model in (Meeting, Topic, Decision))
    if titles is None or topics is None or decisions is None:
        decided = Topic.decisions.any(Decision.text.icontains(said, autoescape=True))
        texts = (Topic.title.icontains(said, autoescape=True), Topic.notes.icontains(said, autoescape=True))
        here = seen.where(Topic.meeting_id == Meeting.id, or_(*texts, decided))
        return or_(Meeting.title.icontains(said, autoescape=True), here.correlate(Meeting).exists())
    decided = Topic.id.in_(select(Decision.topic_id).where(Decision.id.in_(decisions)))
    found = seen.where(or_(Topic.id.in_(topics), decided)).with_only_columns(Topic.meeting_id)
    return or_(Meeting.id.in_(titles), Meeting.id.in_(found))


def page(wanted: Wanted, user: Any) -> dict[str, Any]:
    """What the list's page shows: always the same few queries, however many meetings there are."""
    listed = wanted.within(Meeting.visible_to(user), user).options(selectinload(Meeting.partners))
    found = list(db.session.scalars(listed.limit(wanted.shown + 1)))
    return {"wanted": wanted, "meetings": found[: wanted.shown], "has_more": len(found) > wanted.shown}
