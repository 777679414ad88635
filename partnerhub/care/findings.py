"""How the server is doing: each finding says what is so, whether that is well, and what to do where it is not."""

import os
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from zoneinfo import ZoneInfoNotFoundError

from alembic.script import ScriptDirectory
from flask import current_app
from flask_babel import format_datetime, format_timedelta
from flask_babel import gettext as _
from sqlalchemy import func, select

from partnerhub import demo
from partnerhub.care import backup, database, moving
from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db, sqlite, sqlite_is_sound
from partnerhub.foundation.formats import size
from partnerhub.foundation.jobs import JobRun
from partnerhub.foundation.mail import Mail
from partnerhub.school.model import School

TOO_OLD = timedelta(hours=26)
LEAST_FREE = 1_000_000_000
GOOD, WARN, BAD = "good", "warn", "bad"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        tone: good, warn or bad.
        text: what is so, in a sentence.
        todo: what to do, where something is to be done.
    """

    tone: str
    text: str
    todo: str = ""


def daily() -> list[Finding]:
    """What can change from one day to the next: for the status page and the landing page."""
    return [finding() for finding in (of_backup, of_disk, of_mail, of_jobs, of_database)]


def of_deployment() -> list[Finding]:
    """Everything, for whoever puts PartnerHub on a server. The mail server is asked, which may take some seconds."""
    looks: Iterable[Callable[[], Finding]] = (
        *(of_address, of_hosts, of_secret, of_folder, of_schema, of_time_zone, of_demonstration, of_mail_server),
        *(of_backup, of_disk, of_jobs, of_database),
    )
    return [look() for look in looks]


def of_backup() -> Finding:
    """How old the last backup is."""
    at = backup.last_made_at(backup.home())
    if at is None:
        is_new = clock.now() - (began() or clock.now()) < TOO_OLD
        return Finding(WARN if is_new else BAD, _("There is no backup yet."), _("Run: flask --app partnerhub backup"))
    age = format_timedelta(clock.now() - at)
    if clock.now() - at > TOO_OLD:
        return Finding(BAD, _("The last good backup is %(age)s old.", age=age), _("Run: flask --app partnerhub backup"))
    return Finding(GOOD, _("The last backup was made %(when)s.", when=format_datetime(at, "short")))


def began() -> datetime | None:
    """When this school's first day was."""
    school = School.only()
    return school.made_at if school else None


def of_disk() -> Finding:
    """How much room is left."""
    usage = shutil.disk_usage(current_app.config["DATA"])
    text = _("%(free)s of %(total)s are free on the disk.", free=size(usage.free), total=size(usage.total))
    if usage.free < LEAST_FREE:
        return Finding(BAD, text, _("Make room: when the disk is full, nothing more can be saved."))
    return Finding(GOOD, text)


def of_mail() -> Finding:
    """Whether letters go out."""
    if not current_app.config["SMTP_URL"]:
        return Finding(WARN, _("No mail server is set. Letters wait in the outbox for you to pass on."))
    given_up = db.session.scalar(
        select(func.count()).where(Mail.sent_at.is_(None), Mail.attempts >= mail.MOST_ATTEMPTS)
    )
    if given_up:
        return Finding(BAD, _("%(num)d letters could not be sent.", num=given_up), _("Look at them in the outbox."))
    return Finding(GOOD, _("Letters go out."))


def of_jobs() -> Finding:
    """Whether the nightly work was done."""
    since = clock.today() - timedelta(days=2)
    failed = db.session.scalars(select(JobRun.job).where(JobRun.night >= since, JobRun.problem.is_not(None))).all()
    if failed:
        names = ", ".join(sorted({name.rpartition(".")[2] for name in failed}))
        return Finding(BAD, _("Some of the nightly work failed: %(names)s.", names=names), _("The log says why."))
    return Finding(GOOD, _("The nightly work is done."))


def of_database() -> Finding:
    """Whether the database engine is a sound one."""
    if database.file_of(current_app.config) is None:
        return of_postgres()
    text = _("The database engine is SQLite %(version)s.", version=sqlite.sqlite_version)
    if sqlite_is_sound(sqlite.sqlite_version_info):
        return Finding(GOOD, text)
    return Finding(BAD, text, _("It has a defect that can lose what was saved. Install the package pysqlite3."))


def of_postgres() -> Finding:
    """Whether the server keeps what it said it has saved, and takes letters of any language."""
    asked = ("server_version", "server_encoding", "fsync", "synchronous_commit")
    number, encoding, *safe = (db.session.scalar(select(func.current_setting(name))) for name in asked)
    text = _("The database is PostgreSQL %(version)s.", version=number)
    if "off" in safe:
        return Finding(BAD, text, _("It may lose what was saved. Turn its fsync and its synchronous_commit on."))
    if encoding != "UTF8":
        return Finding(BAD, text, _("It does not take every letter. Make a database with the encoding UTF8."))
    return Finding(GOOD, text)


def of_address() -> Finding:
    """Whether people reach it by TLS."""
    url = current_app.config["PUBLIC_URL"]
    if url.startswith("https://"):
        return Finding(GOOD, _("It is reached at %(url)s, encrypted.", url=url))
    return Finding(
        BAD, _("It is not reached by https."), _("Set PARTNERHUB_URL to its https address; see docs/deploy.md.")
    )


def of_hosts() -> Finding:
    """Whether it believes only the proxy in front of it."""
    config = current_app.config
    if config["TRUSTED_PROXY"] == "*":
        return Finding(
            BAD, _("Every sender's word is believed."), _("Set PARTNERHUB_TRUSTED_PROXY to the proxy's address.")
        )
    if not demo.is_this_machine(config["HOST"]):
        return Finding(WARN, _("It listens to the whole network."), _("Set HOST=127.0.0.1, with Caddy in front of it."))
    return Finding(GOOD, _("It listens to this machine only."))


def of_secret() -> Finding:
    """Whether the key that signs cookies is long, and nobody else's to read."""
    file = Path(current_app.config["DATA"]) / backup.KEY
    if len(current_app.config["SECRET_KEY"]) < 32:
        return Finding(BAD, _("The secret key is short."), _("Remove PARTNERHUB_SECRET_KEY, and one is made."))
    if file.exists() and is_open(file):
        return Finding(BAD, _("Others on this machine can read the secret key."), f"chmod 600 {file}")
    return Finding(GOOD, _("The secret key is safe."))


def of_folder() -> Finding:
    """Whether nobody else on the machine reads what people wrote."""
    data = Path(current_app.config["DATA"])
    if not os.access(data, os.W_OK):
        return Finding(BAD, _("The data folder cannot be written to."), f"chown -R partnerhub: {data}")
    if is_open(data):
        return Finding(BAD, _("Others on this machine can look into the data folder."), f"chmod 700 {data}")
    return Finding(GOOD, _("The data folder is PartnerHub's own."))


def is_open(place: Path) -> bool:
    """Whether others than its owner may look. Windows has no such bits; its own rights count there."""
    return os.name == "posix" and bool(stat.S_IMODE(place.stat().st_mode) & 0o077)


def of_schema() -> Finding:
    """Whether the database is as this version needs it."""
    wanted = ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()
    if moving.version_of(db.session.connection()) == wanted:
        return Finding(GOOD, _("The database fits this version."))
    return Finding(BAD, _("The database does not fit this version."), _("Run: flask --app partnerhub db upgrade"))


def of_time_zone() -> Finding:
    """Whether the school's clock is known."""
    try:
        return Finding(GOOD, _("It is %(now)s at the school.", now=format_datetime(clock.at_school())))
    except ZoneInfoNotFoundError:
        return Finding(BAD, _("The school's time zone is not known here."), _("Choose another on the school's page."))


def of_demonstration() -> Finding:
    """Whether this is the sample school, whose password everybody knows."""
    if demo.is_here() and not demo.may_be_served(current_app.config):
        return Finding(
            BAD, _("This is the sample school, and its password is public."), _("Serve a school of your own.")
        )
    return Finding(GOOD, _("The sample school is not served to others."))


def of_mail_server() -> Finding:
    """Whether the mail server answers."""
    url = current_app.config["SMTP_URL"]
    if not url:
        return Finding(WARN, _("No mail server is set."), _("Set PARTNERHUB_SMTP; see docs/settings.md."))
    try:
        with mail.connect(url) as server:
            server.noop()
    except (OSError, SMTPException) as problem:
        return Finding(BAD, _("The mail server does not answer: %(why)s", why=problem), _("Look at PARTNERHUB_SMTP."))
    return Finding(GOOD, _("The mail server answers."))
