"""Nightly jobs: once a night, however many processes there are, and what fails is noted."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from partnerhub.config import settings
from partnerhub.foundation import clock, jobs
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.jobs import JobRun
from partnerhub.school.model import School

# Ten in the morning at the demonstration school
MORNING = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(JobRun)) or 0


def run(app: Flask, at: datetime) -> None:
    with app.app_context(), clock.stopped_at(at):
        jobs.run_nights()


def test_the_jobs_can_be_left_to_another_process(app: Flask) -> None:
    assert settings({"PARTNERHUB_DATA": str(app.config["DATA"])})["JOBS"]
    app.config["JOBS"] = settings({"PARTNERHUB_DATA": str(app.config["DATA"]), "PARTNERHUB_JOBS": "0"})["JOBS"]
    scheduler = jobs.start(app)
    assert scheduler.get_jobs() == []
    scheduler.shutdown()


def test_many_who_claim_a_night_at_the_same_time_get_it_once(app: Flask) -> None:
    ready, won = threading.Barrier(8), []

    def work() -> None:
        ready.wait()
        with app.app_context():
            if jobs.claim("letters", MORNING.date()):
                won.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]


def test_each_job_runs_once_a_night(app: Flask) -> None:
    run(app, MORNING)
    once = count(app)
    assert once > 3
    run(app, MORNING + timedelta(hours=1))
    assert count(app) == once
    run(app, MORNING + timedelta(days=1))
    assert count(app) == 2 * once


def test_nothing_runs_before_the_night_has_ended_at_the_school(app: Flask) -> None:
    run(app, datetime(2026, 11, 24, 8, 59, tzinfo=UTC))  # 2:59 in Chicago
    assert count(app) == 0


def test_every_job_ends_well_in_the_demonstration_school(app: Flask) -> None:
    run(app, MORNING)
    with app.app_context():
        runs = db.session.scalars(select(JobRun)).all()
        assert [(run.job, run.problem) for run in runs if run.problem or not run.done_at] == []


def test_a_job_that_fails_is_noted_and_leaves_nothing_half_done(app: Flask) -> None:
    def fail() -> None:
        School.only().name = "Half done"  # type: ignore[union-attr]
        db.session.flush()
        raise ZeroDivisionError

    with app.app_context(), clock.stopped_at(MORNING):
        assert jobs.claim("fail", clock.today())
        jobs.run_one("fail", fail)
        noted = db.session.get_one(JobRun, ("fail", clock.today()))
        assert (noted.problem, bool(noted.done_at)) == ("ZeroDivisionError", True)
        assert School.only().name != "Half done"  # type: ignore[union-attr]


def test_an_error_does_not_end_the_thread(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    jobs.within(app, fail)()
    assert "job fail" in caplog.text


def test_a_job_may_write(app: Flask) -> None:
    def rename() -> None:
        School.only().name = "Renamed"  # type: ignore[union-attr]

    with app.app_context():
        with transaction():
            db.session.add(JobRun(job="rename", night=clock.today()))
        jobs.run_one("rename", rename)
        assert School.only().name == "Renamed"  # type: ignore[union-attr]
