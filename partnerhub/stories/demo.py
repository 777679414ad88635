"""The demonstration's chapter: ten stories, from proposed to put away. All of it is made up."""

from datetime import date, datetime, time, timedelta
from typing import Any

from partnerhub.foundation import clock
from partnerhub.foundation.texts import Words
from partnerhub.stories import photos, publishing
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.demo_pictures import drawn
from partnerhub.stories.demo_stories import IN_SPANISH, STORIES
from partnerhub.stories.model import State, Story
from partnerhub.stories.newsletter.model import Issue, stories_to_add
from partnerhub.stories.portrayed import Portrayed
from partnerhub.stories.renditions import render
from partnerhub.stories.review import remark
from partnerhub.stories.thanks import Thanks

THANKS = {
    "foodbank": "For sixty breakfasts a day, each of them at seven in the morning.",
    "library": "For Biscuit, who has never corrected anybody.",
}
TOLD_TWICE = "A garden that listens"
ON_ITS_WAY = (State.APPROVED, State.PUBLISHED, State.WITHDRAWN)


def fill(cast: Any) -> None:
    """Tell the stories."""
    for told in STORIES:
        with clock.stopped_at(noon(clock.today() - timedelta(days=told["days"]))):
            tell(cast, **told)
    begin_issue(cast)
    with clock.stopped_at(noon(clock.today() - timedelta(days=20))):
        for short, words in THANKS.items():
            Thanks(partner=cast.partners[short], words=words).say(by=cast.users["principal"])


def noon(day: date) -> datetime:
    """Noon at the school."""
    return datetime.combine(day, time(12), clock.zone())


def tell(
    cast: Any,
    *,
    state: State,
    partners: list[str],
    days: int,
    by: str = "staff",
    why: str = "",
    people: list[dict[str, Any]] | None = None,
    picture: tuple[str, str] | None = None,
    **texts: str,
) -> Story:
    """One story, taken to where it stands."""
    words = {name: Words.begin("en", text) for name, text in texts.items()}
    story = Story(**words, partners=[cast.partners[short] for short in partners])
    story.propose(by=cast.users[by])
    if state == State.PROPOSED:
        return story
    story.take_up(by=cast.users["staff"])
    for told in people or []:
        portray(story, cast, days=days, **told)
    story.is_about_nobody = not people
    if picture:
        draw(story, *picture, by=cast.users["staff"])
    if story.title.text == TOLD_TWICE:
        tell_in_spanish(story, cast)
    if state == State.REVIEW:
        remark(story, "I like how short it is. Could it say since when?", by=cast.users["principal"])
    if state in ON_ITS_WAY:
        story.approve(by=cast.users["principal"])
    if state in (State.PUBLISHED, State.WITHDRAWN):
        publishing.publish(story, by=cast.users["staff"])
    if state == State.WITHDRAWN:
        take_back(story, cast)
        story.withdraw(why, by=cast.users["principal"])
    if state == State.ARCHIVED:
        story.archive(why, by=cast.users["staff"])
    return story


def begin_issue(cast: Any) -> None:
    """A newsletter in the making."""
    issue = Issue(title="What this fall brought", language="en")
    issue.begin(by=cast.users["staff"])
    issue.add(heading="Dear families", text="The days are short, and the list of good things is **long**.")
    for story in stories_to_add(issue)[:2]:
        issue.add(story=story)


def draw(story: Story, motif: str, alt: str, *, by: Any) -> None:
    """A picture of a story, with nobody in it."""
    sent = drawn(motif)
    photo = photos.add(story, sent, render(sent.content), by=by)
    photo.describe(alt=alt, nobody=True, people=[], by=by)


def tell_in_spanish(story: Story, cast: Any) -> None:
    """Staff write it, the principal checks it."""
    told = {place.key: IN_SPANISH[place.name] for place in story.places()}
    story.translate("es", told, by=cast.users["staff"])
    story.check("es", by=cast.users["principal"])


def portray(
    story: Story,
    cast: Any,
    *,
    days: int,
    label: str,
    is_child: bool,
    agreed: dict[Giver, int],
    is_helped: bool = False,
) -> None:
    """Somebody in a story, who agreed."""
    staff, today = cast.users["staff"], clock.today()
    about = {"in_words": True, "is_helped": is_helped, "recognizable": False if is_child else None}
    person = Portrayed(story=story, label=label, is_child=is_child, **about)
    person.note(by=staff)
    told = {"uses": list(Use), "channels": [Channel.WEBSITE, Channel.NEWSLETTER]}
    for giver, more in agreed.items():
        signed = {"how": "tablet", "signed_by": "Sample signature", "given_on": today}
        person.agree(by=staff, giver=giver, until=today + timedelta(days=days + more), **signed, **told)


def take_back(story: Story, cast: Any) -> None:
    """The guardian of everybody in a story took it back."""
    for person in story.portrayed:
        told = {"uses": list(Use), "channels": list(Channel), "word": "The mother called."}
        person.take_back(by=cast.users["principal"], giver=Giver.GUARDIAN, **told)
