"""A story begins with what went well; nothing of it comes along but what its author copies."""

from flask import Flask
from sqlalchemy import select

from partnerhub.feedback.comments import Note
from partnerhub.foundation.db import db
from partnerhub.meetings.agenda import Decision
from partnerhub.stories.model import Story
from tests.conftest import Browser
from tests.feedback.finding import SECRET, found, scale
from tests.stories.making import TEXTS


def test_a_story_begins_with_a_decision_and_takes_only_what_is_copied(
    app: Flask, as_staff: Browser, as_partner: Browser
) -> None:
    with app.app_context():
        decision = db.session.scalars(select(Decision)).first()
        key, text, meeting = decision.id, decision.text, decision.topic.meeting_id
    assert f"/newsroom/stories/new?decision={key}" in as_staff.get(f"/meetings/{meeting}").text
    page = as_staff.get(f"/newsroom/stories/new?decision={key}").text
    assert f'<blockquote dir="auto">{text}</blockquote>' in page
    assert text not in page.split("<textarea")[1]
    assert text not in as_partner.get(f"/newsroom/stories/new?decision={key}").text


def praise(app: Flask) -> tuple[str, str]:
    """Where the only comment of a round about the clinic is read, and where a story begins with it."""
    key = found(app, scale("5555555555"), partners=("Northside Counseling",))
    with app.app_context():
        note = db.session.scalars(select(Note.key).where(Note.round_id == key)).one()
    return f"/feedback/rounds/{key}/comments", f"/newsroom/stories/new?comment={note}"


def test_a_story_begins_with_praise_and_takes_only_what_is_copied(app: Flask, as_staff: Browser) -> None:
    comments, begun = praise(app)
    assert begun in as_staff.get(f"/feedback/comments/{begun.split('=')[1]}").text
    assert begun not in as_staff.get(comments).text
    as_staff.post(f"/feedback/comments/{begun.split('=')[1]}/mark", {"marked": "yes"})
    assert begun in as_staff.get(comments).text, "Of those that were marked it is offered where all are read"
    page = as_staff.get(begun).text
    assert f'<blockquote dir="auto">{SECRET}</blockquote>' in page
    assert "copy only what could be anybody&#39;s" in page
    assert SECRET not in page.split("<textarea", 1)[1]
    refused = as_staff.post(begun.replace("/new?", "?"), {**TEXTS, "title": ""})
    assert refused.status_code == 422
    assert SECRET in refused.text, "It still stands beside the form that has to be mended"
    assert as_staff.post(begun.replace("/new?", "?"), TEXTS).status_code == 303
    with app.app_context():
        story = db.session.scalars(select(Story).order_by(Story.id.desc())).first()
        assert SECRET not in story.said
        assert begun.split("=")[1] not in str(vars(story)), "No way leads from the story to who wrote the comment"


def test_a_story_about_praise_is_about_the_partners_that_were_asked_about(app: Flask, as_staff: Browser) -> None:
    _comments, begun = praise(app)
    assert "checked" in as_staff.get(begun).text.split("Northside Counseling")[0].rsplit("<input", 1)[1]


def test_what_was_hidden_begins_no_story_and_a_partner_reads_none(
    app: Flask, as_staff: Browser, as_partner: Browser
) -> None:
    _comments, begun = praise(app)
    assert SECRET not in as_partner.get(begun).text
    as_staff.post(f"/feedback/comments/{begun.split('=')[1]}/hiding", {"reason": "It names a child."})
    assert begun not in as_staff.get(f"/feedback/comments/{begun.split('=')[1]}").text
    assert SECRET not in as_staff.get(begun).text
