"""The photos of a story: handed in, described, blurred, cut, and taken out again.

Making the sizes of a photo takes a second or two, so it is done before the writing begins.
"""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import files, submissions
from partnerhub.foundation.access import allow, find, partner, signed_in, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.db import begin_writing
from partnerhub.foundation.hypermedia import done, show
from partnerhub.stories import photos
from partnerhub.stories.model import Story
from partnerhub.stories.photo_forms import BlurForm, PhotoForm, PhotosForm
from partnerhub.stories.photos import MOST, StoryPhoto
from partnerhub.stories.renditions import render
from partnerhub.stories.routes import routes
from partnerhub.stories.routes.writing import page_of


@routes.post("/newsroom/stories/<int:key>/photos")
@allow(staff, partner, upload=True, late=True)
def add_photos(key: int) -> Response:
    """Take photos, several at once."""
    story, form = find(Story, key, to_edit=True), PhotosForm()
    if form.validate() and len(story.photos) + len(form.photos.prepared_all) > MOST:
        form.refuse("photos", _("A story has up to %(most)d photos. Take some out first.", most=MOST))
    if form.errors:
        return page_of(story, 422, photos_form=form)
    made = [(sent, render(sent.content)) for sent in form.photos.prepared_all]
    begin_writing()
    if first := submissions.replay():
        return first
    story = find(Story, key, to_edit=True)
    for sent, renditions in made:
        photos.add(story, sent, renditions, by=current_user)
    return to_story(key, _("Saved. Now say of each photo what it shows."))


@routes.get("/newsroom/photos/<int:key>")
@allow(staff, partner)
def show_photo(key: int) -> Response:
    """One photo, and what can be done with it."""
    return photo_page(find(StoryPhoto, key, to_edit=True))


def photo_page(photo: StoryPhoto, status: int = 200, **more: Any) -> Response:
    """The page of one photo, with the form that has to be mended where there is one."""
    context = {"form": PhotoForm.of(photo, formdata=None), "blur_form": BlurForm(formdata=None), **more}
    return show("stories/photo.html", status=status, photo=photo, story=photo.story, **context)


@routes.get("/newsroom/photos/<int:key>/<any(small, large):size>")
@allow(signed_in)
def show_picture(key: int, size: str) -> Response:
    """The picture, for those who may see its story."""
    photo = find(StoryPhoto, key)
    return files.stream(photo.small if size == "small" else photo.large)


@routes.post("/newsroom/photos/<int:key>")
@allow(staff, partner, late=True)
def describe_photo(key: int) -> Response:
    """Keep what it shows and who is in it; cut it anew where its focal point is another one."""
    photo = find(StoryPhoto, key, to_edit=True)
    form = PhotoForm.of(photo)
    if not form.validate():
        return photo_page(photo, 422, form=form)
    focal = form.focal.data
    made = None if focal == photo.focal else render(photo.original.path.read_bytes(), focal=focal, areas=photo.areas)
    begin_writing()
    if first := submissions.replay():
        return first
    photo = find(StoryPhoto, key, to_edit=True)
    if made:
        photo.focal = focal
        photo.show(made)
    nobody, alt = form.who.data == "nobody", form.alt.data or ""
    photo.describe(alt=alt, nobody=nobody, people=form.people_of(photo), by=current_user)
    return to_story(photo.story_id, _("Saved."))


@routes.post("/newsroom/photos/<int:key>/blur")
@allow(staff, partner, late=True)
def blur_photo(key: int) -> Response:
    """Make one more area unrecognizable."""
    photo, form = find(StoryPhoto, key, to_edit=True), BlurForm()
    if not form.validate():
        return photo_page(photo, 422, blur_form=form)
    return make_anew(key, [*photo.areas, form.area], _("Blurred."))


@routes.post("/newsroom/photos/<int:key>/blur/removal")
@allow(staff, partner, late=True)
def unblur_photo(key: int) -> Response:
    """Show it as it was handed in. It has to be approved anew."""
    find(StoryPhoto, key, to_edit=True)
    return make_anew(key, [], _("It is as it was handed in."))


def make_anew(key: int, areas: list[list[int]], said: str) -> Response:
    """Make a photo anew with these areas hidden."""
    photo = find(StoryPhoto, key, to_edit=True)
    made = render(photo.original.path.read_bytes(), focal=photo.focal, areas=areas)
    begin_writing()
    if first := submissions.replay():
        return first
    photo = find(StoryPhoto, key, to_edit=True)
    photo.areas = areas
    photo.show(made)
    photo.story.touch()
    photo.record(current_user, "story_photo.blurred")
    return done(url_for("stories.show_photo", key=key), said)


@routes.post("/newsroom/photos/<int:key>/<any(rise, descent):way>")
@allow(staff, partner)
def reorder_photo(key: int, way: str) -> Response:
    """Let it change places with the one before or after it."""
    photo = find(StoryPhoto, key, to_edit=True)
    photos.place(photo, up=way == "rise")
    photo.story.touch()
    return to_story(photo.story_id, _("Saved."))


@routes.post("/newsroom/photos/<int:key>/removal")
@allow(staff, partner)
def remove_photo(key: int) -> Response:
    """Put it into the bin: it is off the public pages at once."""
    photo = find(StoryPhoto, key, to_edit=True)
    label, story = photo.bin_label, photo.story_id
    photo.throw_away(by=current_user)
    return done(story_url(story), _("In the bin: %(name)s", name=label), undo=undo(photo))


def to_story(key: int, said: str) -> Response:
    """On to the story's photos."""
    return done(story_url(key), said)


def story_url(key: int) -> str:
    """The address of a story's photos."""
    return url_for("stories.show_story", key=key, _anchor="story-photos")
