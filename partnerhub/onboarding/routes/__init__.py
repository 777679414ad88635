"""The onboarding's pages: the landing page here, the rest in a room for each noun."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, signed_in
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.links import link_to
from partnerhub.onboarding import queue
from partnerhub.onboarding.progress import under_way

routes = Blueprint("onboarding", __name__)
audit.describe(
    {
        "application.sent": _l("applied: %(name)s"),
        "application.asked": _l("asked the applicant a question"),
        "application.answered": _l("answered the question"),
        "application.accepted": _l("accepted the application"),
        "application.declined": _l("declined the application"),
        "application.not_spam": _l("put the application back among those that wait"),
        "list.made": _l("made the list \u201c%(situation)s\u201d the school's own"),
        "list.given_up": _l("went back to the brought list \u201c%(situation)s\u201d"),
        "list.entry_removed": _l("took \u201c%(title)s\u201d off a checklist"),
        "list.entry_restored": _l("put \u201c%(title)s\u201d back on a checklist"),
        "item.added": _l("asked for one thing more: \u201c%(title)s\u201d"),
        "item.sent_in": _l("sent in \u201c%(title)s\u201d"),
        "item.accepted": _l("accepted \u201c%(title)s\u201d"),
        "item.returned": _l("returned \u201c%(title)s\u201d"),
        "item.waived": _l("left out \u201c%(title)s\u201d: %(why)s"),
        "item.reopened": _l("opened \u201c%(title)s\u201d again"),
    },
    about={
        "application": _l("Applications"),
        "list": _l("Checklists' templates"),
        "item": _l("Checklist items"),
    },
)


@routes.get("/onboarding")
@allow(signed_in)
def index() -> Any:
    """Applications that wait, and partners on their way in; a partner's person sees their own checklist."""
    if current_user.is_partner:
        return redirect(url_for("onboarding.show_checklist", key=current_user.partner_id), 303)
    chosen = queue.Queue.asked_for(request.args)
    return answer(chosen)


def answer(chosen: queue.Queue) -> Response:
    """The queue in its order, and everybody on the way in."""
    page = db.paginate(chosen.query, page=chosen.page, per_page=queue.AT_ONCE, error_out=False)
    return show(
        "onboarding/index.html",
        fragment="onboarding/_queue.html",
        queue=chosen,
        applications=page,
        counts=queue.counts(),
        partners=under_way(current_user),
        apply_link=link_to("onboarding.begin"),
    )


from partnerhub.onboarding.routes import apply, items, lists, review  # noqa: E402, F401 - they add their routes
