"""The form that families fill in: no account, no cookie, nothing kept of who or where.

These routes need no token against forged requests: they know nobody who could be made to act, each form carries a
signed word, and a foreign page's request is turned away at the door (security.check_origin).
"""

from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.feedback import kept, languages, replies
from partnerhub.feedback.answering import Filled, keep, read
from partnerhub.feedback.answers import Channel, Receipt
from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.doors import TRAP, Ticket, open_round, why_aside
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.routes import routes
from partnerhub.feedback.rules import FeedbackRules, kept_until
from partnerhub.feedback.sheet import Sheet, sheet
from partnerhub.feedback.versions import Version
from partnerhub.foundation import together
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.security import csrf, limiter
from partnerhub.school.context import current_school


def behind(code: str) -> Pulse:
    """The pulse behind a public address; 404 where there is none that was ever asked."""
    pulse = Pulse.by_code(code)
    return pulse if pulse and pulse.rounds else abort(404)


def render(name: str, pulse: Pulse, **more: Any) -> str:
    """The HTML of a public page, in the language of whoever reads it."""
    asked = pulse.round
    language = languages.chosen(pulse, asked or pulse.last_round)
    with force_locale(language):
        return render_template(
            f"feedback/public/{name}.html",
            pulse=pulse,
            round=asked,
            language=language,
            others=languages.others(asked or pulse.last_round, language),
            rules=FeedbackRules.of_school(),
            title=pulse.title.read_in(language),
            **more,
        )


def page(name: str, pulse: Pulse, status: int = 200, **more: Any) -> Response:
    """A public page."""
    return make_response(render(name, pulse, **more), status)


def form_html(pulse: Pulse, version: Version, channel: str, filled: Filled, **more: Any) -> str:
    """The form with what was filled in."""
    language = languages.chosen(pulse, pulse.round)
    form = sheet(version, language)
    is_kiosk = channel == Channel.KIOSK
    return render("form", pulse, sheet=form, filled=filled, action=request.path, is_kiosk=is_kiosk, trap=TRAP, **more)


def blank_form(pulse: Pulse, channel: str, **more: Any) -> Response:
    """The form, for this reader and the next ones; or what there is to say when nobody is asked."""
    asked = pulse.round
    if asked is None:
        return closed_page(pulse)
    html = form_html(pulse, asked.version, channel, Filled(), ticket=kept.TICKET, sent_as=kept.ID, **more)
    return kept.answer(html, Ticket.of(asked.version, channel))


def form_again(
    filled: Filled, asked: Round, version: Version | None, channel: str, status: int, **more: Any
) -> Response:
    """The form with what was typed: in another language, or with what is to be mended."""
    version = version or asked.version
    ticket, sent_as = Ticket.of(version, channel).stamped(), request.form.get("sent_as") or kept.new_id()
    return make_response(
        form_html(asked.pulse, version, channel, filled, ticket=ticket, sent_as=sent_as, **more), status
    )


def closed_page(pulse: Pulse, status: int = 200) -> Response:
    """Nobody is asked: when it begins, or that it is over and what came of it."""
    return page("closed", pulse, status, **reply_of(pulse))


def reply_of(pulse: Pulse) -> dict[str, Any]:
    """What the school has said to what it heard last."""
    answered = replies.latest_of(pulse)
    return {"replied": answered, "replies": replies.Reply.of(answered) if answered else []}


@routes.get("/f/<code>")
@allow(anyone, traceless=True)
def show_form(code: str) -> Response:
    """The form."""
    return blank_form(behind(code), Channel.LINK)


@routes.post("/f/<code>")
@csrf.exempt
@limiter.exempt  # doors.why_aside counts
@allow(anyone, late=True, traceless=True)
def send_answers(code: str) -> Response:
    """Take the answers, once; or show the form in another language, with the answers in it."""
    asked = open_round(code)
    if asked is None:
        return closed_page(behind(code), 409)
    return take(asked, Channel.LINK, url_for("feedback.show_thanks", code=code))


def take(asked: Round, channel: str, thanks: str, **more: Any) -> Response:
    """Take what was sent to an open round, and lead to the thanks; `more` is for the form if it is shown again."""
    pulse, ticket = asked.pulse, Ticket.read(request.form.get("ticket", ""))
    version = ticket.version_of(pulse) if ticket else None
    language = languages.chosen(pulse, asked)
    with force_locale(language):
        filled = read(sheet(version or asked.version, language), request.form)
        if "language" in request.form:
            filled.errors.clear()
            return form_again(filled, asked, version, channel, 200, switched=True, **more)
        if ticket is None or version is None:
            again = _("This page was open for long. Your answers are still here: please send them once more.")
            return form_again(filled, asked, version, channel, 422, notice=again, **more)
        if not filled.is_good:
            return form_again(filled, asked, version, channel, 422, **more)
    keep_once(asked.id, sheet(version, language), filled, language, channel, why_aside(ticket))
    return redirect(f"{thanks}?lang={language}", 303)  # type: ignore[return-value]


def keep_once(round_id: int, form: Sheet, filled: Filled, language: str, channel: str, aside: str) -> None:
    """Write the answers down, together with those of others who send now, unless this form was sent before."""
    sent_as = request.form.get("sent_as", "")

    def write() -> None:
        if Receipt.is_new(sent_as):
            keep(round_id, form, filled, language=language, channel=channel, aside=aside)

    together.write(write)


@routes.get("/f/<code>/thanks")
@allow(anyone, traceless=True)
def show_thanks(code: str) -> Response:
    """What was received, and what happens next."""
    pulse = behind(code)
    return page("thanks", pulse, **reply_of(pulse))


@routes.get("/f/<code>/privacy")
@allow(anyone, traceless=True)
def show_privacy(code: str) -> Response:
    """How answers are treated, from the settings that hold."""
    pulse = behind(code)
    asked = pulse.round or pulse.last_round or abort(404)
    return page("privacy", pulse, threshold=(current_school() or abort(404)).threshold, until=kept_until(asked))


@routes.get("/f/<code>/questions")
@allow(anyone, traceless=True)
def show_questions(code: str) -> Response:
    """The questions, for parents to read before their children are asked."""
    pulse = Pulse.by_code(code)
    if pulse is None or not (pulse.rounds or pulse.audience == Audience.STUDENTS):
        abort(404)
    asked = pulse.round or pulse.last_round
    version = asked.version if asked else pulse.latest
    return page("questions", pulse, asked=asked, sheet=sheet(version, languages.chosen(pulse, asked)))
