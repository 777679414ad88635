"""The log's page."""

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import drafts
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.foundation.markdown import to_html
from partnerhub.foundation.numbers import whole
from partnerhub.meetings.carrying import carry_over
from partnerhub.meetings.log import Log
from partnerhub.meetings.merge import mark
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.routes import routes


@routes.get("/meetings/<int:key>/log")
@allow(staff)
def show_log(key: int) -> Response:
    """Who came, what was said and decided, who does what: on one page."""
    log = log_of(key)
    return show("meetings/log.html", log=log, form=log.form(blank=True), marks=log.marks, mark=mark)


@routes.post("/meetings/<int:key>/log")
@allow(staff, long=True)
def save_log(key: int) -> Response:
    """Save all of it at once, or say where somebody else wrote at the same time."""
    log = log_of(key)
    form, marks = log.form(), {**log.marks, **sent_marks()}
    if not form.validate():
        return show("meetings/log.html", log=log, form=form, marks=marks, mark=mark, status=422)
    carry_over(log.meeting)
    if not log.save(form, request.form):
        return conflict("meetings/log.html", log=log, form=form, marks=marks, mark=mark)
    log.meeting.record(current_user, "meeting.written")
    drafts.drop(current_user, f"meeting-{key}-log")
    if "finish" in request.form:
        return done(url_for("meetings.new_minutes", key=key))
    return done(url_for("meetings.show_log", key=key), _("Saved."))


@routes.post("/meetings/<int:key>/log/preview")
@allow(staff, late=True, long=True)
def preview_notes(key: int) -> Response:
    """How the notes of one topic will look. Nothing is written, so it never counts as the form sent twice."""
    log = log_of(key)
    topic = request.args.get("topic", type=whole)
    form = log.form()
    name = f"notes-{topic}"
    if name not in form:
        abort(404)
    html = to_html((form[name].data or "")[: form[name].most])
    marks = {**log.marks, **sent_marks()}
    page = {"log": log, "form": form, "marks": marks, "mark": mark}
    return show("meetings/log.html", fragment="meetings/_preview.html", html=html, preview_of=topic, **page)


def log_of(key: int) -> Log:
    """The log of a meeting that takes place."""
    meeting = find(Meeting, key, to_edit=True)
    if meeting.is_cancelled:
        abort(409)
    return Log(meeting, current_user)


def sent_marks() -> dict[str, str]:
    """The marks that came with the form: they stay those of the page that was opened first."""
    return {name: value for name, value in request.form.items() if name.startswith("was-")}
