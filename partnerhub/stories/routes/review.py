"""Stories on their way out: what is said of them, who lets them go, and who takes them back."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import drafts
from partnerhub.foundation.access import allow, find, partner, principal, staff
from partnerhub.foundation.hypermedia import done, show
from partnerhub.stories import publishing
from partnerhub.stories.forms import RemarkForm, WhyForm
from partnerhub.stories.model import NotNow, Story
from partnerhub.stories.newsletter import recalling
from partnerhub.stories.publishing import NotCovered
from partnerhub.stories.review import Remark, remark
from partnerhub.stories.routes import routes
from partnerhub.stories.routes.writing import page_of


@routes.post("/newsroom/stories/<int:key>/remarks")
@allow(staff, partner)
def add_remark(key: int) -> Response:
    """Say something of a story, or suggest other words for it."""
    story, form = find(Story, key), RemarkForm()
    form.now = story.text.text
    if not form.validate():
        return page_of(story, 422, remark_form=form)
    try:
        remark(story, form.text.data or "", by=current_user, suggested=form.suggested.data or "")
    except NotNow:
        return back(story, too_late())
    drafts.drop(current_user, f"remark-{key}")
    return back(story, _("Said."), anchor="review")


@routes.post("/newsroom/remarks/<int:key>/acceptance")
@allow(staff)
def take_remark(key: int) -> Response:
    """Let the story read as it was suggested."""
    found = find(Remark, key, to_edit=True)
    try:
        found.take(by=current_user)
    except NotNow:
        return back(found.story, _("The text was changed since, or somebody has answered it. Look at it again."))
    return back(found.story, _("Taken over."), anchor="review")


@routes.post("/newsroom/remarks/<int:key>/settlement")
@allow(staff)
def settle_remark(key: int) -> Response:
    """There is nothing more to do about it."""
    found = find(Remark, key, to_edit=True)
    try:
        found.settle(by=current_user)
    except NotNow:
        return back(found.story, _("Somebody else has answered it."))
    return back(found.story, _("Settled."), anchor="review")


@routes.post("/newsroom/stories/<int:key>/review")
@allow(staff)
def take_up_story(key: int) -> Response:
    """Begin to review it, or look at it anew."""
    story = find(Story, key)
    try:
        story.take_up(by=current_user)
    except NotNow:
        return back(story, too_late())
    return back(story, _("In review."))


@routes.post("/newsroom/stories/<int:key>/approval")
@allow(principal)
def approve_story(key: int) -> Response:
    """Let it go out as it is now."""
    story = find(Story, key)
    try:
        story.approve(by=current_user)
    except NotNow:
        return back(story, too_late())
    return back(story, _("Approved, as it is now."))


@routes.post("/newsroom/stories/<int:key>/publication")
@allow(staff)
def publish_story(key: int) -> Response:
    """Put it on the public pages."""
    story = find(Story, key)
    try:
        publishing.publish(story, by=current_user)
    except NotNow:
        return back(story, too_late())
    except NotCovered:
        return page_of(story, 422, is_refused=True)
    return back(story, _("Published. Everybody may read it now."))


WAYS: dict[str, Any] = {"withdrawal": Story.withdraw, "archiving": Story.archive}


@routes.get("/newsroom/stories/<int:key>/<any(withdrawal, archiving):way>")
@allow(staff)
def ask_why_put_away(key: int, way: str) -> Response:
    """Ask for a word why."""
    return show("stories/put_away.html", story=find(Story, key), way=way, form=WhyForm(formdata=None))


@routes.post("/newsroom/stories/<int:key>/<any(withdrawal, archiving):way>")
@allow(staff)
def put_story_away(key: int, way: str) -> Response:
    """Take it off the public pages at once, or put it away."""
    story, form = find(Story, key), WhyForm()
    if not form.validate():
        return show("stories/put_away.html", status=422, story=story, way=way, form=form)
    try:
        WAYS[way](story, form.why.data or "", by=current_user)
    except NotNow:
        return back(story, too_late())
    recalling.take_out()
    return back(story, _("It is off the public pages.") if way == "withdrawal" else _("Put away."))


def back(story: Story, said: str, *, anchor: str | None = None) -> Response:
    """On to the story."""
    return done(url_for("stories.show_story", key=story.id, _anchor=anchor), said)


def too_late() -> str:
    """What somebody is told who was second."""
    return _("Somebody else was faster. This is how it stands now.")
