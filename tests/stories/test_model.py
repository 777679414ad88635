"""A story goes out as the principal approved it, and by nobody's hand alone but theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house as the_house
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories import publishing
from partnerhub.stories.model import NotNow, State, Story
from partnerhub.stories.states import NEXT_STATES
from tests.stories.making import begin, tell_in_spanish


def seen_by(user: User) -> list[int]:
    return list(db.session.scalars(Story.visible_to(user).with_only_columns(Story.id)))


def write(story: Story, text: str, by: User) -> None:
    story.write(by=by, title=story.title.text, text=text, outcome="", partners=story.partners)


def test_staff_cannot_let_a_story_out_alone(story: Story, staff: User) -> None:
    with pytest.raises(PermissionError):
        story.approve(by=staff)
    with pytest.raises(NotNow):
        publishing.publish(story, by=staff)
    assert story.edition is None


def test_the_principal_can_do_it_alone(story: Story, principal: User) -> None:
    story.approve(by=principal)
    publishing.publish(story, by=principal)
    assert story.state == State.PUBLISHED
    assert story.published_at is not None


def test_what_is_changed_after_the_approval_does_not_go_out(story: Story, principal: User, staff: User) -> None:
    story.approve(by=principal)
    write(story, "It went badly.", staff)
    publishing.publish(story, by=staff)
    assert story.edition.reads("en")["text"] == "It went well."
    assert story.has_news
    story.approve(by=principal)
    assert story.edition.reads("en")["text"] == "It went badly."
    assert not story.has_news
    assert (story.state, len(story.editions)) == (State.PUBLISHED, 2)


def test_the_same_is_not_approved_twice(story: Story, principal: User) -> None:
    story.approve(by=principal)
    with pytest.raises(NotNow):
        story.approve(by=principal)


def test_only_a_language_that_was_checked_goes_out(story: Story, principal: User, staff: User) -> None:
    tell_in_spanish(story)
    assert story.approve(by=principal).languages == ["en"]
    story.check("es", by=principal)
    assert story.approve(by=principal).languages == ["en", "es"]
    assert story.edition.reads("es")["title"] == "Un logro"
    write(story, "It went better.", staff)
    assert story.approve(by=principal).languages == ["en"], "The Spanish says what the story said before"


def test_a_language_that_is_half_written_cannot_be_checked_into_the_open(story: Story, principal: User) -> None:
    tell_in_spanish(story, text="")
    with pytest.raises(ValueError, match="not there"):
        story.check("es", by=principal)
    assert story.approve(by=principal).languages == ["en"]


def test_a_withdrawn_story_can_be_looked_at_anew(story: Story, principal: User, staff: User) -> None:
    story.approve(by=principal)
    publishing.publish(story, by=staff)
    story.withdraw("The family asked for it.", by=staff)
    assert (story.state, story.why) == (State.WITHDRAWN, "The family asked for it.")
    with pytest.raises(NotNow):
        write(story, "Something else.", staff)
    story.take_up(by=staff)
    assert story.state == State.REVIEW


@given(st.lists(st.sampled_from(["take_up", "approve", "publish", "withdraw", "archive", "write"]), max_size=8))
def test_no_order_of_doing_things_lets_out_what_the_principal_has_not_seen(house: object, steps: list[str]) -> None:
    """Whatever staff do in whatever order: without the principal nothing is ever approved or published."""
    story, staff = begin(), User.by_email("staff@demo.example")
    for step in steps:
        try:
            if step == "write":
                write(story, "Other words.", staff)
            else:
                why = ("Why not",) if step in ("withdraw", "archive") else ()
                (publishing.publish if step == "publish" else getattr(Story, step))(story, *why, by=staff)
        except (NotNow, PermissionError):
            continue
    assert story.edition is None
    assert story.state not in (State.APPROVED, State.PUBLISHED)


def test_every_state_can_be_left_but_for_nowhere() -> None:
    assert set(NEXT_STATES) == set(State)
    assert all(NEXT_STATES.values())


def test_a_stranger_sees_nothing_and_a_viewer_what_was_approved(
    story: Story, principal: User, coordinator: User
) -> None:
    other, viewer = (User.by_email(f"{name}@demo.example") for name in ("other-partner", "viewer"))
    assert story.id in seen_by(coordinator)
    assert story.id not in seen_by(other)
    assert story.id not in seen_by(viewer)
    story.approve(by=principal)
    assert story.id in seen_by(viewer)


def test_a_partner_changes_its_own_story_until_the_school_takes_it_up(coordinator: User, staff: User) -> None:
    story = begin(by="partner")
    assert story.editable_by(coordinator)
    story.take_up(by=staff)
    assert not story.editable_by(coordinator)
    assert story.editable_by(staff)


def test_the_trail_of_each_partner_tells_of_its_story(story: Story, cast_ids: dict[str, int]) -> None:
    told = db.session.scalars(
        select(Event).where(Event.partner_id == cast_ids["clinic"], Event.kind == "story.proposed")
    )
    assert "A win" in [event.details["title"] for event in told]


def test_stories_go_with_the_organization_that_stays(story: Story, staff: User, cast_ids: dict[str, int]) -> None:
    mentors = db.session.get_one(Partner, cast_ids["mentors"])
    story.partners = [*story.partners, mentors]
    db.session.flush()
    the_house().merge(cast_ids["clinic"], cast_ids["mentors"], staff)
    assert [partner.id for partner in story.partners] == [cast_ids["mentors"]]


def test_a_story_is_found_by_what_it_says_in_any_language(story: Story, staff: User) -> None:
    tell_in_spanish(story)
    db.session.flush()
    for words in ("went well", "Un logro", "ogr"):
        assert story.title.text in [hit.title for hit in the_house().search(words, staff)]
    other = User.by_email("other-partner@demo.example")
    assert "A win" not in [hit.title for hit in the_house().search("Un logro", other)]
