"""The pages of comments: shuffled, apart, marked, given a theme, hidden for a reason."""

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.feedback.answers import Comment
from partnerhub.feedback.comments import Note
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import db
from tests.conftest import Browser
from tests.feedback.finding import SECRET, found, page, scale


def test_a_comment_is_marked_in_place_and_found_again(app: Flask, as_staff: Browser) -> None:
    key = found(app, scale("5432154321"))
    note = key_of_note(app, key)
    assert SECRET not in page(as_staff, key, "comments?marked=yes")
    answer = as_staff.htmx.post(f"/feedback/comments/{note}/mark", {"marked": "yes"})
    assert f'id="comment-{note}"' in answer.text
    assert SECRET in page(as_staff, key, "comments?marked=yes")
    as_staff.post(f"/feedback/comments/{note}/mark", {"marked": ""})
    assert SECRET not in page(as_staff, key, "comments?marked=yes")


def key_of_note(app: Flask, key: int) -> str:
    """The comment of a round."""
    with app.app_context():
        return str(db.session.scalars(select(Note.key).where(Note.round_id == key)).one())


def test_a_theme_gathers_comments(app: Flask, as_staff: Browser) -> None:
    key = found(app, scale("5432154321"))
    note = key_of_note(app, key)
    too_long = as_staff.post(f"/feedback/comments/{note}/theme", {"theme": "x" * 61})
    assert too_long.status_code == 422
    assert "x" * 61 in too_long.text
    as_staff.post(f"/feedback/comments/{note}/theme", {"theme": "Waiting <b>"})
    assert SECRET in page(as_staff, key, "comments?theme=Waiting+%3Cb%3E")
    assert SECRET not in page(as_staff, key, "comments?theme=Other")
    assert "<b>" not in page(as_staff, key, "comments")


def test_a_hidden_comment_says_why_and_the_trail_says_who(app: Flask, as_staff: Browser) -> None:
    key = found(app, scale("5432154321"))
    note = key_of_note(app, key)
    empty = as_staff.post(f"/feedback/comments/{note}/hiding", {"reason": " "})
    assert empty.status_code == 422
    assert "Say why it is hidden." in empty.text
    as_staff.post(f"/feedback/comments/{note}/hiding", {"reason": "It names a child."})
    text = page(as_staff, key, "comments")
    assert "Hidden: It names a child." in text
    assert SECRET not in text
    with app.app_context():
        event = db.session.scalars(select(Event).where(Event.kind == "comment.hidden")).one()
        assert event.by.email == "staff@demo.example"
        assert SECRET not in str(event.details)
    as_staff.post(f"/feedback/comments/{note}/showing")
    assert SECRET in page(as_staff, key, "comments")


@pytest.mark.parametrize("path", ["mark", "theme", "hiding", "showing"])
def test_a_comment_that_is_not_let_out_is_not_there(app: Flask, as_staff: Browser, path: str) -> None:
    key = found(app, scale("543"))
    with app.app_context():
        held = db.session.scalars(select(Comment.key).where(Comment.round_id == key)).one()
    assert as_staff.post(f"/feedback/comments/{held}/{path}", {"reason": "x", "theme": "x"}).status_code == 404
