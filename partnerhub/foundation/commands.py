"""Commands: `flask --app partnerhub ...`."""

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from partnerhub.foundation.db import transaction


def init_commands(app: Flask) -> None:
    """Give the app its commands."""
    app.cli.add_command(demo)
    app.cli.add_command(catalogs)


@click.command()
@click.option("--if-empty", is_flag=True, help="Go on where the demonstration school is here already.")
def demo(if_empty: bool) -> None:
    """Fill an empty database with the demonstration school."""
    from partnerhub import demo as story

    upgrade()
    try:
        with transaction():
            story.fill()
    except story.NotEmpty:
        if not (if_empty and story.is_here()):
            raise click.ClickException("There is a school in this database already. Nothing was changed.") from None
    click.echo("The demonstration school is ready. Sign in as one of:")
    for short in story.ACCOUNTS:
        click.echo(f"  {short}@demo.example")
    click.echo(f"Password: {story.PASSWORD}")


@click.command()
@click.argument("new", required=False)
def catalogs(new: str | None) -> None:
    """Gather the texts of the code into the catalogs; with the code of a language (pl), begin that one, too."""
    from babel import UnknownLocaleError

    from partnerhub.foundation.gathering import gather

    try:
        waiting = gather(current_app.config["TRANSLATIONS"], new)
    except (UnknownLocaleError, ValueError):
        raise click.ClickException(f"“{new}” is not the code of a language, like pl or pt_BR.") from None
    for code, number in waiting.items():
        click.echo(f"{code}: {number} texts wait for their translation." if number else f"{code}: complete.")
