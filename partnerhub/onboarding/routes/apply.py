"""The application's pages: no account, a link instead. The link's token is what a session would be.

So these routes need no token against forged requests: nobody else knows the address, and a foreign page's request is
turned away at the door (security.check_origin). That lets people apply whose browser keeps no cookies.
"""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.foundation.security import csrf, limiter
from partnerhub.onboarding import forms, letters
from partnerhub.onboarding.model import STEPS, Application, TooLate, Unfinished
from partnerhub.onboarding.routes import routes
from partnerhub.school.context import current_school

TRAP = "fax_number"


class DeadLink(Exception):
    """A link that leads to no application: cut off (404), or its time has run out (410)."""

    def __init__(self, status: int) -> None:
        self.status = status


@routes.errorhandler(DeadLink)
def explain(dead: DeadLink) -> Response:
    """Say what may have happened, and how to begin anew. After 30 days an unsent one is not only closed but gone."""
    return show("onboarding/apply/dead_link.html", status=dead.status)


def open_by(token: str) -> Application:
    """The application behind a link. Raises DeadLink."""
    application = Application.by_token(token)
    if application is None:
        raise DeadLink(404)
    if application.link_is_over:
        raise DeadLink(410)
    return application


def page(name: str, application: Application, token: str, status: int = 200, **more: Any) -> Response:
    """One of the application's pages."""
    link = link_to("onboarding.show_application", token=token)
    return show(
        f"onboarding/apply/{name}.html",
        status=status,
        application=application,
        token=token,
        link=link,
        steps=forms.STEPS,
        **more,
    )


@routes.get("/apply")
@allow(anyone)
def begin() -> Response:
    """What an application needs, before it begins."""
    return show("onboarding/apply/begin.html", steps=forms.STEPS)


@routes.post("/apply")
@csrf.exempt
@limiter.limit("20 per hour")
@allow(anyone)
def start() -> Response:
    """Begin an application and go to its first page."""
    if current_school() is None:
        abort(404)
    _application, token = Application.begin(str(get_locale() or "en"))
    return done(url_for("onboarding.show_step", token=token, step=STEPS[0]))


@routes.get("/apply/<string:token>")
@allow(anyone)
def show_application(token: str) -> Response:
    """How far it is; once sent, where it stands."""
    application = open_by(token)
    if application.is_writing:
        return page("resume", application, token, form=forms.LetterForm(formdata=None))
    return page("status", application, token, form=forms.AnswerForm(formdata=None))


@routes.get("/apply/<string:token>/<string:step>")
@allow(anyone)
def show_step(token: str, step: str) -> Response:
    """One thing to fill in."""
    application = open_by(token)
    if step not in STEPS:
        abort(404)
    if not application.is_writing:
        return done(url_for("onboarding.show_application", token=token))
    return page("step", application, token, step=step, form=forms.STEPS[step].form(formdata=None, obj=application))


@routes.post("/apply/<string:token>/<string:step>")
@csrf.exempt
@limiter.limit("120 per hour")
@allow(anyone)
def save_step(token: str, step: str) -> Response:
    """Keep one page's answers and go on: to the next page, or back to the answers where they are being checked."""
    application = open_by(token)
    if step not in STEPS:
        abort(404)
    form = forms.STEPS[step].form()
    if not form.validate():
        return page("step", application, token, 422, step=step, form=form)
    try:
        application.save_step(step, form.typed)
    except TooLate:
        return done(url_for("onboarding.show_application", token=token), _("This application was sent already."))
    return done(next_page(application, token, step))


def next_page(application: Application, token: str, step: str) -> str:
    """Where Continue leads."""
    later = STEPS[STEPS.index(step) + 1 :]
    if request.args.get("back") == "check" or not later or not application.missing:
        return url_for("onboarding.check_answers", token=token)
    return url_for("onboarding.show_step", token=token, step=later[0])


@routes.get("/apply/<string:token>/check")
@allow(anyone)
def check_answers(token: str) -> Response:
    """Everything once more, before it is sent."""
    application = open_by(token)
    if not application.is_writing:
        return done(url_for("onboarding.show_application", token=token))
    return page("check", application, token, answers=forms.readable(application), trap=TRAP)


@routes.post("/apply/<string:token>/submission")
@csrf.exempt
@limiter.limit("30 per hour")
@allow(anyone)
def send_application(token: str) -> Response:
    """Hand it to the school. What fills in the field that nobody sees is put aside, not lost."""
    application = open_by(token)
    was_writing = application.is_writing
    try:
        application.send(aside=bool(request.form.get(TRAP, "").strip()))
    except Unfinished:
        return page("check", application, token, 422, answers=forms.readable(application), trap=TRAP)
    if was_writing and not application.is_aside:
        letters.tell_received(application)
    return done(url_for("onboarding.show_application", token=token))


@routes.post("/apply/<string:token>/letter")
@csrf.exempt
@limiter.limit("5 per hour")
@allow(anyone)
def mail_link(token: str) -> Response:
    """Send the link to come back by."""
    application = open_by(token)
    form = forms.LetterForm()
    if not application.is_writing:
        return done(url_for("onboarding.show_application", token=token))
    if not form.validate():
        return page("resume", application, token, 422, form=form)
    letters.send_link(application, form.to.data or "")
    return done(url_for("onboarding.show_application", token=token), _("Your link is on its way."))


@routes.post("/apply/<string:token>/answer")
@csrf.exempt
@limiter.limit("30 per hour")
@allow(anyone)
def answer_question(token: str) -> Response:
    """Answer what the school asked."""
    application = open_by(token)
    form = forms.AnswerForm()
    if not form.validate():
        return page("status", application, token, 422, form=form)
    try:
        application.answer(form.answer.data or "")
    except TooLate:
        return done(url_for("onboarding.show_application", token=token), _("This question was answered already."))
    return done(url_for("onboarding.show_application", token=token), _("Your answer was sent."))
