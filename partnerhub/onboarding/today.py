"""What onboarding asks of a person now, what the search finds, and how many things wait."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due, Hit
from partnerhub.onboarding.checklist import Item, ItemState
from partnerhub.onboarding.model import Application, State
from partnerhub.onboarding.progress import Progress, under_way
from partnerhub.partners.model import Partner

MOST = 3


def due(user: Any) -> Iterator[Due]:
    """What needs this person now."""
    if user.is_staff:
        yield from applications_due()
        yield from partners_due(user)
    elif user.is_partner:
        yield from items_due(user)


def applications_due() -> Iterator[Due]:
    """Applications that wait for a decision, one by one; where there are many, the rest in one sentence."""
    waiting = db.session.scalars(Application.waiting()).all()
    for application in waiting[:MOST]:
        since = format_timedelta(application.sent_at - clock.now(), add_direction=True) if application.sent_at else ""
        yield Due(
            title=_("%(name)s wants to become a partner", name=application.name),
            text=_("%(kind)s. Applied %(when)s.", kind=application.kind_label, when=since),
            url=url_for("onboarding.show_application_to_school", key=application.id),
            action=_("Read and decide"),
            icon="inbox",
            tone="sun",
            urgency=5,
        )
    more = len(waiting) - MOST
    if more > 0:
        yield Due(
            title=ngettext("%(num)d more application waits", "%(num)d more applications wait", more),
            text=_("The oldest comes first."),
            url=url_for("onboarding.index"),
            action=_("See them all"),
            icon="inbox",
            urgency=4,
        )


def partners_due(user: Any) -> Iterator[Due]:
    """Checklists with something to look at, and those that are finished."""
    for partner, progress in under_way(user):
        if progress.is_ready:
            yield Due(
                title=_("%(name)s has everything it needs", name=partner.name),
                text=_("All that is required is done. The work can begin."),
                url=url_for("onboarding.show_checklist", key=partner.id),
                action=_("Make it active"),
                icon="circle-check",
                tone="good",
                urgency=5,
            )
        elif progress.sent_in:
            yield Due(
                title=ngettext(
                    "%(name)s sent in %(num)d thing",
                    "%(name)s sent in %(num)d things",
                    progress.sent_in,
                    name=partner.name,
                ),
                text=_("%(done)d of %(total)d steps are done.", done=progress.done, total=progress.total),
                url=url_for("onboarding.show_checklist", key=partner.id),
                action=_("Look at it"),
                icon="clipboard-check",
                tone="sun",
                urgency=4,
            )


def items_due(user: Any) -> Iterator[Due]:
    """What the partner has to do next: each returned thing, then the next open one."""
    partner = db.session.get(Partner, user.partner_id)
    todo = Progress(Item.of(partner)).for_partner if partner else []
    returned = [item for item in todo if item.state == ItemState.RETURNED]
    for item in returned:
        yield Due(
            title=_("Please send once more: %(title)s", title=item.title),
            text=item.why,
            url=url_for("onboarding.show_item", key=item.id),
            action=_("Mend it"),
            icon="undo-2",
            tone="sun",
            urgency=6,
        )
    fresh = todo[len(returned) :]
    if fresh:
        yield Due(
            title=_("Next step: %(title)s", title=fresh[0].title),
            text=ngettext("%(num)d step is with you.", "%(num)d steps are with you.", len(todo)),
            url=url_for("onboarding.show_item", key=fresh[0].id),
            action=_("Begin"),
            icon="list-checks",
            urgency=3,
        )


def search(words: str, user: Any) -> list[Hit]:
    """Applications by the name of who applied."""
    return [
        Hit(
            title=application.name,
            text=_("Application: %(state)s", state=application.state_label),
            url=url_for("onboarding.show_application_to_school", key=application.id),
            icon="inbox",
        )
        for application in Application.search(words, user)
        if application.state != State.ACCEPTED
    ]


def count(user: Any) -> int:
    """How many things wait for this person."""
    if user.is_partner:
        partner = db.session.get(Partner, user.partner_id)
        return len(Progress(Item.of(partner)).for_partner) if partner else 0
    if not user.is_staff:
        return 0
    waiting = db.session.scalar(select(func.count()).select_from(Application.waiting().order_by(None).subquery())) or 0
    return waiting + sum(bool(progress.is_ready or progress.sent_in) for _partner, progress in under_way(user))
