"""Setting up: the form of the first day, and what it makes."""

from typing import Self

import click
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from flask_migrate import upgrade

from partnerhub.foundation import audit
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db, transaction
from partnerhub.foundation.formats import languages
from partnerhub.foundation.forms import Email, Form, Line, One, Pick, Text
from partnerhub.foundation.links import link_to
from partnerhub.people.forms import language_choices, new_password
from partnerhub.people.model import User
from partnerhub.people.one_time import OneTimeLink, Purpose
from partnerhub.school.model import COUNTRIES, CRISIS_LINES, TIMEZONES, School, timezone_choices


class SetupForm(Form):
    """The school and its principal. What is usual in the country is filled in where nothing else is said."""

    school = Line(_l("Name of the school"), required=_l("Enter the name of the school."), most=120)
    country = One(_l("Where is the school?"), choices=list(COUNTRIES.items()), required=_l("Choose where it is."))
    timezone = Pick(_l("Time zone"), choices=[], render_kw={"translate": "no"})
    language = Pick(_l("Language"), choices=[], render_kw={"translate": "no"})
    crisis_lines = Text(
        _l("Crisis lines"),
        most=500,
        description=_l("Shown to families. Leave this empty for the lines that are usual in your country."),
    )
    name = Line(_l("Your name"), required=_l("Enter your name."), most=100)
    email = Email(_l("Your e-mail address"), required=_l("Enter your e-mail address."))
    password = new_password()

    @classmethod
    def with_choices(cls) -> Self:
        """The form with the time zones and the languages that there are."""
        form = cls()
        form.timezone.choices = [("", _l("As usual in my country")), *timezone_choices()]
        form.language.choices = language_choices(languages())
        return form


def first_day(form: SetupForm, password: str) -> User:
    """Make the school and its principal.

    Args:
        form: filled in and valid.
        password: already hashed.
    """
    country = form.country.data
    language = form.language.data or "en"
    school = School.open(
        name=form.school.data,
        country=country,
        timezone=form.timezone.data or TIMEZONES[country],
        language=language,
        languages=[language],
        crisis_lines=form.crisis_lines.data or str(CRISIS_LINES[country]),
        year_begins=9 if country == "GB" else 8,
    )
    user = User(name=form.name.data, email=form.email.data, role=Role.PRINCIPAL, password=password, language=language)
    db.session.add(user)
    db.session.flush()
    audit.record(user, "school.opened", school)
    return user


def new_link() -> str | None:
    """A new link to set up, taking the place of earlier ones; None where there is a school.

    In a transaction of its own: for the start of the server and for the command.
    """
    with transaction():
        if School.only():
            return None
        token = OneTimeLink.make(Purpose.SET_UP)
        return link_to("people.setup_begin", token=token)


@click.command("setup-link")
@with_appcontext
def setup_link() -> None:
    """Print a new one-time link to set the school up."""
    upgrade()
    link = new_link()
    if link is None:
        raise click.ClickException("The school is set up already. Sign in, or ask its principal for an invitation.")
    click.echo(link)
