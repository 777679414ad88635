"""Sending an issue: one letter for each subscriber into the outbox, once; held back and let go; how far it is."""

from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import case, func, select, update

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.foundation.mail import MOST_ATTEMPTS, Mail
from partnerhub.stories import outings
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.model import NotNow
from partnerhub.stories.newsletter.model import Issue, Piece
from partnerhub.stories.newsletter.subscribers import Subscriber

IS_GIVEN_UP = Mail.sent_at.is_(None) & (Mail.attempts >= MOST_ATTEMPTS) & Mail.is_unreachable.is_(False)


@dataclass(frozen=True)
class Progress:
    """How many letters there are, and what became of them.

    Args:
        unreachable: those at whose addresses nobody is.
        given_up: those that could not be handed over, however often it was tried.
        in_doubt: those that may have come twice: the server was ended before it could note that they were taken.
    """

    total: int = 0
    sent: int = 0
    unreachable: int = 0
    given_up: int = 0
    in_doubt: int = 0

    @property
    def settled(self) -> int:
        """How many do not wait any more."""
        return self.sent + self.unreachable + self.given_up

    @property
    def is_done(self) -> bool:
        """Whether none waits any more."""
        return self.settled >= self.total


def send(issue: Issue, *, by: Any) -> int:
    """Put a letter for each subscriber into the outbox, and say how many. What is not covered stays out.

    Raises:
        NotNow: it was sent, or there is nothing in it, or nobody to get it.
        PermissionError: only the principal sends.
    """
    if not by.is_principal:
        raise PermissionError("Nothing goes out by one person's hand alone, unless it is the principal's.")
    subscribers = db.session.scalars(Subscriber.reached()).all()
    if issue.sent_at or not issue.shown or not subscribers:
        raise NotNow
    for subscriber in subscribers:
        write(issue, subscriber)
    for piece in issue.shown:
        if piece.story:
            outings.note(piece.story, Channel.NEWSLETTER, issue.title, by=by)
    issue.sent_at, issue.sent_by = clock.now(), by
    issue.record(by, "newsletter_issue.sent")
    return len(subscribers)


def write(issue: Issue, subscriber: Subscriber) -> None:
    """One letter, with the way out in it and in its head."""
    way_out, once = subscriber.way_out, f"{issue.batch}-{subscriber.id}"
    text = letter(issue, subscriber)
    mail.write(subscriber.email, issue.title, text, link=way_out, once=once, batch=issue.batch, unsubscribe=way_out)


def letter(issue: Issue, subscriber: Subscriber) -> str:
    """What it says: the issue, and the way out."""
    with force_locale(subscriber.language):
        end = _("You asked for this newsletter. You want it no more? One tap:\n%(link)s", link=subscriber.way_out)
    return f"{as_text(issue)}\n\n-- \n{end}\n"


def as_text(issue: Issue) -> str:
    """The issue as Markdown, which reads well as it is: for letters, and to paste."""
    parts = [f"# {issue.title}", *(part(piece) for piece in issue.shown)]
    return "\n\n".join([*parts, link_to("stories.read_issue", key=issue.id)])


def part(piece: Piece) -> str:
    """One piece of it."""
    if piece.story is None:
        return f"## {piece.heading}\n\n{piece.text}".strip()
    return told(piece.reads)


def told(reads: dict[str, str]) -> str:
    """A story in it."""
    return "\n\n".join(text for text in (f"## {reads['title']}", reads["text"], reads["outcome"]) if text)


def hold(issue: Issue, is_held: bool, *, by: Any) -> None:
    """Keep back what was not sent yet, or let it go; then also what was given up, but for addresses with nobody there.

    What a server is taking at this moment still goes.
    """
    waiting = update(Mail).where(Mail.batch == issue.batch, Mail.sent_at.is_(None))
    values = {"is_held": True} if is_held else {"is_held": False, "due": clock.now()}
    unsynced = {"synchronize_session": False}
    db.session.execute(waiting.values(**values), execution_options=unsynced)
    if not is_held:
        db.session.execute(waiting.where(IS_GIVEN_UP).values(attempts=0), execution_options=unsynced)
    issue.is_paused = is_held
    issue.record(by, "newsletter_issue.paused" if is_held else "newsletter_issue.resumed")


def given_up() -> list[Issue]:
    """Issues with letters that could not be handed over, however often it was tried."""
    batches = set(db.session.scalars(select(Mail.batch).where(Mail.batch.is_not(None), IS_GIVEN_UP).distinct()))
    sent = db.session.scalars(select(Issue).where(Issue.sent_at.is_not(None))).unique() if batches else ()
    return [issue for issue in sent if issue.batch in batches]


def progress(issue: Issue) -> Progress:
    """How far it is."""
    counted = select(
        func.count(),
        func.count(Mail.sent_at),
        func.sum(case((Mail.is_unreachable, 1), else_=0)),
        func.sum(case((IS_GIVEN_UP, 1), else_=0)),
        func.sum(case((Mail.is_in_doubt, 1), else_=0)),
    ).where(Mail.batch == issue.batch)
    return Progress(*(number or 0 for number in db.session.execute(counted).one()))
