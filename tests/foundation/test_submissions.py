"""What is sent twice counts once, whatever the order, and its answer is the same each time."""

import threading
import uuid
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from partnerhub.clearances.model import ClearanceKind
from partnerhub.foundation import clock, submissions
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.submissions import Submission
from tests.conftest import signed_in_as

WHERE = "/clearances/kinds"


def sent(key: str, title: str = "Handbook") -> dict[str, str]:
    return {"submission_id": key, "title": title, "whose": "person"}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(ClearanceKind.id))) or 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=10))
def test_any_sequence_of_repeats_creates_each_thing_exactly_once(
    app: Flask, as_principal: Any, steps: list[tuple[int, bool]]
) -> None:
    run, before, answers = uuid.uuid4().hex, count(app), {}
    for number, is_whole in steps:
        key = f"{run}-{number}"
        answer = as_principal.post(WHERE, sent(key, "Handbook" if is_whole else ""))
        if number in answers:
            assert (answer.status_code, answer.location) == answers[number]
        elif is_whole:
            answers[number] = (answer.status_code, answer.location)
        else:
            assert answer.status_code == 422
    assert count(app) == before + len(answers)


def test_a_double_tap_at_the_same_instant_creates_one(app: Flask) -> None:
    before, ready, statuses = count(app), threading.Barrier(6), []
    browsers = [signed_in_as(app, "principal") for _ in range(6)]

    def work(browser: Any) -> None:
        ready.wait()
        statuses.append(browser.post(WHERE, sent("tapped-twice")).status_code)

    threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 6
    assert count(app) == before + 1


def test_what_had_to_be_mended_can_be_sent_again(app: Flask, as_principal: Any) -> None:
    before = count(app)
    assert as_principal.post(WHERE, sent("mend", "")).status_code == 422
    assert as_principal.post(WHERE, sent("mend")).status_code == 303
    assert count(app) == before + 1


def test_without_an_id_each_one_counts(app: Flask, as_principal: Any) -> None:
    before = count(app)
    for _ in range(2):
        as_principal.post(WHERE, sent(""))
    assert count(app) == before + 2


def test_nobody_gets_the_answer_of_another(app: Flask, as_principal: Any, as_staff: Any, as_anyone: Any) -> None:
    assert as_principal.post(WHERE, sent("mine")).status_code == 303
    assert as_staff.post(WHERE, sent("mine")).status_code == 403
    assert as_anyone.post(WHERE, sent("mine")).status_code == 401


def test_the_same_id_at_another_address_is_another_thing(as_principal: Any) -> None:
    assert as_principal.post(WHERE, sent("one")).status_code == 303
    answer = as_principal.post(f"{WHERE}/requirements", {"submission_id": "one", "required": ["9999"]})
    assert answer.status_code == 422


def test_answers_are_forgotten_the_night_after_a_day(app: Flask, as_principal: Any) -> None:
    as_principal.post(WHERE, sent("old"))
    with app.app_context():
        for hours, left in ((23, 1), (25, 0)):
            with clock.stopped_at(clock.now() + timedelta(hours=hours)), transaction():
                submissions.forget_old()
            assert db.session.scalar(select(func.count()).select_from(Submission)) == left


def test_two_forms_never_carry_the_same_id() -> None:
    assert len({submissions.new_id() for _ in range(1000)}) == 1000
