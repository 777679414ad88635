"""The public pages: no account, no script, no cookie. What may not be read any more is not there any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import clock, files
from partnerhub.foundation.access import allow, anyone, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done
from partnerhub.foundation.links import link_to
from partnerhub.foundation.markdown import to_html
from partnerhub.foundation.numbers import whole
from partnerhub.school.context import current_school
from partnerhub.stories import languages, publishing, settings
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.model import Story
from partnerhub.stories.routes import routes

SHORT = 200
A_PAGE, IN_THE_FEED = 20, 30


@dataclass(frozen=True)
class Shown:
    """A story as everybody reads it, in one language.

    Args:
        language: the language that it is shown in: the page's where there is one, else its own.
        texts: its title, text and outcome.
        pictures: those that may be seen.
    """

    story: Story
    language: str
    texts: dict[str, str]
    pictures: list[dict[str, Any]]

    @classmethod
    def of(cls, story: Story, wish: str) -> "Shown":
        """A story that everybody may read."""
        edition = story.edition
        assert edition is not None
        language = wish if wish in edition.languages else edition.source
        return cls(story, language, edition.reads(language), publishing.pictures(story, Channel.WEBSITE))

    @property
    def others(self) -> list[str]:
        """The other languages that it can be read in."""
        edition = self.story.edition
        return [code for code in edition.languages if code != self.language] if edition else []

    @property
    def address(self) -> str:
        """Its whole address in this language."""
        return link_to("stories.read_story", key=self.story.id, lang=self.language)

    @property
    def summary(self) -> str:
        """What changed, or else how it begins: for whoever shares it."""
        words = " ".join(to_html(self.texts["outcome"] or self.texts["text"]).striptags().split())
        return words if len(words) <= SHORT else words[: SHORT - 1].rsplit(" ", 1)[0] + "…"

    @property
    def changed_at(self) -> datetime:
        """When what is read was approved."""
        edition = self.story.edition
        return edition.at if edition else clock.now()

    def alt(self, picture: dict[str, Any]) -> str:
        """What a picture shows, in this language or else in the story's own."""
        said: dict[str, str] = picture["alt"]
        return said.get(self.language) or said.get(self.story.language, "")


def public_page(template: str, **context: Any) -> Response:
    """A public page. Search engines leave it alone unless the school says otherwise."""
    may_list = settings.is_listed()
    told = {"name_of": languages.name_of, "direction": languages.direction, "link_to": link_to}
    response = make_response(render_template(template, may_list=may_list, **told, **context))
    if not may_list:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@routes.get("/stories")
@allow(anyone)
def list_public_stories() -> Response:
    """What everybody may read, the latest first, a page of it at a time."""
    if current_school() is None:
        abort(404)
    here, asked = languages.of_page(), request.args.get("before", type=whole)
    before = db.session.scalar(Story.published().where(Story.id == asked)) if asked else None
    found = publishing.public_stories(A_PAGE + 1, before)
    shown = [Shown.of(story, here) for story in found[:A_PAGE]]
    others = [code for code in languages.offered() if code != here]
    return public_page(
        "stories/public/index.html", shown=shown, others=others, before=before, has_older=len(found) > A_PAGE
    )


@routes.get("/stories/<int:key>")
@allow(anyone)
def read_story(key: int) -> Response:
    """One story."""
    story = db.session.get(Story, key)
    if story is None or not publishing.is_public(story):
        abort(404)
    shown = Shown.of(story, languages.of_page())
    return public_page("stories/public/story.html", shown=shown, others=shown.others)


@routes.get("/stories/pictures/<string:token>/<any(small, large):size>")
@allow(anyone)
def show_public_picture(token: str, size: str) -> Response:
    """A picture of a story that everybody may read. A browser asks each time whether it may still be seen."""
    photo = publishing.public_picture(token) or abort(404)
    response = files.stream(photo.small if size == "small" else photo.large)
    response.headers["Cache-Control"] = "no-cache"
    if not settings.is_listed():
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@routes.get("/stories/feed.xml")
@allow(anyone)
def show_feed() -> Response:
    """The latest stories as an Atom feed (RFC 4287)."""
    if current_school() is None:
        abort(404)
    shown = [Shown.of(story, languages.of_page()) for story in publishing.public_stories(IN_THE_FEED)]
    changed = max((each.changed_at for each in shown), default=clock.now())
    response = public_page("stories/public/feed.xml", shown=shown, changed=changed)
    response.mimetype = "application/atom+xml"
    response.headers["Cache-Control"] = "no-cache"
    return response


@routes.post("/newsroom/<any(listing, hiding):way>")
@allow(principal)
def let_search_engines_list(way: str) -> Response:
    """Say whether search engines may list the stories."""
    settings.let_list(way == "listing", by=current_user)
    said = _("Search engines may list the stories.") if way == "listing" else _("Search engines leave the stories out.")
    return done(url_for("school.show_settings"), said)
