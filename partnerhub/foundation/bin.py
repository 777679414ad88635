"""The bin: what was thrown away lies here for 30 days, and one tap brings it back. Nobody is asked "Are you sure?".

A feature lets something be thrown away like this:

    class Clearance(Binned, Base):          # two columns more: make a migration
        @property
        def bin_label(self): return self.label

    clearance.throw_away(by=current_user)   # in the route that deletes
    return done(url, _("In the bin: %(title)s", title=...), undo=undo(clearance))

What lies in the bin is in no query and behind no relationship any more: nothing else has to think of it. Only
`Binned.in_bin()` and `include_binned=True` (an execution option) see it. Who may edit it (`visible_to`, `editable_by`)
may bring it back; who wants more to happen overrides `throw_away` and `bring_back` and calls these.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Self, cast

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import ForeignKey, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria

from partnerhub.foundation import audit, clock
from partnerhub.foundation.access import allow, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Feature, Nav
from partnerhub.foundation.hypermedia import done, show

log = logging.getLogger("partnerhub.bin")
KEPT = timedelta(days=30)
SEEN = {"include_binned": True}
routes = Blueprint("bin", __name__)

audit.describe(
    {
        "bin.thrown_away": _l("threw away %(name)s"),
        "bin.brought_back": _l("brought %(name)s back from the bin"),
        "bin.emptied": _l("deleted %(name)s for good, 30 days after it was thrown away"),
    },
    about={"bin": _l("The bin")},
    by_itself=["bin.emptied"],
)


class Binned:
    """What can be thrown away and brought back."""

    __tablename__: str
    id: Mapped[int]
    binned_at: Mapped[datetime | None] = mapped_column(index=True)
    binned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    @property
    def bin_label(self) -> str:
        """What it is called in the bin."""
        return cast(Any, self).title

    @property
    def goes_on(self) -> datetime:
        """When it is deleted for good."""
        return cast(datetime, self.binned_at) + KEPT

    @classmethod
    def in_bin(cls) -> list[Self]:
        """All of this class that lie in the bin, the latest first."""
        thrown = select(cls).where(cls.binned_at.is_not(None)).order_by(cls.binned_at.desc())
        return list(db.session.scalars(thrown.execution_options(**SEEN)).unique())

    def throw_away(self, *, by: Any) -> None:
        """Put it into the bin; twice is as good as once."""
        if self.binned_at is None:
            self.binned_at, self.binned_by_id = clock.now(), by.id
            self.note("bin.thrown_away", by)

    def bring_back(self, *, by: Any) -> None:
        """Take it out of the bin; twice is as good as once."""
        if self.binned_at is not None:
            self.binned_at = self.binned_by_id = None
            self.note("bin.brought_back", by)

    def note(self, what: str, by: Any) -> None:
        """Tell the trail, and forget lists that were read before."""
        audit.record(by, what, self, partner_id=getattr(self, "partner_id", None), name=self.bin_label)
        db.session.flush()
        db.session.expire_all()


@event.listens_for(Session, "do_orm_execute")
def leave_the_bin_alone(state: ORMExecuteState) -> None:
    """Let no query find what was thrown away, unless it asks for that."""
    if state.is_select and not state.is_column_load and not state.execution_options.get("include_binned"):
        kept = with_loader_criteria(Binned, lambda cls: cls.binned_at.is_(None), include_aliases=True)
        state.statement = state.statement.options(kept)


def kinds() -> dict[str, type[Binned]]:
    """All that can lie in the bin, by the name that its addresses use."""
    return {cls.__tablename__.replace("_", "-"): cls for cls in Binned.__subclasses__()}


def undo(thing: Binned) -> str:
    """The address that brings it back, for `done(..., undo=...)`."""
    return url_for("bin.bring_back", kind=thing.__tablename__.replace("_", "-"), key=thing.id)


def everything_for(user: Any) -> Iterator[Binned]:
    """What lies in the bin and may be brought back by this person."""
    for cls in kinds().values():
        visible = set(db.session.scalars(cast(Any, cls).visible_to(user).execution_options(**SEEN)).unique())
        yield from (thing for thing in cls.in_bin() if thing in visible and cast(Any, thing).editable_by(user))


@routes.get("/bin")
@allow(staff)
def show_bin() -> Response:
    """What was thrown away, the latest first."""
    things = sorted(everything_for(current_user), key=lambda thing: cast(datetime, thing.binned_at), reverse=True)
    return show("foundation/bin.html", things=things, undo=undo)


@routes.post("/bin/<string:kind>/<int:key>/return")
@allow(signed_in)
def bring_back(kind: str, key: int) -> Response:
    """Bring one thing back. It was their own, or they could not have thrown it away."""
    cls: Any = kinds().get(kind) or abort(404)
    seen = cls.visible_to(current_user).where(cls.id == key).execution_options(**SEEN)
    thing = db.session.scalars(seen).unique().one_or_none() or abort(404)
    if not thing.editable_by(current_user):
        abort(403)
    thing.bring_back(by=current_user)
    back = url_for("bin.show_bin") if current_user.is_staff else url_for("home.index")
    return done(back, _("%(name)s is back.", name=thing.bin_label))


def empty() -> None:
    """Nightly: delete for good what has lain here for 30 days; what others still lean on stays."""
    for cls in kinds().values():
        for thing in cls.in_bin():
            if thing.goes_on <= clock.now():
                delete_for_good(thing)


def delete_for_good(thing: Binned) -> None:
    """Delete one thing, and say so in the trail."""
    try:
        with db.session.begin_nested():
            thing.note("bin.emptied", None)
            db.session.delete(thing)
    except IntegrityError:
        log.warning("%s %d stays in the bin: others lean on it", thing.__tablename__, thing.id)


feature = Feature(
    routes=routes,
    nav=Nav(_l("Bin"), "bin.show_bin", icon="trash-2", push=True, place=9),
    nightly=[empty],
)
