"""What each person is answered by the stories' pages."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.stories.model import State, Story
from partnerhub.stories.review import remark
from tests.access import Row
from tests.stories.making import TEXTS, made, story, tell_in_spanish

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}


SEEN: dict[str, Any] = {"anyone": 401, "viewer": 404, "partner": 200, "other": 404, "staff": 200, "principal": 200}


SIGNED_IN: dict[str, Any] = {"anyone": 401, "viewer": 200, "partner": 200, "other": 200, "staff": 200, "principal": 200}


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def said(rest: str) -> Callable[[], str]:
    """The address of something of a remark that suggests other words."""

    def address(story: Story) -> str:
        staff = User.by_email("staff@demo.example")
        return (
            f"/newsroom/remarks/{remark(story, 'Say since when.', by=staff, suggested='It went very well.').id}{rest}"
        )

    return made(address)


def in_spanish(rest: str = "") -> Callable[[], str]:
    """The address of a story in another language of the school's."""

    def address(story: Story) -> str:
        tell_in_spanish(story)
        return f"/newsroom/stories/{story.id}/languages/es{rest}"

    return made(address)


def spanish() -> dict[str, str]:
    """The form for the latest story in Spanish."""
    key = db.session.scalars(select(Story.id).order_by(Story.id.desc())).first()
    return {f"story-{key}-title": "Un logro", f"story-{key}-text": "Fue muy bien.", "version": "2"}


ROWS = {
    "GET stories.index": Row("/newsroom", **SIGNED_IN),
    "GET stories.new_story": Row("/newsroom/stories/new", **{**SIGNED_IN, "viewer": 403}),
    "POST stories.propose_story": Row(
        "/newsroom/stories", anyone=401, viewer=403, partner=303, other=303, staff=303, principal=303, data=TEXTS
    ),
    "GET stories.show_story": Row(story(), **SEEN),
    "GET stories.show_story that was approved": Row(story(state=State.APPROVED), **{**SEEN, "viewer": 200}),
    "GET stories.edit_story": Row(story("/edit"), **{**SEEN, "viewer": 403, "partner": 403}),
    "GET stories.edit_story of their own": Row(story("/edit", by="partner"), **{**SEEN, "viewer": 403}),
    "POST stories.change_story": Row(
        story(by="partner"),
        anyone=401,
        viewer=403,
        partner=303,
        other=404,
        staff=303,
        principal=303,
        data={**TEXTS, "version": "1"},
    ),
    "POST stories.add_remark": Row(
        story("/remarks"),
        anyone=401,
        viewer=403,
        partner=303,
        other=404,
        staff=303,
        principal=303,
        data={"text": "Well told."},
    ),
    "POST stories.take_remark": for_staff(said("/acceptance"), 303),
    "POST stories.settle_remark": for_staff(said("/settlement"), 303),
    "POST stories.take_up_story": for_staff(story("/review"), 303),
    "POST stories.approve_story": Row(story("/approval"), **BY_STAFF, staff=403, principal=303),
    "POST stories.publish_story": for_staff(story("/publication", state=State.APPROVED), 303),
    "GET stories.ask_why_put_away": for_staff(story("/archiving"), 200),
    "POST stories.put_story_away": for_staff(story("/archiving"), 303, {"why": "It is old."}),
    "GET stories.show_translation": for_staff(in_spanish(), 200),
    "POST stories.save_translation": for_staff(in_spanish(), 303, spanish),
    "POST stories.check_translation": for_staff(in_spanish("/check"), 303),
}
