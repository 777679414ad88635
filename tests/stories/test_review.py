"""What others say of a story, and the words that they suggest."""

import pytest

from partnerhub.foundation.comparing import Kind
from partnerhub.foundation.db import db
from partnerhub.people.model import User
from partnerhub.stories.model import NotNow, Story
from partnerhub.stories.review import Remark, of_story, remark


def test_suggested_words_become_the_story_when_staff_take_them_over(
    story: Story, coordinator: User, staff: User
) -> None:
    said = remark(story, "", by=coordinator, suggested="It went well.\nIt still does.")
    assert [(line.kind, line.text) for line in said.lines] == [
        (Kind.SAME, "It went well."),
        (Kind.NEW, "It still does."),
    ]
    version = story.version
    said.take(by=staff)
    assert story.text.text == "It went well.\nIt still does."
    assert story.version == version + 1
    with pytest.raises(NotNow):
        said.take(by=staff)


def test_words_that_were_suggested_for_another_text_are_not_taken(story: Story, coordinator: User, staff: User) -> None:
    said = remark(story, "", by=coordinator, suggested="Better.")
    story.write(by=staff, title="A win", text="Changed since.", outcome="", partners=story.partners)
    assert said.is_outdated
    with pytest.raises(NotNow):
        said.take(by=staff)
    assert story.text.text == "Changed since."


def test_a_remark_without_other_words_cannot_be_taken_only_settled(story: Story, staff: User) -> None:
    said = remark(story, "Well told.", by=staff, suggested=story.text.text)
    assert said.suggested == ""
    with pytest.raises(NotNow):
        said.take(by=staff)
    said.settle(by=staff)
    with pytest.raises(NotNow):
        said.settle(by=staff)


def test_a_viewer_reads_stories_and_not_what_was_said_of_them(story: Story, principal: User) -> None:
    remark(story, "Well told.", by=principal)
    story.approve(by=principal)
    db.session.flush()
    viewer = User.by_email("viewer@demo.example")
    assert len(of_story(story, principal)) == 1
    assert of_story(story, viewer) == []
    assert db.session.scalars(Remark.visible_to(User.by_email("other-partner@demo.example"))).all() == []


def test_nothing_is_said_of_a_story_that_was_put_away(story: Story, staff: User) -> None:
    story.archive("Old.", by=staff)
    with pytest.raises(NotNow):
        remark(story, "A pity.", by=staff)
