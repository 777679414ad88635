"""Comments: what people wrote, read apart from everything that is counted."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from partnerhub.feedback.comment_forms import HidingForm, ThemeForm
from partnerhub.feedback.comments import Note, of_round, themes_of
from partnerhub.feedback.model import Round
from partnerhub.feedback.releases import Release
from partnerhub.feedback.routes import routes
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import done, show


@routes.get("/feedback/rounds/<int:key>/comments")
@allow(staff)
def show_comments(key: int) -> Response:
    """All of a round, those of one theme, or those that are marked."""
    asked = find(Round, key)
    theme, marked = request.args.get("theme", ""), request.args.get("marked") == "yes"
    return show(
        "feedback/results/comments.html",
        asked=asked,
        release=Release.of(asked),
        notes=of_round(asked, current_user, theme=theme, marked=marked),
        themes=themes_of(asked),
        theme=theme,
        marked=marked,
        offered=offered,
    )


def offered(note: Note) -> list[Markup]:
    """What upper floors offer to do with a comment."""
    return house().panels("comment", note, for_=current_user)


@routes.get("/feedback/comments/<string:key>")
@allow(staff)
def show_comment(key: str) -> Response:
    """One, to say what it is about, or to hide it."""
    return comment_page(find(Note, key))


def comment_page(note: Note, status: int = 200, **more: Any) -> Response:
    """Its page, with the form that has to be mended where there is one."""
    context = {
        "note": note,
        "themes": themes_of(note.round),
        "theme_form": ThemeForm(formdata=None, theme=note.theme),
        "hiding_form": HidingForm(formdata=None),
        "offered": offered,
        **more,
    }
    return show("feedback/results/comment.html", status=status, **context)


@routes.post("/feedback/comments/<string:key>/mark")
@allow(staff)
def mark_comment(key: str) -> Response:
    """Mark it, or no longer."""
    note = find(Note, key, to_edit=True)
    note.mark(request.form.get("marked") == "yes")
    return done(place_of(note), fragment="feedback/results/_comment.html", note=note, offered=offered)


@routes.post("/feedback/comments/<string:key>/theme")
@allow(staff)
def give_theme(key: str) -> Response:
    """Say what it is about."""
    note, form = find(Note, key, to_edit=True), ThemeForm()
    if not form.validate():
        return comment_page(note, 422, theme_form=form)
    note.give_theme(form.theme.data or "")
    return done(place_of(note), _("Saved."))


@routes.post("/feedback/comments/<string:key>/hiding")
@allow(staff)
def hide_comment(key: str) -> Response:
    """Show it no more, for a reason."""
    note, form = find(Note, key, to_edit=True), HidingForm()
    if not form.validate():
        return comment_page(note, 422, hiding_form=form)
    note.hide(by=current_user, reason=form.reason.data or "")
    return done(place_of(note), _("The comment is hidden."), undo=url_for(".show_comment_again", key=key))


@routes.post("/feedback/comments/<string:key>/showing")
@allow(staff)
def show_comment_again(key: str) -> Response:
    """Show it again."""
    note = find(Note, key, to_edit=True)
    note.unhide(by=current_user)
    return done(place_of(note), _("The comment is shown again."))


def place_of(note: Note) -> str:
    """Where it stands among the others."""
    return url_for(".show_comments", key=note.round_id, _anchor=f"comment-{note.key}")
