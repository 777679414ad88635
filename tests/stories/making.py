"""Stories as the tests need them: told, taken to where they are to stand, with people and photos."""

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

TEXTS = {"title": "A win", "text": "It went well.", "outcome": ""}


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


def quoted(story: Story, **more: Any) -> Portrayed:
    """An adult who is quoted, and agreed for the website until 2099."""
    staff = User.by_email("staff@demo.example")
    person = Portrayed(story=story, label="The father", is_child=False, in_words=True)
    person.note(by=staff)
    days = {"given_on": clock.today(), "until": date(2099, 1, 1), "how": "tablet", "signed_by": "A. R."}
    told = {"giver": Giver.SELF, "uses": [Use.WORDS], "channels": [Channel.WEBSITE]}
    person.agree(by=staff, **{**days, **told, **more})
    return person


def with_photo(story: Story) -> StoryPhoto:
    """A photo that shows nobody."""
    out, staff = io.BytesIO(), User.by_email("staff@demo.example")
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    sent = files.Prepared("photo.png", out.getvalue(), "image/png")
    photo = photos.add(story, sent, render(sent.content), by=staff)
    photo.describe(alt="A meadow", nobody=True, people=[], by=staff)
    return photo


def tell_in_spanish(story: Story, title: str = "Un logro", text: str = "Fue bien.") -> None:
    """Tell a story in Spanish."""
    texts = {"title": title, "text": text}
    told = {place.key: texts[place.name] for place in story.places() if place.name in texts}
    story.translate("es", told, by=story.proposed_by)


def made(address: Callable[[Story], str], **more: Any) -> Callable[[], str]:
    """The address of something of a new story about the clinic."""

    def path() -> str:
        with transaction():
            return address(begin(**more))

    return path


def story(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of a new story, or of something below it."""
    return made(lambda story: f"/newsroom/stories/{story.id}{rest}", **more)
