"""Taking a story out of letters that were written and still wait, once it is not covered any more."""

from collections.abc import Iterable

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.mail import Mail
from partnerhub.stories.model import Story
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.sending import told


def recall() -> None:
    """Every minute, before letters go out: take out what is not covered any more, as a consent ends by itself."""
    is_any = any(True for _ in too_much())
    db.session.rollback()
    if is_any:
        with transaction():
            take_out()


def take_out() -> None:
    """Take what is not covered any more out of the letters that wait."""
    for letter, text in list(too_much()):
        letter.text = text


def too_much() -> Iterable[tuple[Mail, str]]:
    """Letters that wait with a story that may not go out, and how they read without it.

    Also those that a server is taking: they are handed over anew where that breaks off.
    """
    unsent = select(Mail.batch).where(Mail.batch.is_not(None), Mail.sent_at.is_(None))
    batches = set(db.session.scalars(unsent.distinct()))
    for issue in db.session.scalars(select(Issue).where(Issue.sent_at.is_not(None))).unique().all():
        if issue.batch in batches:
            yield from shortened(issue, [p.story for p in issue.pieces if p.story and not p.may_go_out])


def shortened(issue: Issue, gone: list[Story]) -> Iterable[tuple[Mail, str]]:
    """The letters of an issue that have one of these stories in them, and how they read without."""
    for letter in db.session.scalars(select(Mail).where(Mail.batch == issue.batch, Mail.sent_at.is_(None))).all():
        text = letter.text
        for story in gone:
            text = without(story, issue.language, text)
        if text != letter.text:
            yield letter, text


def without(story: Story, language: str, text: str) -> str:
    """A letter without a story, whichever of its editions went into it."""
    for edition in story.editions:
        text = text.replace(f"{told(edition.reads(language))}\n\n", "")
    return text
