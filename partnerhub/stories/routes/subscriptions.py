"""Getting the newsletter, and getting it no more; reading an issue on the web. No account, no script, no cookie."""

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, anyone, find, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.security import csrf, limiter
from partnerhub.school.context import current_school
from partnerhub.stories import languages
from partnerhub.stories.newsletter import subscribers
from partnerhub.stories.newsletter.forms import SubscriptionForm
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.subscribers import CONFIRM, LEAVE, Subscriber
from partnerhub.stories.routes import routes
from partnerhub.stories.routes.public import public_page

TRAP = "website"


@routes.get("/stories/newsletters/<int:key>")
@allow(anyone)
def read_issue(key: int) -> Response:
    """An issue that was sent; staff see one before, as everybody will. What is not covered any more is left out."""
    issue = db.session.get(Issue, key) or abort(404)
    if issue.sent_at is None and not (current_user.is_authenticated and current_user.is_staff):
        abort(404)
    return public_page("stories/newsletter/public/issue.html", issue=issue)


@routes.get("/stories/newsletters/subscription")
@allow(anyone)
def show_subscription() -> Response:
    """A form with one field."""
    return subscription_page(SubscriptionForm(formdata=None))


def subscription_page(form: SubscriptionForm, status: int = 200) -> Response:
    """The form, or the form that has to be mended."""
    if current_school() is None:
        abort(404)
    response = public_page("stories/newsletter/public/subscribe.html", form=form, trap=TRAP)
    response.status_code = status
    return response


@routes.post("/stories/newsletters/subscription")
@csrf.exempt
@limiter.limit("20 per hour")
@allow(anyone)
def ask_for_newsletter() -> Response:
    """Ask at the address that was typed in. Nobody learns here who is on the list."""
    form = SubscriptionForm()
    if not form.validate():
        return subscription_page(form, 422)
    if not request.form.get(TRAP, "").strip():
        subscribers.ask(form.email.data or "", languages.of_page())
    return public_page("stories/newsletter/public/asked.html", email=form.email.data)


@routes.get("/stories/newsletters/subscription/<string:token>")
@allow(anyone)
def show_confirmation(token: str) -> Response:
    """One button. Opening the link does nothing: programs that check mail open links, too."""
    of_link(CONFIRM, token)
    return public_page("stories/newsletter/public/confirm.html", token=token, is_done=False)


@routes.post("/stories/newsletters/subscription/<string:token>")
@csrf.exempt
@allow(anyone)
def confirm_subscription(token: str) -> Response:
    """They said yes from their own mailbox."""
    of_link(CONFIRM, token).confirm()
    return public_page("stories/newsletter/public/confirm.html", token=token, is_done=True)


@routes.get("/stories/newsletters/leaving/<string:token>")
@allow(anyone)
def show_leaving(token: str) -> Response:
    """One button."""
    of_link(LEAVE, token)
    return public_page("stories/newsletter/public/leave.html", token=token, is_done=False)


@routes.post("/stories/newsletters/leaving/<string:token>")
@csrf.exempt
@allow(anyone)
def end_subscription(token: str) -> Response:
    """No more. Mail programs send this by themselves when somebody taps their button (RFC 8058)."""
    of_link(LEAVE, token).leave()
    return public_page("stories/newsletter/public/leave.html", token=token, is_done=True)


def of_link(about: str, token: str) -> Subscriber:
    """Whose link this is; 404 where it is nobody's."""
    return subscribers.by(about, token) or abort(404)


@routes.get("/newsroom/subscribers")
@allow(staff)
def list_subscribers() -> Response:
    """Who gets the newsletter."""
    found = db.session.scalars(Subscriber.visible_to(current_user).limit(2000)).all()
    return show(
        "stories/newsletter/subscribers.html",
        subscribers=found,
        reached=[subscriber for subscriber in found if subscriber.is_reached],
        sender=current_app.config["MAIL_FROM"],
    )


@routes.post("/newsroom/subscribers/<int:key>/<any(bounce, return):way>")
@allow(staff)
def note_bounce(key: int, way: str) -> Response:
    """A letter came back into the school's mailbox: no further issue goes there; or it was noted by mistake."""
    find(Subscriber, key, to_edit=True).bounce(way == "bounce")
    if way == "return":
        return done(url_for("stories.list_subscribers"), _("The next issue goes there again."))
    undo = url_for("stories.note_bounce", key=key, way="return")
    return done(url_for("stories.list_subscribers"), _("No further issue goes there."), undo=undo)


@routes.post("/newsroom/subscribers/<int:key>/question")
@allow(staff)
def ask_subscriber_again(key: int) -> Response:
    """Ask at an address whether it is reached again: whoever says yes there gets the next issue."""
    found = find(Subscriber, key, to_edit=True)
    subscribers.ask(found.email, found.language)
    return done(url_for("stories.list_subscribers"), _("Asked. If they say yes, the next issue goes there."))


@routes.post("/newsroom/subscribers/<int:key>/removal")
@allow(staff)
def remove_subscriber(key: int) -> Response:
    """Forget an address altogether."""
    found = find(Subscriber, key, to_edit=True)
    db.session.delete(found)
    return done(url_for("stories.list_subscribers"), _("The address is forgotten."))
