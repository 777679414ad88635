"""The rounds of a pulse: asking, changing the days, closing, and the words that go out with it."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.feedback import letters, publishing
from partnerhub.feedback.model import NotNow, Pulse, Round
from partnerhub.feedback.pulse_forms import ChangedRoundForm, NewRoundForm
from partnerhub.feedback.routes import routes
from partnerhub.feedback.routes.pulses import languages_of
from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to

USUAL = timedelta(days=14)


@routes.get("/feedback/<int:key>/rounds/new")
@allow(staff)
def new_round(key: int) -> Response:
    """When, in which languages, and how many are asked."""
    pulse = find(Pulse, key, to_edit=True)
    soonest = clock.today() + (publishing.NOTICE if publishing.needs_notice(pulse) else timedelta())
    first = max([soonest, *(one.closes_on + timedelta(days=1) for one in pulse.rounds if not one.is_closed)])
    ready = [code for code in pulse.languages if not publishing.lacking(pulse, [code])]
    last = {"opt_out": pulse.last_round.opt_out, "asked": pulse.last_round.asked} if pulse.last_round else {}
    form = NewRoundForm(pulse, formdata=None, opens_on=first, closes_on=first + USUAL, languages=ready, **last)
    return publish_page(pulse, form)


def publish_page(pulse: Pulse, form: NewRoundForm, status: int = 200) -> Response:
    """The page on which it is published."""
    return show(
        "feedback/publish.html",
        status=status,
        pulse=pulse,
        form=form,
        languages=languages_of(pulse),
        lacking=publishing.lacking(pulse, []),
        questions_link=link_to("feedback.show_questions", code=pulse.code),
    )


@routes.post("/feedback/<int:key>/rounds")
@allow(staff)
def publish_round(key: int) -> Response:
    """Ask."""
    pulse = find(Pulse, key, to_edit=True)
    form = NewRoundForm(pulse)
    if not form.validate():
        return publish_page(pulse, form, 422)
    asked = publishing.publish(pulse, by=current_user, **form.details)
    said = _("People can answer now.") if asked.is_open else _("Planned. It opens by itself.")
    return done(url_for("feedback.show_pulse", key=key), said)


@routes.get("/feedback/rounds/<int:key>/edit")
@allow(staff)
def edit_round(key: int) -> Response:
    """The form with its days."""
    asked = find(Round, key, to_edit=True)
    now = {"opens_on": asked.opens_on, "closes_on": asked.closes_on, "asked": asked.asked}
    return show("feedback/round.html", asked=asked, form=ChangedRoundForm(asked, formdata=None, **now))


@routes.post("/feedback/rounds/<int:key>")
@allow(staff)
def change_round(key: int) -> Response:
    """Change its days, or how many were asked."""
    asked = find(Round, key, to_edit=True)
    form = ChangedRoundForm(asked)
    if not form.validate():
        return show("feedback/round.html", asked=asked, form=form, status=422)
    publishing.reschedule(asked, by=current_user, **form.typed)
    return answer(asked, _("Saved."))


def answer(asked: Round, message: str, **more: Any) -> Response:
    """Back to the pulse."""
    return done(url_for("feedback.show_pulse", key=asked.pulse_id, _anchor=f"round-{asked.id}"), message, **more)


@routes.post("/feedback/rounds/<int:key>/end")
@allow(staff)
def close_round(key: int) -> Response:
    """Take no more answers."""
    asked = find(Round, key, to_edit=True)
    try:
        asked.close(by=current_user)
    except NotNow:
        return answer(asked, _("It was closed before."))
    return answer(asked, _("Closed. Nobody can answer any more."), undo=url_for("feedback.reopen_round", key=key))


@routes.post("/feedback/rounds/<int:key>/reopening")
@allow(staff)
def reopen_round(key: int) -> Response:
    """Take answers again."""
    asked = find(Round, key, to_edit=True)
    try:
        asked.reopen(by=current_user)
    except NotNow:
        return answer(asked, _("It cannot be opened again: its last day has passed, or another round is open."))
    return answer(asked, _("It is open again."))


@routes.post("/feedback/rounds/<int:key>/newest-questions")
@allow(staff)
def ask_newest(key: int) -> Response:
    """Let it go on with the newest questions."""
    asked = find(Round, key, to_edit=True)
    if problems := publishing.lacking(asked.pulse, asked.languages):
        return answer(asked, _("Not yet: %(why)s", why=problems[0]))
    if publishing.needs_notice(asked.pulse):
        return answer(
            asked, _("Families were told of the questions before. Ask the newest ones in a round of their own.")
        )
    try:
        publishing.ask_anew(asked, by=current_user)
    except ValueError:
        abort(409)
    return answer(asked, _("From now on the newest questions are asked."))


@routes.get("/feedback/rounds/<int:key>/letter")
@allow(staff)
def show_letter(key: int) -> Response:
    """Words to send, in each language: one text when it opens, one reminder."""
    asked = find(Round, key, to_edit=True)
    return show("feedback/letter.html", asked=asked, letters=letters.of(asked))
