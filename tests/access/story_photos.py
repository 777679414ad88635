"""What each person is answered about photos, and by the public pages of stories."""

import io
from collections.abc import Callable
from typing import Any

from partnerhub.foundation.db import transaction
from partnerhub.people.model import User
from partnerhub.stories import publishing
from partnerhub.stories.model import State, Story
from tests import papers
from tests.access import Row, everyone
from tests.access.stories import BY_STAFF, SEEN
from tests.stories.making import begin, made, story, with_photo


def photo(rest: str = "", by: str = "staff") -> Callable[[], str]:
    """The address of a photo of a story."""

    def address(story: Story) -> str:
        return f"/newsroom/photos/{with_photo(story).id}{rest}"

    return made(address, by=by)


def a_photo() -> dict[str, Any]:
    """A form with a photo."""
    return {"photos": (io.BytesIO(papers.picture("JPEG")), "photo.jpg")}


BY_WRITERS: dict[str, Any] = {"anyone": 401, "viewer": 403, "other": 404, "staff": 303, "principal": 303}


SHOWS = {"alt": "A meadow", "who": "nobody", "focal": "top-left"}


AREA = {"left": "10", "top": "10", "width": "20", "height": "20"}


PUBLIC: dict[str, Any] = {"stranger": None, "why": "Everybody reads what is published"}


def to_read() -> str:
    """The address of a story that everybody may read."""
    with transaction():
        return f"/stories/{begin(state=State.PUBLISHED).id}"


def to_see() -> str:
    """The address of a picture that everybody may see."""
    with transaction():
        story = begin()
        photo = with_photo(story)
        principal = User.by_email("principal@demo.example")
        story.approve(by=principal)
        publishing.publish(story, by=principal)
        return f"/stories/pictures/{photo.token}/small"


ROWS = {
    "GET stories.list_public_stories": Row("/stories", **everyone(200)),
    "GET stories.read_story": Row(to_read, **everyone(200), **PUBLIC),
    "GET stories.read_story that is not out": Row(
        made(lambda story: f"/stories/{story.id}", state=State.APPROVED), **everyone(404)
    ),
    "GET stories.show_public_picture": Row(to_see, **everyone(200), **PUBLIC),
    "GET stories.show_feed": Row("/stories/feed.xml", **everyone(200)),
    "POST stories.let_search_engines_list": Row("/newsroom/listing", **BY_STAFF, staff=403, principal=303),
    "POST stories.add_photos": Row(story("/photos", by="partner"), **BY_WRITERS, partner=303, data=a_photo),
    "POST stories.add_photos to a story of the school": Row(story("/photos"), **BY_WRITERS, partner=403, data=a_photo),
    "GET stories.show_photo": Row(photo(by="partner"), **{**BY_WRITERS, "staff": 200, "principal": 200}, partner=200),
    "GET stories.show_picture": Row(photo("/small"), **SEEN),
    "POST stories.describe_photo": Row(photo(by="partner"), **BY_WRITERS, partner=303, data=SHOWS),
    "POST stories.blur_photo": Row(photo("/blur", by="partner"), **BY_WRITERS, partner=303, data=AREA),
    "POST stories.unblur_photo": Row(photo("/blur/removal", by="partner"), **BY_WRITERS, partner=303),
    "POST stories.reorder_photo": Row(photo("/rise", by="partner"), **BY_WRITERS, partner=303),
    "POST stories.remove_photo": Row(photo("/removal", by="partner"), **BY_WRITERS, partner=303),
}
