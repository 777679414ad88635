"""A story in another language: written beside its own, then checked by somebody who reads both."""

from typing import Any

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.foundation.numbers import whole
from partnerhub.stories import languages
from partnerhub.stories.forms import translation_form
from partnerhub.stories.model import Story
from partnerhub.stories.routes import routes


@routes.get("/newsroom/stories/<int:key>/languages/<string:code>")
@allow(staff)
def show_translation(key: int, code: str) -> Response:
    """The story in its own language and in another one, side by side."""
    story = story_to_tell_in(key, code)
    return page(story, code, translation_form(story, code, blank=True))


@routes.post("/newsroom/stories/<int:key>/languages/<string:code>")
@allow(staff)
def save_translation(key: int, code: str) -> Response:
    """Keep what was written; whoever was second sees both."""
    story = story_to_tell_in(key, code)
    form = translation_form(story, code, blank=False)
    if not form.validate():
        return page(story, code, form, 422)
    if whole(form.version.data or "") != story.version:
        form.version.raw_data, form.version.data = None, str(story.version)
        return page(story, code, form, 409)
    story.translate(code, {name: typed or "" for name, typed in form.typed.items()}, by=current_user)
    return done(url_for("stories.show_translation", key=key, code=code), _("Saved. Somebody who reads both checks it."))


@routes.post("/newsroom/stories/<int:key>/languages/<string:code>/check")
@allow(staff)
def check_translation(key: int, code: str) -> Response:
    """Say that it is right."""
    story = story_to_tell_in(key, code)
    try:
        story.check(code, by=current_user)
    except ValueError:
        return done(url_for("stories.show_translation", key=key, code=code), _("Something of it is still missing."))
    return done(url_for("stories.show_story", key=key), _("Checked. It goes out when the principal approves it."))


def story_to_tell_in(key: int, code: str) -> Story:
    """The story, where it can be told in this language."""
    story = find(Story, key, to_edit=True)
    if code == story.language or code not in languages.offered():
        abort(404)
    return story


def page(story: Story, code: str, form: Any, status: int = 200) -> Response:
    """The page of one language."""
    context: dict[str, Any] = {"story": story, "code": code, "form": form, "name": languages.name_of(code)}
    context |= {"places": story.places(), "direction": languages.direction(code)}
    if status == 409:
        return conflict("stories/translate.html", **context)
    return show("stories/translate.html", status=status, **context)
