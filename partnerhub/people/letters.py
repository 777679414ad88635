"""Letters about accounts, in the language of whoever gets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from partnerhub.foundation import mail
from partnerhub.foundation.links import link_to
from partnerhub.people.one_time import MINUTES
from partnerhub.people.words import role_name
from partnerhub.school.model import School


@contextmanager
def in_language_of(person: Any) -> Iterator[str]:
    """Write in this person's language, else in the school's. Yields the school's name."""
    school = School.only()
    language = getattr(person, "language", None) or (school.language if school else "en")
    with force_locale(language):
        yield school.name if school else "PartnerHub"


def signed(text: str, school: str) -> str:
    """The letter with its end."""
    return "\n\n".join([text, _("Kind regards") + f"\n{school}\n"])


def invite(invitation: Any, language: str | None = None) -> None:
    """Tell somebody that they are invited, where an address is known; in the school's language where theirs is not."""
    if not invitation.email:
        return
    link = link_to("people.show_invitation_to_accept", token=invitation.token)
    with in_language_of(SimpleNamespace(language=language)) as school:
        text = _(
            "Dear %(name)s,\n\n%(school)s invites you to its partnership pages as: %(role)s.\n\n"
            "Open this link to choose a password and come in:\n%(link)s\n\n"
            "It works once, until %(day)s. If you did not expect this letter, you need not do anything.",
            name=invitation.name,
            school=school,
            role=role_name(invitation.role),
            link=link,
            day=format_date(invitation.expires_at),
        )
        subject = _("%(school)s invites you", school=school)
        mail.write(invitation.email, subject, signed(text, school), link=link)


def sign_in_link(user: Any, token: str) -> None:
    """The link that signs somebody in without a password."""
    link = link_to("people.show_sign_in_by_link", token=token)
    with in_language_of(user) as school:
        text = _(
            "Dear %(name)s,\n\nopen this link to sign in:\n%(link)s\n\nIt works once, for %(minutes)d minutes. "
            "If you did not ask for it, you need not do anything.",
            name=user.name,
            link=link,
            minutes=MINUTES,
        )
        mail.write(user.email, _("Your link to sign in"), signed(text, school), link=link)


def new_password_link(user: Any, token: str) -> None:
    """The link to choose a new password."""
    link = link_to("people.show_new_password", token=token)
    with in_language_of(user) as school:
        text = _(
            "Dear %(name)s,\n\nopen this link to choose a new password:\n%(link)s\n\n"
            "It works once, for %(minutes)d minutes. If you did not ask for it, your password stays as it is.",
            name=user.name,
            link=link,
            minutes=MINUTES,
        )
        mail.write(user.email, _("Choose a new password"), signed(text, school), link=link)


def password_changed(user: Any) -> None:
    """Tell somebody that their password is another now, so that they notice if it was not them."""
    with in_language_of(user) as school:
        text = _(
            "Dear %(name)s,\n\nyour password was changed, and all other devices were signed out. "
            "If that was not you, choose a new password on the sign-in page and tell the school.",
            name=user.name,
        )
        mail.write(user.email, _("Your password was changed"), signed(text, school))


def second_factor_changed(user: Any, *, is_on: bool) -> None:
    """Tell somebody that a code is asked for at sign-in from now on, or no more, so that they notice."""
    with in_language_of(user) as school:
        if is_on:
            subject = _("Your second factor is on")
            text = _(
                "Dear %(name)s,\n\nfrom now on you are asked for a code from your app when you sign in. "
                "If that was not you, tell the school at once.",
                name=user.name,
            )
        else:
            subject = _("Your second factor is off")
            text = _(
                "Dear %(name)s,\n\nyou are asked for no code any more when you sign in. "
                "If you did not expect that, choose a new password and tell the school.",
                name=user.name,
            )
        mail.write(user.email, subject, signed(text, school))
