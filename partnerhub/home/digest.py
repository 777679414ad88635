"""The digest: what needs somebody, by mail, on Mondays unless they chose otherwise. Nothing is due: nothing is sent."""

from datetime import date
from typing import Any
from urllib.parse import urljoin

from flask import current_app
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due, house
from partnerhub.foundation.links import link_to
from partnerhub.people.model import Digest, User
from partnerhub.school.context import current_school


def send() -> None:
    """Nightly: write to everybody whose day this is."""
    today = clock.today()
    everybody = select(User).where(User.turned_off_at.is_(None))
    for user in db.session.scalars(everybody.order_by(User.id)).all():
        if Digest(user.digest).falls_on(today):
            write(user, today)


def write(user: User, today: date) -> None:
    """Write one digest, in the person's language; the same day never twice, however many processes there are."""
    school = current_school()
    home = link_to("home.index")
    # Features make the addresses of what is due as for a page of this person's.
    with (
        current_app.test_request_context(base_url=home),
        force_locale(user.language or (school.language if school else "en")),
    ):
        due = house().today(user)
        if not due:
            return
        subject = ngettext(
            "One thing needs you at %(school)s", "%(num)d things need you at %(school)s", len(due), **said(school)
        )
        parts = [_("Good morning, %(name)s.", name=user.name), *(as_text(one, home) for one in due)]
        parts.append(_("All of it: %(link)s", link=home))
        parts.append(
            _("How often you get this letter is for you to say: %(link)s", link=link_to("people.show_account"))
        )
        mail.write(user.email, subject, "\n\n".join(parts), link=home, once=f"digest-{user.id}-{today.isoformat()}")


def said(school: Any) -> dict[str, str]:
    """What the subject says of the school."""
    return {"school": school.name if school else "PartnerHub"}


def as_text(due: Due, home: str) -> str:
    """One thing that is due, with where to deal with it."""
    return "\n".join(part for part in (due.title, due.text, urljoin(home, due.url)) if part)
