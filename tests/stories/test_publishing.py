"""A story goes out only when everybody in it agreed, and it is gone the moment that they do not any more."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.stories import outings, panels, publishing
from partnerhub.stories.consent_rules import Channel, Giver, Use
from partnerhub.stories.model import NotNow, State, Story
from partnerhub.stories.newsletter.model import Issue, stories_to_add
from partnerhub.stories.portrayed import Portrayed
from partnerhub.stories.publishing import NotCovered, Why, coverage, is_public
from tests.stories.making import begin

EVERYTHING = {"uses": list(Use), "channels": [Channel.WEBSITE]}


def somebody(story: Story, *, is_child: bool = False, **more: Any) -> Portrayed:
    staff = User.by_email("staff@demo.example")
    about = {"in_words": True, "recognizable": False if is_child else None, **more}
    person = Portrayed(story=story, label="The girl", is_child=is_child, **about)
    person.note(by=staff)
    return person


def agree(person: Portrayed, by: User, giver: Giver = Giver.SELF, *, days: int = 100, **more: Any) -> None:
    signed = {"how": "tablet", "signed_by": "A. R.", "given_on": clock.today()}
    person.agree(by=by, giver=giver, until=clock.today() + timedelta(days=days), **{**EVERYTHING, **signed, **more})


@pytest.fixture
def asked(story: Story) -> Story:
    """A story of which nobody has said yet who is in it."""
    story.is_about_nobody = False
    return story


def whys(story: Story, channel: Channel = Channel.WEBSITE) -> list[str]:
    return [gap.why for gap in coverage(story, channel).gaps]


def test_somebody_has_to_say_who_is_in_it(asked: Story, principal: User) -> None:
    asked.approve(by=principal)
    with pytest.raises(NotCovered):
        publishing.publish(asked, by=principal)
    assert whys(asked) == [Why.NOBODY_SAID]
    asked.be_about_nobody(True, by=principal)
    publishing.publish(asked, by=principal)
    assert is_public(asked)


def test_not_even_the_principal_publishes_what_a_child_did_not_agree_to(asked: Story, principal: User) -> None:
    child = somebody(asked, is_child=True)
    agree(child, principal, Giver.GUARDIAN)
    asked.approve(by=principal)
    with pytest.raises(NotCovered) as refused:
        publishing.publish(asked, by=principal)
    assert [(gap.person, gap.use, gap.giver) for gap in refused.value.gaps] == [(child, Use.WORDS, Giver.SELF)]
    assert asked.state == State.APPROVED
    agree(child, principal, Giver.SELF)
    publishing.publish(asked, by=principal)
    assert is_public(asked)


def test_that_somebody_was_helped_takes_a_yes_of_its_own(asked: Story, principal: User) -> None:
    person = somebody(asked, is_helped=True)
    agree(person, principal, uses=[Use.WORDS, Use.NAMED])
    assert [gap.use for gap in coverage(asked, Channel.WEBSITE).gaps] == [Use.HELP]


def test_a_neighbor_is_thought_of_before_a_child_is_told_of(asked: Story, principal: User) -> None:
    child = somebody(asked, is_child=True, recognizable=None)
    agree(child, principal, Giver.GUARDIAN)
    agree(child, principal, Giver.SELF)
    assert whys(asked) == [Why.NEIGHBOR]


def test_a_consent_that_ends_takes_the_story_down_by_itself(asked: Story, principal: User) -> None:
    agree(somebody(asked), principal, days=5)
    asked.approve(by=principal)
    publishing.publish(asked, by=principal)
    assert is_public(asked, clock.today() + timedelta(days=5))
    with clock.stopped_at(clock.now() + timedelta(days=6)):
        assert not is_public(asked)
        assert asked not in publishing.public_stories(99)


def test_the_landing_page_says_two_weeks_before_that_a_consent_ends(asked: Story, principal: User) -> None:
    def said() -> list[str]:
        return [str(due.text) for due in panels.about_to_end() if due.title == asked.title.text]

    agree(somebody(asked), principal, days=30)
    asked.approve(by=principal)
    publishing.publish(asked, by=principal)
    assert said() == []
    with clock.stopped_at(clock.now() + timedelta(days=20)):
        assert said() == ["A consent ends within 14 days. Then it is off the public pages."]
    with clock.stopped_at(clock.now() + timedelta(days=31)):
        assert said() == ["It is off the public pages: a consent is missing."]


def test_a_consent_that_is_taken_back_takes_it_down_at_once(asked: Story, principal: User) -> None:
    person = somebody(asked)
    agree(person, principal)
    asked.approve(by=principal)
    publishing.publish(asked, by=principal)
    assert asked in publishing.public_stories(99)
    person.take_back(by=principal, giver=Giver.SELF, **EVERYTHING)
    assert asked not in publishing.public_stories(99)


def test_nobody_is_struck_off_from_what_was_approved(asked: Story, principal: User) -> None:
    person = somebody(asked)
    agree(person, principal)
    asked.approve(by=principal)
    publishing.publish(asked, by=principal)
    person.take_back(by=principal, giver=Giver.SELF, **EVERYTHING)
    person.is_in_it, asked.is_about_nobody = False, True
    assert not is_public(asked), "The words that are out still tell of them"
    asked.approve(by=principal)
    assert is_public(asked), "The principal approved it anew, without them"


def test_each_channel_is_asked_for_by_itself(asked: Story, principal: User) -> None:
    agree(somebody(asked), principal)
    with pytest.raises(NotNow):
        outings.note(asked, Channel.PRESS, "Sample Hill Courier", by=principal)
    asked.approve(by=principal)
    with pytest.raises(NotCovered):
        outings.note(asked, Channel.PRESS, "Sample Hill Courier", by=principal)
    agree(asked.portrayed[0], principal, channels=[Channel.PRESS])
    outings.note(asked, Channel.PRESS, "Sample Hill Courier", by=principal)
    assert [outing.what for outing in outings.of_story(asked)] == ["Sample Hill Courier"]


steps = st.tuples(
    st.sampled_from(["agree", "take_back"]),
    st.sampled_from(Giver),
    st.sets(st.sampled_from(Use), min_size=1),
    st.sets(st.sampled_from(Channel), min_size=1),
    st.integers(0, 6),
)


@settings(max_examples=60)
@given(st.booleans(), st.booleans(), st.lists(steps, max_size=6), st.integers(0, 8))
def test_whatever_the_ledger_says_only_what_is_covered_can_be_read(
    house: object, is_child: bool, is_helped: bool, said: list[Any], later: int
) -> None:
    """Yes and no in any order, one a minute; then each channel is asked some days later."""
    principal, now = User.by_email("principal@demo.example"), clock.now()
    story = begin()
    person = somebody(story, is_child=is_child, is_helped=is_helped)
    story.approve(by=principal)
    story.put_out(by=principal)
    good: dict[tuple[Channel, Giver, Use], int] = {}
    for hour, (what, giver, uses, channels, days) in enumerate(said):
        told = {"giver": giver, "uses": sorted(uses), "channels": sorted(channels)}
        with clock.stopped_at(now + timedelta(minutes=hour)):
            if what == "agree":
                agree(person, principal, days=days, **told)
            else:
                person.take_back(by=principal, **told)
        for at in itertools.product(channels, [giver], uses):
            good[at] = max(days, good.get(at, -1)) if what == "agree" else -1
    needed = [Giver.SELF, *([Giver.GUARDIAN] if is_child else [])]
    wanted = [Use.WORDS, *([Use.HELP] if is_helped else [])]
    covered = {c: all(good.get((c, *at), -1) >= later for at in itertools.product(needed, wanted)) for c in Channel}
    with clock.stopped_at(now + timedelta(days=later, hours=1)):
        day = clock.today()
        assert (story in publishing.public_stories(99)) == is_public(story, day)
        assert is_public(story) or story in db.session.scalars(publishing.in_doubt(day)), "Nobody would be told of it"
        if (day - clock.day_of(now)).days == later:
            assert is_public(story) == covered[Channel.WEBSITE]
            assert {channel: coverage(story, channel).is_whole for channel in Channel} == covered
            assert (story in stories_to_add(Issue(pieces=[]))) == covered[Channel.NEWSLETTER]
