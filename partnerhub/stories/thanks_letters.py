"""The letter that brings a thank-you to a partner's people."""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.foundation import mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.people.model import User
from partnerhub.school.context import current_school
from partnerhub.stories.thanks import Thanks


def send(thanks: Thanks) -> int:
    """Write to whoever holds the thread there, each once, and say to how many."""
    school, link = current_school(), link_to("stories.show_thanks", key=thanks.id)
    name, usual = (school.name, school.language) if school else ("", "en")
    written = dict(recipients(thanks, usual))
    for address, language in written.items():
        with force_locale(language):
            subject = _("Thank you, %(partner)s!", partner=thanks.partner.name)
            parts = [thanks.words, f"{thanks.by.name}\n{name}", _("As a certificate to print:\n%(link)s", link=link)]
            mail.write(address, subject, "\n\n".join(parts), once=f"thanks-{thanks.id}-{address}")
    return len(written)


def recipients(thanks: Thanks, usual: str) -> Iterator[tuple[str, str]]:
    """The liaisons there and the people with accounts, with their languages."""
    for contact in thanks.partner.people_here:
        if contact.is_liaison and contact.email:
            yield contact.email.lower(), usual
    accounts = select(User).where(User.partner_id == thanks.partner_id, User.turned_off_at.is_(None))
    for user in db.session.scalars(accounts):
        yield user.email.lower(), user.language or usual
