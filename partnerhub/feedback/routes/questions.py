"""The builder: the questions of a pulse, each changed in place, beside the form as a phone shows it."""

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from partnerhub.feedback import editing
from partnerhub.feedback.answering import Filled
from partnerhub.feedback.kinds import KINDS, Kind
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import NotNow, Pulse
from partnerhub.feedback.question_form import QuestionForm
from partnerhub.feedback.questions import PulseQuestion
from partnerhub.feedback.routes import routes
from partnerhub.feedback.sheet import sheet
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.hypermedia import done, show

AT = "/feedback/<int:key>/questions"


def builder(pulse: Pulse, status: int = 200, **more: Any) -> Response:
    """The page of the builder, or its inside; with the form of a question in its place where there is one."""
    return show("feedback/questions.html", fragment="feedback/_builder.html", status=status, **of(pulse), **more)


def of(pulse: Pulse) -> dict[str, Any]:
    """What the builder shows."""
    wish = request.values.get("preview", "")
    language = wish if wish in pulse.languages else pulse.language
    return {
        "pulse": pulse,
        "version": pulse.latest,
        "kinds": KINDS,
        "language": language,
        "languages": [(code, name_of(code)) for code in pulse.languages],
        "phone": phone(pulse, language),
    }


def phone(pulse: Pulse, language: str) -> Markup:
    """What a phone shows of the newest questions, in a language."""
    shown = sheet(pulse.latest, language)
    with force_locale(language):
        html = render_template("feedback/_phone.html", sheet=shown, filled=Filled())
    return Markup(html)  # noqa: S704 - a template escapes what it is given


def answer(pulse: Pulse, message: str | None = None, **more: Any) -> Response:
    """The builder as it is now, in place or as a page."""
    url = url_for("feedback.show_questions_of", key=pulse.id)
    return done(url, message, fragment="feedback/_builder.html", **of(pulse), **more)


def question_of(key: int, question: str) -> tuple[Pulse, PulseQuestion]:
    """A pulse and the question with this key in its newest version, to be changed; 404 where it is not there."""
    pulse = find(Pulse, key, to_edit=True)
    return pulse, pulse.latest.question(question) or abort(404)


@routes.get(AT)
@allow(staff)
def show_questions_of(key: int) -> Response:
    """All questions, and the form as a phone shows it."""
    return builder(find(Pulse, key, to_edit=True))


@routes.get("/feedback/<int:key>/preview/<string:language>")
@allow(staff)
def show_preview(key: int, language: str) -> Response:
    """The form as families will see it, with nothing to send."""
    pulse = find(Pulse, key, to_edit=True)
    if language not in pulse.languages:
        abort(404)
    shown = sheet(pulse.latest, language)
    with force_locale(language):
        return show("feedback/public/preview.html", title=shown.title, sheet=shown, filled=Filled(), language=language)


@routes.get(f"{AT}/new/<string:kind>")
@allow(staff)
def new_question(key: int, kind: str) -> Response:
    """The form of a new question, at the end of the list."""
    pulse = find(Pulse, key, to_edit=True)
    return builder(pulse, form=QuestionForm(pulse, known(kind), formdata=None))


@routes.post(f"{AT}/new/<string:kind>")
@allow(staff)
def add_question(key: int, kind: str) -> Response:
    """Put it at the end."""
    pulse = find(Pulse, key, to_edit=True)
    form = QuestionForm(pulse, known(kind))
    if not form.validate():
        return builder(pulse, 422, form=form)
    question = PulseQuestion(kind=kind)
    form.write(question)
    try:
        editing.add(pulse, question, by=current_user)
    except NotNow:
        return answer(pulse, full())
    return answer(pulse, _("Added."))


def known(kind: str) -> str:
    """A kind of question; 404 where there is no such kind."""
    return kind if kind in list(Kind) else abort(404)


def full() -> str:
    """That there are as many questions as there may be."""
    return _("There are as many questions as anybody can answer. Remove one first.")


@routes.get(f"{AT}/<string:question>")
@allow(staff)
def edit_question(key: int, question: str) -> Response:
    """The form of a question, in its place."""
    pulse, found = question_of(key, question)
    return builder(pulse, form=QuestionForm.of(pulse, found))


@routes.post(f"{AT}/<string:question>")
@allow(staff)
def change_question(key: int, question: str) -> Response:
    """Change it; a change of meaning after it was asked makes it another question."""
    pulse, found = question_of(key, question)
    form = QuestionForm(pulse, found.kind, found)
    if not form.validate():
        return builder(pulse, 422, form=form)
    act = editing.correct if form.only_spelling else editing.change
    act(pulse, question, form.write, by=current_user)
    return answer(pulse, _("Saved."))


@routes.post(f"{AT}/<string:question>/<any(rise, descent):way>")
@allow(staff)
def reorder_question(key: int, question: str, way: str) -> Response:
    """Let it change places with the one above or below."""
    pulse, found = question_of(key, question)
    order = pulse.latest.questions
    at = order.index(found)
    after = order[at + 2 : at + 3] if way == "descent" else order[max(at - 1, 0) : at]
    is_at_end = at == (0 if way == "rise" else len(order) - 1)
    return answer(pulse) if is_at_end else moved(pulse, question, after[0].key if after else None)


@routes.post(f"{AT}/<string:question>/place")
@allow(staff)
def place_question(key: int, question: str) -> Response:
    """Put it where it was dragged to: before another question, or at the end."""
    pulse, _found = question_of(key, question)
    return moved(pulse, question, request.form.get("before") or None)


def moved(pulse: Pulse, question: str, before: str | None) -> Response:
    """Move a question, or say why it has to stay."""
    try:
        editing.move(pulse, question, before, by=current_user)
    except NotNow:
        return answer(pulse, _("A question stays below the one whose answer decides whether it is asked."))
    return answer(pulse)


@routes.post(f"{AT}/<string:question>/copies")
@allow(staff)
def copy_question(key: int, question: str) -> Response:
    """A copy below it, to be changed into something like it."""
    pulse, _found = question_of(key, question)
    try:
        editing.copy(pulse, question, by=current_user)
    except NotNow:
        return answer(pulse, full())
    return answer(pulse, _("Copied. Change the copy below."))


@routes.post(f"{AT}/<string:question>/removal")
@allow(staff)
def remove_question(key: int, question: str) -> Response:
    """Ask it no more; it lies in the bin."""
    pulse, _found = question_of(key, question)
    removed = editing.remove(pulse, question, by=current_user)
    return answer(pulse, _("In the bin: %(title)s", title=removed.title.text), undo=undo(removed))
