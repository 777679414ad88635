"""What a story can begin with: a decision of a meeting, or praise in feedback. It is looked at, never taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from partnerhub.feedback.comments import Note
from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.meetings.agenda import Decision
from partnerhub.partners.model import Partner


@dataclass(frozen=True)
class Beginning:
    """What stands beside the form while somebody tells a story, to copy from.

    Args:
        where: where it was said.
        said: the words.
        care: what to mind when they are copied.
        partners: the organizations that it is about.
        asked: how an address asks for it.
    """

    where: str
    said: str
    care: str
    partners: Sequence[Partner]
    asked: Mapping[str, str | int]


def asked_for(args: Mapping[str, str], user: Any) -> Beginning | None:
    """What an address says that a story begins with, where this person may read it."""
    if not user.is_staff:
        return None
    if praised := args.get("comment"):
        note = db.session.scalars(Note.visible_to(user).where(Note.key == praised)).one_or_none()
        return of_praise(note) if note else None
    key = whole(args.get("decision", ""))
    decision = db.session.get(Decision, key) if key else None
    return of_decision(decision) if decision else None


def of_decision(decision: Decision) -> Beginning:
    """What a meeting decided."""
    meeting = decision.topic.meeting
    return Beginning(
        _("Decided at %(meeting)s", meeting=meeting.title),
        decision.text,
        _("This is for you, to copy from. Only what you write below becomes the story."),
        meeting.partners,
        {"decision": decision.id},
    )


def of_praise(note: Note) -> Beginning | None:
    """What somebody wrote without a name; what was hidden from readers begins no story."""
    if note.hidden_because:
        return None
    return Beginning(
        _("Written in “%(pulse)s”", pulse=note.round.pulse.title.text),
        note.comment.text,
        _(
            "This is for you, to copy from. Whoever wrote it trusted that nobody learns who they are: "
            "copy only what could be anybody's. Only what you write below becomes the story."
        ),
        note.round.pulse.partners,
        {"comment": note.key},
    )
