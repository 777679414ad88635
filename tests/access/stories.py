"""What each person is answered by the stories' pages."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy import select

from partnerhub.foundation import clock, files
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.texts import Words
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories import photos, publishing
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.model import State, Story
from partnerhub.stories.photos import StoryPhoto
from partnerhub.stories.portrayed import Portrayed
from partnerhub.stories.renditions import render
from partnerhub.stories.review import remark
from tests import papers
from tests.access import Row

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
# A viewer reads what was approved; this was not.
SEEN: dict[str, Any] = {"anyone": 401, "viewer": 404, "partner": 200, "other": 404, "staff": 200, "principal": 200}
SIGNED_IN: dict[str, Any] = {"anyone": 401, "viewer": 200, "partner": 200, "other": 200, "staff": 200, "principal": 200}
TEXTS = {"title": "A win", "text": "It went well.", "outcome": ""}


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def begin(state: State = State.PROPOSED, by: str = "staff") -> Story:
    """A new story about the clinic, taken to where it is to stand."""
    clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
    principal = User.by_email("principal@demo.example")
    story = Story(**{name: Words.begin("en", text) for name, text in TEXTS.items()}, partners=[clinic])
    story.is_about_nobody = True
    story.propose(by=User.by_email(f"{by}@demo.example"))
    if state in (State.APPROVED, State.PUBLISHED):
        story.approve(by=principal)
    if state == State.PUBLISHED:
        publishing.publish(story, by=principal)
    return story


def made(address: Callable[[Story], str], **more: Any) -> Callable[[], str]:
    """The address of something of a new story about the clinic."""

    def path() -> str:
        with transaction():
            return address(begin(**more))

    return path


def story(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of a new story, or of something below it."""
    return made(lambda story: f"/newsroom/stories/{story.id}{rest}", **more)


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


def tell_in_spanish(story: Story, title: str = "Un logro", text: str = "Fue bien.") -> None:
    """Tell a story in Spanish."""
    texts = {"title": title, "text": text}
    told = {place.key: texts[place.name] for place in story.places() if place.name in texts}
    story.translate("es", told, by=story.proposed_by)


def spanish() -> dict[str, str]:
    """The form for the latest story in Spanish."""
    key = db.session.scalars(select(Story.id).order_by(Story.id.desc())).first()
    return {f"story-{key}-title": "Un logro", f"story-{key}-text": "Fue muy bien.", "version": "2"}


def somebody(rest: str = "") -> Callable[[], str]:
    """The address of somebody who is quoted, and agreed."""

    def address(story: Story) -> str:
        return f"/newsroom/people/{quoted(story).id}{rest}"

    return made(address)


def quoted(story: Story, **more: Any) -> Portrayed:
    """An adult who is quoted, and agreed for the website until 2099."""
    staff = User.by_email("staff@demo.example")
    person = Portrayed(story=story, label="The father", is_child=False, in_words=True)
    person.note(by=staff)
    days = {"given_on": clock.today(), "until": date(2099, 1, 1), "how": "tablet", "signed_by": "A. R."}
    told = {"giver": Giver.SELF, "uses": [Use.WORDS], "channels": [Channel.WEBSITE]}
    person.agree(by=staff, **{**days, **told, **more})
    return person


def signed() -> str:
    """The address of a form that was signed."""
    with transaction():
        paper = files.store(files.Prepared("signed.pdf", papers.PDF, files.PDF))
        return f"/newsroom/consents/{quoted(begin(), how='form', document=paper).consents[0].id}/document"


def published_for_press() -> str:
    """The address to note that a story goes to the press."""
    with transaction():
        return f"/newsroom/stories/{begin(state=State.APPROVED).id}/outings"


def photo(rest: str = "", by: str = "staff") -> Callable[[], str]:
    """The address of a photo of a story."""

    def address(story: Story) -> str:
        return f"/newsroom/photos/{with_photo(story).id}{rest}"

    return made(address, by=by)


def with_photo(story: Story) -> StoryPhoto:
    """A photo that shows nobody."""
    out, staff = io.BytesIO(), User.by_email("staff@demo.example")
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    sent = files.Prepared("photo.png", out.getvalue(), "image/png")
    photo = photos.add(story, sent, render(sent.content), by=staff)
    photo.describe(alt="A meadow", nobody=True, people=[], by=staff)
    return photo


def a_photo() -> dict[str, Any]:
    """A form with a photo."""
    return {"photos": (io.BytesIO(papers.picture("JPEG")), "photo.jpg")}


BY_WRITERS: dict[str, Any] = {"anyone": 401, "viewer": 403, "other": 404, "staff": 303, "principal": 303}
SHOWS = {"alt": "A meadow", "who": "nobody", "focal": "top-left"}
AREA = {"left": "10", "top": "10", "width": "20", "height": "20"}
PERSON = {"label": "The father", "age": "adult", "in_words": "y"}
SAID = {"giver": "self", "uses": "words", "channels": "website"}
SIGNED = {"until": "2099-01-01", "given_on": "2026-01-01", "signed_by": "A. R.", "how": "tablet"}
ROWS = {
    "POST stories.add_photos": Row(story("/photos", by="partner"), **BY_WRITERS, partner=303, data=a_photo),
    "POST stories.add_photos to a story of the school": Row(story("/photos"), **BY_WRITERS, partner=403, data=a_photo),
    "GET stories.show_photo": Row(photo(by="partner"), **{**BY_WRITERS, "staff": 200, "principal": 200}, partner=200),
    "GET stories.show_picture": Row(photo("/small"), **SEEN),
    "POST stories.describe_photo": Row(photo(by="partner"), **BY_WRITERS, partner=303, data=SHOWS),
    "POST stories.blur_photo": Row(photo("/blur", by="partner"), **BY_WRITERS, partner=303, data=AREA),
    "POST stories.unblur_photo": Row(photo("/blur/removal", by="partner"), **BY_WRITERS, partner=303),
    "POST stories.reorder_photo": Row(photo("/rise", by="partner"), **BY_WRITERS, partner=303),
    "POST stories.remove_photo": Row(photo("/removal", by="partner"), **BY_WRITERS, partner=303),
    "GET stories.new_person": for_staff(story("/people/new"), 200),
    "POST stories.add_person": for_staff(story("/people"), 303, PERSON),
    "POST stories.say_nobody": for_staff(story("/nobody"), 303),
    "GET stories.show_person": for_staff(somebody(), 200),
    "GET stories.edit_person": for_staff(somebody("/edit"), 200),
    "POST stories.change_person": for_staff(somebody(), 303, PERSON),
    "POST stories.move_person": for_staff(somebody("/leaving"), 303),
    "GET stories.print_consent_form": for_staff(somebody("/form"), 200),
    "GET stories.new_consent": for_staff(somebody("/consents/new"), 200),
    "POST stories.record_consent": for_staff(somebody("/consents"), 303, {**SAID, **SIGNED}),
    "GET stories.show_signed_form": for_staff(signed, 200),
    "GET stories.new_withdrawal": for_staff(somebody("/withdrawals/new"), 200),
    "POST stories.record_withdrawal": for_staff(somebody("/withdrawals"), 303, SAID),
    "POST stories.give_to_press": for_staff(published_for_press, 303, {"what": "Sample Hill Courier"}),
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
