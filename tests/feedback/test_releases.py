"""A round is released once, when it has closed, and moves on only by steps that give nobody away."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from partnerhub.feedback.answers import Aside, Comment, Response
from partnerhub.feedback.comments import Note, of_round
from partnerhub.feedback.model import Round
from partnerhub.feedback.releases import INSIDE, OUTSIDE, Release, Tally, release, release_closed, release_more
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.model import School
from tests.feedback.asking import ask


@pytest.fixture
def asked(app: Flask) -> Iterator[Round]:
    """A round of one question of each kind, that takes answers."""
    with app.test_request_context(), transaction():
        yield ask().rounds[0]


def answers(asked: Round, number: int, *, ease: str = "45321", aside: str = "", **more: Any) -> None:
    """So many answers, each with the next of these."""
    for n in range(number):
        given = {"ease": ease[n % len(ease)]}
        details = {"language": "en", **more}
        db.session.add(Response(round_id=asked.id, version_id=asked.version_id, answers=given, aside=aside, **details))
    db.session.flush()


def comment(asked: Round, text: str, aside: str = "") -> None:
    """What somebody wrote."""
    db.session.add(Comment(round_id=asked.id, question_key="more", language="en", text=text, aside=aside))
    db.session.flush()


def close(asked: Round) -> Release:
    """Close it and count."""
    if not asked.is_closed:
        asked.close(by=User.by_email("staff@demo.example"))
    return release(asked, Tally(asked))


def ease(made: Release, audience: int = INSIDE) -> Any:
    """What is shown of the first question."""
    return made.picture(audience).questions.get("ease")


def test_each_audience_is_shown_from_its_own_threshold_on(asked: Round) -> None:
    answers(asked, 8)
    made = close(asked)
    assert (ease(made).n, ease(made, OUTSIDE)) == (8, None)
    assert made.picture(OUTSIDE).n == 8


def test_the_thresholds_are_the_schools_and_stay_those_that_people_answered_under(asked: Round) -> None:
    by, school = User.by_email("principal@demo.example"), School.only()
    assert school
    school.change(by=by, threshold=7)
    FeedbackRules.of_school().change(by=by, public_threshold=4)
    answers(asked, 6)
    assert close(asked).thresholds == [7, 7]
    school.change(by=by, threshold=3)
    made = close(asked)
    assert (made.thresholds, ease(made)) == ([7, 7], None)


def test_answers_that_were_put_aside_change_nothing_until_they_count(asked: Round) -> None:
    answers(asked, 10)
    answers(asked, 50, ease="1", aside=Aside.FLOOD)
    made = close(asked)
    assert ease(made).n == 10


def test_a_few_answers_that_count_later_wait_until_they_are_enough(asked: Round) -> None:
    answers(asked, 10)
    before = ease(close(asked))
    answers(asked, 4)
    assert ease(close(asked)) == before
    answers(asked, 1)
    made = close(asked)
    assert (ease(made).n, made.moved_on, made.picture(INSIDE).n) == (15, clock.today(), 15)


def test_a_later_step_of_one_mind_is_not_shown(asked: Round) -> None:
    answers(asked, 10)
    before = ease(close(asked))
    answers(asked, 9, ease="1")
    assert ease(close(asked)) == before


def test_breakdowns_stay_those_of_the_first_release(asked: Round) -> None:
    answers(asked, 10)
    answers(asked, 10, language="es")
    before = close(asked).picture(INSIDE).groups
    answers(asked, 10, language="es")
    made = close(asked)
    assert (ease(made).n, made.picture(INSIDE).groups) == (30, before)
    assert set(before["language"]["ease"]) == {"en", "es"}


def test_figures_stay_when_the_single_answers_are_deleted_by_age(asked: Round) -> None:
    answers(asked, 10)
    before = close(asked).pictures
    db.session.execute(delete(Response).where(Response.round_id == asked.id))
    release_more()
    assert close(asked).pictures == before


def test_groups_by_partner_are_those_whom_answers_are_about(asked: Round) -> None:
    clinic, mentors = db.session.scalars(select(Partner).limit(2)).all()
    answers(asked, 10, partner_id=clinic.id)
    answers(asked, 10, partner_id=mentors.id)
    picture = close(asked).picture(INSIDE)
    assert set(picture.groups["partner"]["ease"]) == {str(clinic.id), str(mentors.id)}
    assert "language" not in picture.groups


def test_a_round_is_released_within_a_minute_of_its_end(app: Flask) -> None:
    with app.test_request_context():
        with transaction():
            asked = ask().rounds[0]
            answers(asked, 10)
        release_closed()
        assert Release.of(asked) is None
        with clock.stopped_at(clock.now() + timedelta(days=60)):
            release_closed()
        made = Release.of(asked)
        assert made
        assert ease(made).n == 10


def test_answers_accepted_later_move_the_figures_on_at_night(asked: Round) -> None:
    answers(asked, 10)
    answers(asked, 10, aside=Aside.FAST)
    close(asked)
    for response in db.session.scalars(select(Response).where(Response.aside != "")):
        response.aside = ""
    db.session.flush()
    release_more()
    made = Release.of(asked)
    assert made
    assert ease(made).n == 20


def read(asked: Round, by: str = "staff") -> set[str]:
    """What somebody reads of the comments."""
    user = User.by_email(f"{by}@demo.example")
    return {note.comment.text for note in of_round(asked, user)}


def test_comments_are_held_until_enough_have_answered(asked: Round) -> None:
    comment(asked, "Thank you.")
    answers(asked, 4)
    close(asked)
    assert read(asked) == set()
    answers(asked, 1)
    close(asked)
    assert read(asked) == {"Thank you."}


def test_a_comment_that_comes_later_is_let_out_with_others_and_never_alone(asked: Round) -> None:
    comment(asked, "First.")
    answers(asked, 10)
    close(asked)
    comment(asked, "Late.")
    answers(asked, 1)
    close(asked)
    assert read(asked) == {"First."}
    answers(asked, 4)
    close(asked)
    assert read(asked) == {"First.", "Late."}


def test_a_comment_that_was_put_aside_is_not_let_out(asked: Round) -> None:
    comment(asked, "Buy pills", aside=Aside.TRAP)
    answers(asked, 10)
    close(asked)
    assert read(asked) == set()


def test_nobody_but_staff_reads_a_comment(asked: Round) -> None:
    comment(asked, "Thank you.")
    answers(asked, 20)
    close(asked)
    assert [read(asked, by) for by in ("viewer", "partner", "staff")] == [set(), set(), {"Thank you."}]


def test_a_comment_is_hidden_for_a_reason_only(asked: Round) -> None:
    comment(asked, "Thank you.")
    answers(asked, 10)
    close(asked)
    (note,) = db.session.scalars(select(Note).where(Note.round_id == asked.id))
    staff = User.by_email("staff@demo.example")
    with pytest.raises(ValueError, match="reason"):
        note.hide(by=staff, reason="")
    note.hide(by=staff, reason="It names a child.")
    assert (note.hidden_because, note.hidden_by_id) == ("It names a child.", staff.id)
    assert db.session.scalar(select(func.count()).select_from(Comment).where(Comment.round_id == asked.id)) == 1
