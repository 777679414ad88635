"""What polls show above the list of meetings and on the landing page."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due
from partnerhub.meetings.polls.model import Poll, PollState, Slot
from partnerhub.meetings.polls.voters import Voter

MOST = 8


def open_for(user: Any) -> Sequence[Poll]:
    """The open polls that this person may see."""
    waiting = Poll.visible_to(user).where(Poll.state == PollState.OPEN).options(selectinload(Poll.voters))
    return db.session.scalars(waiting.limit(MOST)).unique().all()


def due(user: Any) -> Iterable[Due]:
    """Where this person is asked for a time, and whose answers are all there."""
    asked = select(Voter).join(Voter.poll).where(Voter.user_id == user.id, Voter.answered_at.is_(None))
    asked = asked.where(Poll.state == PollState.OPEN, Poll.slots.any(Slot.day >= clock.today()))
    for voter in db.session.scalars(asked.options(joinedload(Voter.poll)).limit(MOST)).unique():
        text = _("%(name)s looks for a time.", name=voter.poll.made_by.name)
        url = url_for("meetings.show_answers", token=voter.token)
        yield Due(voter.poll.title, text, url, _("Say when you can"), "calendar", "sun", 45)
    if user.is_staff:
        yield from to_choose(user)


def to_choose(user: Any) -> Iterable[Due]:
    """Polls of this person that everybody has answered."""
    own = select(Poll).where(Poll.made_by_id == user.id, Poll.state == PollState.OPEN, Poll.voters.any())
    answered = own.where(~Poll.voters.any(Voter.answered_at.is_(None))).options(selectinload(Poll.voters))
    for poll in db.session.scalars(answered.limit(MOST)).unique():
        said = ngettext("One person has answered.", "All %(num)d have answered.", len(poll.voters))
        yield Due(
            poll.title, said, url_for("meetings.show_poll", key=poll.id), _("Choose the time"), "calendar", "sun", 52
        )
