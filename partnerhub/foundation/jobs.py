"""Jobs: what happens by itself, every minute and every night.

APScheduler keeps the time. A nightly job is claimed by a row that names the job and the date, so that it runs once
however many processes there are, and again after a night in which the server was off.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import clock, mail, submissions
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.feature import house

log = logging.getLogger("partnerhub.jobs")
NIGHT_ENDS = 3
ROUNDS = 10  # of letters a minute, so that a newsletter neither takes a day nor looks like a flood
KEPT = timedelta(days=90)


class JobRun(Base):
    """A nightly job's claim of one night."""

    __tablename__ = "job_run"
    job: Mapped[str] = mapped_column(primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    problem: Mapped[str | None]


def start(app: Flask) -> BackgroundScheduler:
    """Start the jobs thread; the caller shuts it down. Where the jobs are left to another process it has none."""
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    for job in (run_every_minute, run_nights) if app.config["JOBS"] else ():
        scheduler.add_job(within(app, job), "interval", minutes=1, next_run_time=datetime.now(scheduler.timezone))
    scheduler.start()
    return scheduler


def within(app: Flask, job: Callable[[], Any]) -> Callable[[], Any]:
    """Run a job inside the app, and log what goes wrong instead of ending the thread."""

    def run() -> None:
        with app.app_context():
            try:
                job()
            except Exception:
                log.exception("job %s", job.__name__)

    run.__name__ = job.__name__
    return run


def run_every_minute() -> None:
    """What cannot wait for the night. Mail comes last: the others may write letters, or take something out of them."""
    for feature in house().features:
        for job in feature.minutely:
            attempt(job)
    for _ in range(ROUNDS):
        if not mail.send_waiting():
            break


def attempt(job: Callable[[], Any]) -> None:
    """Run one job of the minute; what goes wrong in it keeps no other from running."""
    try:
        job()
    except Exception:
        log.exception("job %s", job.__name__)
        db.session.rollback()


def run_nights() -> None:
    """Run tonight's jobs that nobody has run yet, once the school's clock is past three in the morning."""
    if clock.at_school().hour < NIGHT_ENDS:
        return
    features = house().features
    alone = [job for feature in features for job in feature.nightly_alone]
    own = [submissions.forget_old, mail.forget_old]
    for job in [*alone, *own, *(job for feature in features for job in feature.nightly)]:
        name = f"{job.__module__}.{job.__name__}"
        if claim(name, clock.today()):
            run_one(name, job, alone=job in alone)


def claim(name: str, night: date) -> bool:
    """Whether this process is the one to run the job this night."""
    known = db.session.get(JobRun, (name, night)) is not None
    db.session.rollback()
    if known:
        return False
    try:
        with transaction():
            db.session.add(JobRun(job=name, night=night))
    except IntegrityError:
        return False
    return True


def run_one(name: str, job: Callable[[], Any], *, alone: bool = False) -> None:
    """Run a nightly job, in a transaction of its own unless it is to be left alone, and note how it went."""
    problem = None
    try:
        with nullcontext() if alone else transaction():
            job()
    except Exception as error:
        log.exception("nightly job %s", name)
        problem = type(error).__name__
    with transaction():
        run = db.session.get_one(JobRun, (name, clock.today()))
        run.done_at, run.problem = clock.now(), problem


def forget_old() -> None:
    """Nightly: drop the claims of nights long past."""
    db.session.execute(delete(JobRun).where(JobRun.night < clock.today() - KEPT))
