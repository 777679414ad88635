"""Stories as they are written: the list, a new one, one of them, and what its author changes."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import drafts
from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.stories import beginnings, languages, listed, outings
from partnerhub.stories.consent_forms import OutingForm
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.forms import RemarkForm, StoryForm
from partnerhub.stories.model import Story
from partnerhub.stories.photo_forms import PhotosForm
from partnerhub.stories.portrayed import CHANNELS, USES
from partnerhub.stories.publishing import coverage, is_public
from partnerhub.stories.review import of_story
from partnerhub.stories.routes import routes


@routes.get("/newsroom")
@allow(signed_in)
def index() -> Response:
    """The stories that are being told."""
    wanted = listed.Wanted.by(request.args)
    return show("stories/index.html", fragment="stories/_list.html", **listed.page(wanted, current_user))


@routes.get("/newsroom/stories/new")
@allow(staff, partner)
def new_story() -> Response:
    """A form for a story; what it begins with stands beside it, to copy from."""
    form = StoryForm.for_(current_user, formdata=None, language=languages.of_page())
    beginning = beginnings.asked_for(request.args, current_user)
    if beginning:
        form.partners.data = [partner.id for partner in beginning.partners]
    return show("stories/new.html", form=form, beginning=beginning)


@routes.post("/newsroom/stories")
@allow(staff, partner)
def propose_story() -> Response:
    """Hand a story in."""
    form = StoryForm.for_(current_user)
    if not form.validate():
        beginning = beginnings.asked_for(request.args, current_user)
        return show("stories/new.html", status=422, form=form, beginning=beginning)
    story = form.begun(current_user)
    story.propose(by=current_user)
    drafts.drop(current_user, "story-new")
    thanks = _("Saved.") if current_user.is_staff else _("Thank you! The school reads it and writes back here.")
    return done(url_for("stories.show_story", key=story.id), thanks)


@routes.get("/newsroom/stories/<int:key>")
@allow(signed_in)
def show_story(key: int) -> Response:
    """One story: what it says, what was said of it, and what can be done with it."""
    return page_of(find(Story, key))


def page_of(story: Story, status: int = 200, **more: Any) -> Response:
    """The page of one story, with the form that has to be mended where there is one."""
    context: dict[str, Any] = {
        "remark_form": RemarkForm(formdata=None, suggested=story.text.text),
        "remarks": of_story(story, current_user),
        "others": [(code, name) for code, name in languages.choices() if code != story.language],
        "is_out": is_public(story),
    }
    if story.editable_by(current_user):
        context["photos_form"] = PhotosForm(formdata=None)
    if current_user.is_staff:
        context |= for_staff(story)
    return show("stories/show.html", status=status, story=story, **{**context, **more})


def for_staff(story: Story) -> dict[str, Any]:
    """What staff see of a story: its history, what is missing before it may go out, and where it went."""
    happened = db.session.scalars(Event.of(story).limit(100)).unique().all()
    return {
        # One for each partner was written down; here it is told once.
        "events": list({(event.kind, event.at.replace(microsecond=0)): event for event in happened}.values()),
        "coverages": [coverage(story, channel) for channel in Channel],
        "photo_gaps": coverage(story, Channel.WEBSITE).of_photos,
        "outings": outings.of_story(story),
        "outing_form": OutingForm(formdata=None),
        "uses": USES,
        "channels": CHANNELS,
    }


@routes.get("/newsroom/stories/<int:key>/edit")
@allow(staff, partner)
def edit_story(key: int) -> Response:
    """Write other words."""
    story = find(Story, key, to_edit=True)
    return show("stories/edit.html", story=story, form=StoryForm.of(story, current_user))


@routes.post("/newsroom/stories/<int:key>")
@allow(staff, partner)
def change_story(key: int) -> Response:
    """Keep what was written; whoever was second sees both."""
    story = find(Story, key, to_edit=True)
    form = StoryForm.for_(current_user, story)
    if not form.validate():
        return show("stories/edit.html", status=422, story=story, form=form)
    if form.is_late_for(story):
        form.version.raw_data, form.version.data = None, str(story.version)
        return conflict("stories/edit.html", story=story, form=form)
    story.write(by=current_user, partners=form.partners_of(current_user, story), **form.words)
    drafts.drop(current_user, f"story-{key}")
    return done(url_for("stories.show_story", key=key), _("Saved."))
