"""What was put aside: how many, why, and what is to become of them."""

from collections.abc import Callable
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.feedback import aside
from partnerhub.feedback.answers import Aside
from partnerhub.feedback.model import Round
from partnerhub.feedback.routes import routes
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import done, show

WHY = "<any(trap, fast, flood):why>"


@routes.get("/feedback/rounds/<int:key>/aside")
@allow(staff)
def show_aside(key: int) -> Response:
    """How many were put aside, by the reason."""
    asked = find(Round, key, to_edit=True)
    page: dict[str, Any] = {"asked": asked, "piles": aside.piles(asked)}
    return show("feedback/aside/show.html", fragment="feedback/aside/_piles.html", **page)


@routes.post(f"/feedback/rounds/<int:key>/aside/{WHY}/acceptance")
@allow(staff)
def count_aside(key: int, why: str) -> Response:
    """Count them."""
    turned = turn(key, why, aside.count)
    return answer(key, ngettext("One answer counts now.", "%(num)d answers count now.", turned))


@routes.post(f"/feedback/rounds/<int:key>/aside/{WHY}/rejection")
@allow(staff)
def leave_aside_out(key: int, why: str) -> Response:
    """Leave them out."""
    turned = turn(key, why, aside.leave_out)
    said = ngettext("One answer is left out.", "%(num)d answers are left out.", turned)
    return answer(key, said, url_for("feedback.put_aside_again", key=key, why=why) if turned else None)


@routes.post(f"/feedback/rounds/<int:key>/aside/{WHY}/return")
@allow(staff)
def put_aside_again(key: int, why: str) -> Response:
    """Let those that were left out wait for a decision again."""
    turn(key, why, aside.put_back)
    return answer(key, _("They wait again."))


def turn(key: int, why: str, act: Callable[..., int]) -> int:
    """Decide about one pile, and say how many answers that were."""
    return act(find(Round, key, to_edit=True), Aside(why), by=current_user)


def answer(key: int, said: str, taken_back: str | None = None) -> Response:
    """The piles as they are now."""
    asked = find(Round, key)
    page: dict[str, Any] = {"asked": asked, "piles": aside.piles(asked)}
    url = url_for("feedback.show_aside", key=key)
    return done(url, said, undo=taken_back, fragment="feedback/aside/_piles.html", **page)
