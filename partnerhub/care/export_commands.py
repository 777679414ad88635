"""Commands that take a school out in open formats, and in again: `flask --app partnerhub export | import`."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from partnerhub.care import exporting, importing
from partnerhub.care.commands import bar
from partnerhub.foundation.db import transaction


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(file: Path) -> None:
    """Write everything that the school holds into FILE, a ZIP of CSV and files that any program reads."""
    manifest = exporting.write(file.resolve(), is_whole=True, progress=bar)
    rows = sum(known["rows"] for known in manifest["tables"].values())
    click.echo(f"{file}: {rows} rows, {len(manifest['files'])} files. It has all that families wrote: keep it safe.")
    if manifest["missing"]:
        raise click.ClickException(f"{len(manifest['missing'])} files are missing here. Run: verify")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def import_command(file: Path) -> None:
    """Take an export into an empty school, all of it or nothing, and prove that it says the same."""
    upgrade()
    try:
        with transaction():
            taken = importing.take(file.resolve(), bar)
    except importing.NotTaken as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Taken in: {sum(taken.values())} rows. Every table and every file has the hash that it had.")


ALL = (export_command, import_command)
