"""Commands for whoever keeps the server: `flask --app partnerhub backup | restore | verify | check`."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from partnerhub.care import backup, database, findings, verify
from partnerhub.care import restore as restoring
from partnerhub.care.backup import Backup, NotPossible
from partnerhub.care.vault import Locked

MARKS = {findings.GOOD: "ok  ", findings.WARN: "look", findings.BAD: "BAD "}
LOCKED = "It is encrypted. Set PARTNERHUB_BACKUP_PASSPHRASE to its passphrase."


def bar(files: list[str]) -> Iterable[str]:
    """Show on a terminal how far it is, one step for each file."""
    with click.progressbar(files, label="Files") as shown:
        yield from shown


@click.command("backup")
@with_appcontext
def backup_command() -> None:
    """Make a backup now."""
    try:
        made = backup.make(progress=bar)
    except NotPossible as problem:
        raise click.ClickException(str(problem)) from None
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
        if file is None:
            raise NotPossible("Unset DATABASE_URL: a backup is restored into an SQLite file.")
        restoring.restore(found, file, Path(current_app.config["DATA"]), passphrase, bar)
    except NotPossible as problem:
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
            file = database.file_of(current_app.config)
            if file is None:
                raise NotPossible("The database is on a server of its own: use its own tools.")
            faults = verify.faults_of_data(file, Path(current_app.config["DATA"]), bar)
    except NotPossible as problem:
        raise click.ClickException(str(problem)) from None
    except Locked:
        raise click.ClickException(LOCKED) from None
    if faults:
        raise click.ClickException("Something is wrong:\n" + lines(faults))
    click.echo("All is well.")


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


def lines(faults: list[str]) -> str:
    """One fault a line."""
    return "\n".join(f"  {fault}" for fault in faults)


ALL = (backup_command, restore_command, verify_command, check_command)
