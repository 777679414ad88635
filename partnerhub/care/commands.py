"""Commands for whoever keeps the server: `flask --app partnerhub backup | restore | verify | check`."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from partnerhub.care import backup, database, findings, moving, verify
from partnerhub.care import restore as restoring
from partnerhub.care.backup import Backup, NotPossible
from partnerhub.care.moving import NotMoved
from partnerhub.care.vault import Locked
from partnerhub.foundation.db import open_engine

MARKS = {findings.GOOD: "ok  ", findings.WARN: "look", findings.BAD: "BAD "}
LOCKED = "It is encrypted. Set PARTNERHUB_BACKUP_PASSPHRASE to its passphrase."


def bar(files: list[Any]) -> Iterable[Any]:
    """Show on a terminal how far it is, one step for each file or table."""
    with click.progressbar(files, label="Files") as shown:
        yield from shown


@click.command("backup")
@with_appcontext
def backup_command() -> None:
    """Make a backup now."""
    made = backup.make(progress=bar)
    rows = sum(made.counts.values())
    click.echo(f"{made.folder}: {rows} rows, {len(made.files)} files{', encrypted' if made.is_encrypted else ''}.")
    if made.damaged:
        raise click.ClickException(f"{len(made.damaged)} files are missing or damaged here. Run: verify")


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--verify", "only_verify", is_flag=True, help="Rehearse it: restore into a place that is thrown away.")
@with_appcontext
def restore_command(folder: Path, only_verify: bool) -> None:
    """Put a backup into the empty data folder (PARTNERHUB_DATA), after it was verified."""
    passphrase = current_app.config["BACKUP_PASSPHRASE"]
    try:
        found = Backup.read(folder.resolve())
        if only_verify:
            with tempfile.TemporaryDirectory(prefix="partnerhub-") as room:
                restoring.restore(found, Path(room) / backup.DATABASE, Path(room), passphrase, bar)
            click.echo("It could be restored whole.")
            return
        file = database.file_of(current_app.config)
        restoring.restore(found, file, Path(current_app.config["DATA"]), passphrase, bar)
    except (NotPossible, NotMoved) as problem:
        raise click.ClickException(str(problem)) from None
    except Locked:
        raise click.ClickException(LOCKED) from None
    except restoring.Damaged as problem:
        raise click.ClickException("The backup is damaged; nothing was restored.\n" + lines(problem.faults)) from None
    click.echo(f"Restored, as it was on {found.made_at:%Y-%m-%d %H:%M} UTC.")


@click.command("verify")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_appcontext
def verify_command(folder: Path | None) -> None:
    """Look for damage in the school's data, or in the backup of that FOLDER."""
    try:
        if folder:
            passphrase = current_app.config["BACKUP_PASSPHRASE"]
            faults = verify.faults_of_backup(Backup.read(folder.resolve()), passphrase, bar)
        else:
            faults = verify.faults_here(bar)
    except NotPossible as problem:
        raise click.ClickException(str(problem)) from None
    except Locked:
        raise click.ClickException(LOCKED) from None
    if faults:
        raise click.ClickException("Something is wrong:\n" + lines(faults))
    click.echo("All is well.")


@click.command("move-to")
@click.argument("url")
@with_appcontext
def move_command(url: str) -> None:
    """Copy this school into the empty PostgreSQL database at URL, and prove that all of it arrived."""
    file, data = database.file_of(current_app.config), Path(current_app.config["DATA"])
    if file is None or not file.exists():
        raise click.ClickException("There is no SQLite file here. Unset DATABASE_URL, and set PARTNERHUB_DATA.")
    try:
        with server_at(url) as target, database.opened(file) as engine, writing(engine) as source:
            rows = sum(moving.count(source, table) for table in moving.tables_of(source).values())
            with click.progressbar(length=rows, label="Rows") as shown:
                counts = moving.move(source, target, shown.update)
    except (ArgumentError, OperationalError, NotMoved) as problem:
        why = getattr(problem, "orig", None) or problem
        raise click.ClickException(f"{why}\nNothing was moved.") from None
    click.echo(MOVED.format(tables=len(counts), rows=sum(counts.values()), files=data / "files", file=file))


@contextmanager
def server_at(url: str) -> Iterator[Engine]:
    """The database server that somebody named."""
    if make_url(url).get_backend_name() != "postgresql":
        raise NotMoved("The address must be one of PostgreSQL: postgresql://user@host/database")
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that keeps everybody else from writing."""
    with engine.connect().execution_options(writes=True) as connection:
        yield connection


@click.command("check")
@with_appcontext
def check_command() -> None:
    """Look at how PartnerHub is deployed, and say what to do."""
    found = findings.of_deployment()
    for finding in found:
        click.echo(f"{MARKS[finding.tone]}  {finding.text}")
        if finding.todo and finding.tone != findings.GOOD:
            click.echo(f"      {finding.todo}")
    if any(finding.tone == findings.BAD for finding in found):
        raise click.exceptions.Exit(1)


MOVED = """\
All of it arrived: {tables} tables with {rows} rows, counted and compared by their content.

Next:
  1. Keep PartnerHub stopped. What is saved here from now on would not be there.
  2. Set DATABASE_URL to that address. Leave PARTNERHUB_DATA as it is: the files that people handed in stay in
     {files}, and so do the secret key and the backups.
  3. Start PartnerHub, and look at the page "Server".
  4. Put {file} away. Until then, unsetting DATABASE_URL brings back
     the school as it is now, without what was saved since."""


def lines(faults: list[str]) -> str:
    """One fault a line."""
    return "\n".join(f"  {fault}" for fault in faults)


ALL = (backup_command, restore_command, verify_command, move_command, check_command)
