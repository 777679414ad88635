"""What clearances need of a person now, for the landing page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import selectinload

from partnerhub.clearances.board import Group, Requirement, board
from partnerhub.clearances.model import Clearance, State
from partnerhub.clearances.standing import Cause
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as Partnership

SHOWN = 3


def due(user: Any) -> Iterable[Due]:
    """For staff: what waits, what has expired, what soon will. For an organization: what it has to hand in."""
    if user.is_staff:
        yield from waiting(user)
        for group in board(user).groups:
            if group.partner.state == Partnership.ACTIVE and concerns(user, group.partner):
                yield from of_group(group)
    if user.is_partner:
        yield from returned(user)
        for group in board(user).groups:
            yield from to_hand_in(group)


def concerns(user: Any, partner: Partner) -> bool:
    """Whether it is theirs to see to: the liaisons', the principal's, and everybody's where nobody is liaison."""
    liaisons = {liaison.user_id for liaison in partner.liaisons}
    return user.is_principal or not liaisons or user.id in liaisons


def waiting(user: Any) -> Iterable[Due]:
    """What organizations sent, one line for each organization."""
    every = db.session.scalars(Clearance.waiting().options(selectinload(Clearance.partner, Partner.liaisons)))
    found = sorted((c for c in every if concerns(user, c.partner)), key=lambda c: c.partner_id)
    for _key, group in groupby(found, key=lambda c: c.partner_id):
        sent = list(group)
        first = sent[0]
        yield Due(
            ngettext(
                "%(partner)s sent a document",
                "%(partner)s sent %(num)d documents",
                len(sent),
                partner=first.partner.name,
            ),
            names(f"{c.label}: {c.owner}" for c in sent),
            url_for("clearances.show_clearance", key=first.id),
            _("Look at it"),
            "inbox",
            "sun",
            urgency=50,
            on=first.at.date(),
        )


def of_group(group: Group) -> Iterable[Due]:
    """What has expired or soon will, of one organization."""
    open_ = [r for r in group.all_requirements if not r.is_on_its_way]
    url = url_for("partners.show_partner", key=group.partner.id, _anchor="clearances")
    if expired := [r for r in open_ if r.finding.cause == Cause.EXPIRED]:
        title = _("%(partner)s: not cleared to enter", partner=group.partner.name)
        yield Due(title, sentences(expired), url, _("See what is missing"), "circle-x", "bad", 80, first_day(expired))
    if ending := [r for r in open_ if r.finding.cause == Cause.ENDS_SOON]:
        title = _("%(partner)s: something expires soon", partner=group.partner.name)
        yield Due(title, sentences(ending), url, _("See what expires"), "triangle-alert", "sun", 40, first_day(ending))


def returned(user: Any) -> Iterable[Due]:
    """What came back to the organization."""
    back = Clearance.visible_to(user).where(Clearance.state == State.RETURNED).order_by(Clearance.id)
    for clearance in db.session.scalars(back):
        yield Due(
            _("%(what)s of %(whose)s came back", what=clearance.label, whose=clearance.owner),
            clearance.word,
            url_for("clearances.edit_clearance", key=clearance.id),
            _("Mend it"),
            "circle-alert",
            "bad",
            urgency=70,
        )


def to_hand_in(group: Group) -> Iterable[Due]:
    """What an organization has to hand in or renew."""
    for need in group.all_requirements:
        cause = need.finding.cause
        if need.is_on_its_way or cause in (Cause.COVERED, Cause.NOT_YET, Cause.RETURNED):
            continue
        person = need.contact.id if need.contact else None
        soon = cause == Cause.ENDS_SOON
        yield Due(
            need.finding.sentence,
            need.contact.name if need.contact else group.partner.name,
            url_for("clearances.new_clearance", key=group.partner.id, kind=need.kind.id, person=person),
            _("Hand it in") if cause == Cause.MISSING else _("Renew"),
            "triangle-alert" if soon else "circle-x",
            "sun" if soon else "bad",
            urgency=60 if soon else 80,
            on=need.finding.until,
        )


def names(found: Iterable[str]) -> str:
    """The first few, and how many more."""
    every = list(found)
    rest = len(every) - SHOWN
    more = [ngettext("and %(num)d more", "and %(num)d more", rest)] if rest > 0 else []
    return " · ".join([*every[:SHOWN], *more])


def sentences(needs: Iterable[Requirement]) -> str:
    """The first few reasons, with whose they are."""
    return names(
        _("%(name)s: %(finding)s", name=r.contact.name, finding=r.finding.sentence) if r.contact else r.finding.sentence
        for r in needs
    )


def first_day(needs: Iterable[Requirement]) -> Any:
    """The earliest day among them."""
    return min((r.finding.until for r in needs if r.finding.until), default=None)
