"""Duplicates: two records of the same organization, proposed by likeness, and made one."""

from collections import defaultdict
from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import update

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import done, show
from partnerhub.partners import likeness
from partnerhub.partners.details import DETAILS, in_words
from partnerhub.partners.model import Contact, Liaison, Partner
from partnerhub.partners.proposal import Proposal
from partnerhub.partners.routes import routes
from partnerhub.people.model import User

SAME = {"email": _l("same e-mail"), "phone": _l("same telephone"), "website": _l("same website")}


def likely(partners: list[Partner]) -> list[tuple[Partner, Partner, list[str]]]:
    """Pairs that are probably one organization, with the reasons, the most likely first."""
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for later, earlier, score in likeness.pairs([likeness.key(partner.name) for partner in partners]):
        reasons[earlier, later].append(_("names alike to %(number)d %%", number=round(score)))
    for field, words in SAME.items():
        first: dict[str, int] = {}
        for place, partner in enumerate(partners):
            value = plain(getattr(partner, field))
            if value and first.setdefault(value, place) != place:
                reasons[first[value], place].append(str(words))
    ranked = sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(partners[one], partners[other], why) for (one, other), why in ranked]


def plain(value: str) -> str:
    """An address or a number without what is written in many ways."""
    short = value.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return "".join(letter for letter in short if letter.isalnum())


def merge(gone: Partner, kept: Partner, values: dict[str, Any], *, by: Any) -> None:
    """Make two records one.

    Args:
        gone: the one that is hidden from now on; its address leads to the other.
        kept: the one that stays.
        values: the details that count.
    """
    for name, value in values.items():
        setattr(kept, name, value)
    kept.notes = "\n".join(filter(None, dict.fromkeys((kept.notes, gone.notes))))
    known = {liaison.user_id for liaison in kept.liaisons}
    kept.liaisons.extend(Liaison(user_id=one.user_id) for one in gone.liaisons if one.user_id not in known)
    gone.liaisons.clear()
    db.session.flush()
    for model in (Contact, User, Proposal):
        own = update(model).where(model.partner_id == gone.id).values(partner_id=kept.id)
        db.session.execute(own, execution_options={"synchronize_session": False})
    house().merge(gone.id, kept.id, by)
    gone.merged_into_id = kept.id
    audit.record(by, "partner.merged", kept, partner_id=kept.id, name=gone.name)
    audit.record(by, "partner.was_merged", gone, partner_id=gone.id, name=kept.name)
    db.session.flush()
    db.session.expire_all()


@routes.get("/partners/duplicates")
@allow(staff)
def show_duplicates() -> Response:
    """Pairs that are probably the same."""
    every = list(db.session.scalars(Partner.visible_to(current_user)))
    return show("partners/duplicates.html", pairs=likely(every)[:50])


@routes.get("/partners/<int:key>/merge/<int:other_key>")
@allow(staff)
def compare_partners(key: int, other_key: int) -> Response:
    """Both side by side: which details count?"""
    kept, gone = both(key, other_key)
    rows = [
        (name, label, in_words(name, getattr(kept, name)), in_words(name, getattr(gone, name)))
        for name, label in DETAILS.items()
        if getattr(kept, name) != getattr(gone, name)
    ]
    return show("partners/merge.html", kept=kept, gone=gone, rows=rows)


def both(key: int, other_key: int) -> tuple[Partner, Partner]:
    """The two partners."""
    if key == other_key:
        abort(404)
    return find(Partner, key, to_edit=True), find(Partner, other_key, to_edit=True)


@routes.post("/partners/<int:key>/merge/<int:other_key>")
@allow(staff)
def merge_partners(key: int, other_key: int) -> Response:
    """Make them one."""
    kept, gone = both(key, other_key)
    values = {name: getattr(gone, name) for name in DETAILS if request.form.get(f"take-{name}") == "other"}
    name = gone.name
    merge(gone, kept, values, by=current_user)
    return done(url_for(".show_partner", key=key), _("Merged. %(name)s is part of this partner now.", name=name))
