"""The pulses: all of them, one of them, and how one begins."""

from typing import Any

import segno
from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import selectinload

from partnerhub.feedback import editing, patterns, publishing
from partnerhub.feedback.audiences import AUDIENCES, Audience
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import NotNow, Pulse
from partnerhub.feedback.pulse_forms import NewPulseForm, PulseForm
from partnerhub.feedback.releases import Release
from partnerhub.feedback.routes import routes
from partnerhub.feedback.sheet import sheet
from partnerhub.foundation.access import allow, find, school_side, signed_in, staff
from partnerhub.foundation.audit import Event
from partnerhub.foundation.bin import undo
from partnerhub.foundation.db import db
from partnerhub.foundation.formats import reader
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.foundation.texts import progress
from partnerhub.school.context import current_school


@routes.get("/feedback")
@allow(school_side)
def index() -> Response:
    """What is asked, was asked and will be asked, by who is asked."""
    found = Pulse.visible_to(current_user).options(selectinload(Pulse.rounds), selectinload(Pulse.partners))
    pulses = db.session.scalars(found).unique().all()
    return show("feedback/index.html", groups=[(label, _of(pulses, who)) for who, label in AUDIENCES.items()])


def _of(pulses: Any, audience: str) -> list[Pulse]:
    """Those of an audience, what goes on first."""
    return sorted((one for one in pulses if one.audience == audience), key=lambda one: one.round is None)


@routes.get("/feedback/new")
@allow(staff)
def new_pulse() -> Response:
    """Begin with one that we bring, with one of the school's, or with nothing."""
    return begin_page(NewPulseForm(formdata=None))


def begin_page(form: NewPulseForm, status: int = 200) -> Response:
    """The page with all ways to begin."""
    own = db.session.scalars(Pulse.visible_to(current_user)).all()
    return show("feedback/new.html", status=status, form=form, patterns=patterns.PATTERNS, own=own)


@routes.post("/feedback")
@allow(staff)
def begin_pulse() -> Response:
    """Begin with nothing."""
    form = NewPulseForm()
    if not form.validate():
        return begin_page(form, 422)
    words = {"title": form.title.data or "", "audience": form.audience.data}
    return begun(Pulse.begin(by=current_user, **words, **spoken_with(form.audience.data)))


@routes.post("/feedback/patterns/<string:name>")
@allow(staff)
def begin_with_pattern(name: str) -> Response:
    """Begin with one that we bring."""
    pattern = patterns.PATTERNS.get(name) or abort(404)
    return begun(patterns.begin(pattern, by=current_user, **spoken_with(pattern.audience)))


@routes.post("/feedback/<int:key>/copies")
@allow(staff)
def copy_pulse(key: int) -> Response:
    """Begin with a copy of one of the school's."""
    return begun(patterns.copy(find(Pulse, key, to_edit=True), by=current_user))


def begun(pulse: Pulse) -> Response:
    """On to its questions."""
    url = url_for("feedback.show_questions_of", key=pulse.id)
    return done(url, _("Begun. Nobody is asked before you say so."))


def spoken_with(audience: str) -> dict[str, Any]:
    """In which languages those are asked: families and students in all of the school's, others in its own."""
    school = current_school() or abort(404)
    every = audience in (Audience.FAMILIES, Audience.STUDENTS)
    return {"language": school.language, "languages": list(school.languages) if every else [school.language]}


@routes.get("/feedback/<int:key>")
@allow(signed_in)
def show_pulse(key: int) -> Response:
    """One pulse: what is asked of whom, its rounds, and its address."""
    pulse = find(Pulse, key)
    link = link_to("feedback.show_form", code=pulse.code)
    asked, may_edit = pulse.round or pulse.last_round, pulse.editable_by(current_user)
    return show(
        "feedback/show.html",
        pulse=pulse,
        may_edit=may_edit,
        sheet=sheet(asked.version if asked else pulse.latest, _reads(pulse)),
        link=link,
        qr=segno.make(link, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff"),
        languages=languages_of(pulse),
        name_of=name_of,
        lacking=publishing.lacking(pulse, [pulse.language]),
        released={one.id for one in pulse.rounds if Release.of(one)},
        events=db.session.scalars(Event.of(pulse).limit(50)).unique().all() if may_edit else [],
    )


def _reads(pulse: Pulse) -> str:
    """The language in which whoever is signed in reads it: their own where it has that."""
    own = reader().locale()
    return own if own in pulse.languages else pulse.language


def languages_of(pulse: Pulse) -> list[dict[str, Any]]:
    """How far the texts are in each language."""
    return [
        {"code": code, "name": name_of(code), "is_source": code == pulse.language, "n": progress(pulse.texts(), code)}
        for code in pulse.languages
    ]


@routes.get("/feedback/<int:key>/edit")
@allow(staff)
def edit_pulse(key: int) -> Response:
    """The form with what stands above the questions."""
    pulse = find(Pulse, key, to_edit=True)
    return show("feedback/edit.html", pulse=pulse, form=PulseForm.of(pulse))


@routes.post("/feedback/<int:key>")
@allow(staff)
def change_pulse(key: int) -> Response:
    """Take what was entered."""
    pulse = find(Pulse, key, to_edit=True)
    form = PulseForm(pulse)
    if not form.validate():
        return show("feedback/edit.html", pulse=pulse, form=form, status=422)
    editing.change_pulse(pulse, by=current_user, **form.changes)
    return done(url_for("feedback.show_pulse", key=key), _("Saved."))


@routes.post("/feedback/<int:key>/newer-questions/removal")
@allow(staff)
def remove_newer_questions(key: int) -> Response:
    """Throw away changed questions that nobody was asked."""
    pulse = find(Pulse, key, to_edit=True)
    version = pulse.latest
    try:
        version.throw_away(by=current_user)
    except NotNow:
        abort(409)
    said = _("In the bin: %(title)s", title=version.bin_label)
    return done(url_for("feedback.show_pulse", key=key), said, undo=undo(version))


@routes.post("/feedback/<int:key>/removal")
@allow(staff)
def remove_pulse(key: int) -> Response:
    """Throw away a pulse that nobody was asked."""
    pulse = find(Pulse, key, to_edit=True)
    try:
        pulse.throw_away(by=current_user)
    except NotNow:
        abort(409)
    return done(url_for("feedback.index"), _("In the bin: %(title)s", title=pulse.title.text), undo=undo(pulse))
