"""The page behind a link: somebody says when they can, with or without an account, and changes it later."""

from flask import Response, abort, url_for
from flask_babel import gettext as _

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings.collisions import taken
from partnerhub.meetings.model import NotNow
from partnerhub.meetings.polls.forms import answer_form, answers_in
from partnerhub.meetings.polls.voters import Voter
from partnerhub.meetings.routes import routes


@routes.get("/times/<string:token>")
@allow(anyone)
def show_answers(token: str) -> Response:
    """What is asked, and what was answered."""
    return page(voter_with(token), token)


@routes.post("/times/<string:token>")
@allow(anyone)
def save_answers(token: str) -> Response:
    """Take the answers, or other ones."""
    voter = voter_with(token)
    if not voter.poll.is_open:
        return page(voter, token)
    form = answer_form(voter, blank=False)
    if not form.validate():
        return page(voter, token, form=form, status=422)
    try:
        voter.say(answers_in(form, voter.poll))
    except NotNow:
        abort(409)
    return done(url_for("meetings.show_answers", token=token), _("Your answer is sent."))


def voter_with(token: str) -> Voter:
    """Whose link this is; 404 where it is nobody's, 410 where its time is over."""
    voter = Voter.by_token(token)
    if voter is None or (voter.user and not voter.user.is_active):
        abort(404)
    if clock.now() > voter.poll.links_end_at:
        abort(410)
    return voter


def page(voter: Voter, token: str, form: object = None, status: int = 200) -> Response:
    """The page of one who is asked."""
    poll = voter.poll
    return show(
        "meetings/polls/answer.html",
        status=status,
        voter=voter,
        poll=poll,
        token=token,
        form=form or answer_form(voter, blank=True),
        busy=taken(poll.partners, poll.slots, poll.minutes),
    )
