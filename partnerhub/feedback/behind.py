"""What stands behind a public reply: an action item, or what a meeting decided. Only the school's side sees that."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.feedback.replies import Reply
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.meetings.actions import ActionItem, ActionState
from partnerhub.meetings.agenda import Decision, Topic
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.somebody import Somebody

RECENT = timedelta(days=270)
MOST = 50
Behind = ActionItem | Decision


def of(reply: Reply) -> Behind | None:
    """The action item or the decision behind a reply."""
    if reply.action_id:
        return db.session.get(ActionItem, reply.action_id)
    return db.session.get(Decision, reply.decision_id) if reply.decision_id else None


def key_of(behind: Behind | None) -> str:
    """What a form calls it: "a12" an action item, "d7" a decision."""
    if behind is None:
        return ""
    return f"{'a' if isinstance(behind, ActionItem) else 'd'}{behind.id}"


def choices(user: Any, now: Behind | None) -> list[tuple[str, str]]:
    """What can stand behind a reply: what is open, what was decided lately, and what stands there now."""
    open_ones = ActionItem.visible_to(user).where(ActionItem.state == ActionState.OPEN).order_by(None)
    items = db.session.scalars(open_ones.order_by(ActionItem.id.desc()).limit(MOST)).unique()
    seen = Topic.visible_to(user).order_by(None).with_only_columns(Topic.id)
    since = select(Topic.id).join(Topic.meeting).where(Meeting.day >= clock.today() - RECENT)
    lately = select(Decision).where(Decision.topic_id.in_(seen), Decision.topic_id.in_(since))
    decided = db.session.scalars(lately.order_by(Decision.id.desc()).limit(MOST)).unique()
    found: dict[str, str] = {key_of(one): label(one) for one in ([now] if now else [])}
    found |= {key_of(one): label(one) for one in [*items, *decided]}
    return [("", _("Nothing yet")), *found.items()]


def label(behind: Behind) -> str:
    """Its words in a list."""
    if isinstance(behind, ActionItem):
        return _("To do: %(text)s", text=behind.text)
    return _("Decided: %(text)s", text=behind.text)


def put(reply: Reply, key: str) -> None:
    """Let this stand behind a reply."""
    number = whole(key[1:])
    reply.action_id = number if key.startswith("a") else None
    reply.decision_id = number if key.startswith("d") else None


def make_action(reply: Reply, *, by: Any) -> ActionItem:
    """Make an action item of a reply, for whoever asks for it; the one that is there stays."""
    there = of(reply)
    if isinstance(there, ActionItem):
        return there
    partners = reply.round.pulse.partners
    item = ActionItem(text=reply.did.text or reply.said.text, partner=partners[0] if len(partners) == 1 else None)
    item.be(Somebody(user=by))
    item.begin(by=by)
    put(reply, key_of(item))
    return item
