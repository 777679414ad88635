"""What feedback needs of a person now, for the landing page."""

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from partnerhub.feedback import aside, replies
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.model import Round
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due

MOST = 5


def due(user: Any) -> Iterable[Due]:
    """For staff: replies that are due, and what was put aside; for their one reader, wishes to be contacted."""
    if user.is_staff:
        yield from wishes(user)
        yield from owed_replies()
        yield from put_aside(user)


def wishes(user: Any) -> Iterable[Due]:
    """How many would like to be contacted; never who, for others may look over a shoulder."""
    if number := ContactRequest.waiting_for(user):
        said = ngettext("Somebody would like to be contacted", "%(num)d people would like to be contacted", number)
        url = url_for("feedback.list_contact_requests")
        yield Due(said, _("Only you can see who it is."), url, _("Look at it"), "phone", "sun", 75)


def owed_replies() -> Iterable[Due]:
    """Rounds that ended some time ago, and nobody has said what came of it."""
    for asked in replies.waiting(clock.today())[:MOST]:
        ended = format_date(asked.ended_on or asked.closes_on)
        text = _("It closed on %(day)s. Whoever answered waits to hear what came of it.", day=ended)
        url = url_for("feedback.show_reply", key=asked.id)
        yield Due(asked.pulse.title.text, text, url, _("Write the reply"), "message-circle", "sun", 45, asked.ended_on)


def put_aside(user: Any) -> Iterable[Due]:
    """Answers that are not counted before somebody has looked."""
    numbers = aside.waiting()
    for asked in db.session.scalars(Round.visible_to(user).where(Round.id.in_(numbers)).limit(MOST)):
        text = ngettext("One answer was put aside.", "%(num)d answers were put aside.", numbers[asked.id])
        url = url_for("feedback.show_aside", key=asked.id)
        yield Due(asked.pulse.title.text, text, url, _("Decide"), "filter", "calm", 25, asked.closes_on)
