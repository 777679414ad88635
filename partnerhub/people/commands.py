"""Commands for whoever keeps the server, when nobody can get in any more: `flask --app partnerhub people`."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from partnerhub.foundation import audit
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.links import link_to
from partnerhub.people.model import User
from partnerhub.people.one_time import MINUTES, OneTimeLink, Purpose
from partnerhub.people.second_factor import SecondFactor


@click.group("people", invoke_without_command=True)
@click.pass_context
@with_appcontext
def people(context: click.Context) -> None:
    """List who has an account, or let somebody in again."""
    if context.invoked_subcommand is None:
        everyone = select(User).options(selectinload(User.sessions)).order_by(User.role, User.name)
        for user in db.session.scalars(everyone):
            click.echo(line(user))


@people.command("let-in")
@click.argument("email")
@with_appcontext
def let_in(email: str) -> None:
    """Print a one-time link with which the person with this EMAIL chooses a new password."""
    with transaction():
        user = known(email)
        if not user.is_active:
            raise click.ClickException("This account is turned off. A principal can turn it on, under People.")
        audit.record(None, "user.let_in", user, name=user.name)
        link = link_to("people.show_new_password", token=OneTimeLink.make(Purpose.NEW_PASSWORD, user))
    click.echo(f"{link}\nIt works once, for {MINUTES} minutes. Give it to {user.name} and to nobody else.")


@people.command("make-principal")
@click.argument("email")
@with_appcontext
def make_principal(email: str) -> None:
    """Give the school to the person with this EMAIL, one of its own: for the day when its principal is gone."""
    with transaction():
        user = known(email)
        if user.is_partner:
            raise click.ClickException("This is a person of a partner, who must not see what the school keeps.")
        if not user.is_active:
            user.turn_on(by=None)
        user.change_role(Role.PRINCIPAL, by=None)
    click.echo(f"{user.name} is a principal now. If they cannot sign in: people let-in {user.email}")


@people.command("drop-second-factor")
@click.argument("email")
@with_appcontext
def drop_second_factor(email: str) -> None:
    """Ask the person with this EMAIL for no code any more: for whoever lost the phone and the recovery codes."""
    with transaction():
        user = known(email)
        factor = SecondFactor.of(user)
        if factor is None:
            raise click.ClickException("They have no second factor.")
        factor.remove(by=None)
    click.echo(f"{user.name} signs in with the password alone now, and was told so by mail.")


def known(email: str) -> User:
    """Who has this address. Raises ClickException where nobody has."""
    user = User.by_email(email)
    if user is None:
        raise click.ClickException("Nobody has an account with this address. Run: people")
    return user


def line(user: User) -> str:
    """One person: what they are, their address and name, and when they were last seen."""
    seen = f"seen {user.sessions[0].seen_at:%Y-%m-%d}" if user.sessions else "not signed in"
    return f"{user.role:<9}  {user.email}  {user.name}  ({seen if user.is_active else 'turned off'})"
