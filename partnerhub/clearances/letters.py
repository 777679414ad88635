"""Letters about clearances: 60, 30 and 7 days before one expires, and when one is returned."""

from collections.abc import Iterator

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.clearances.model import Clearance, State
from partnerhub.foundation import clock, mail
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as Partnership
from partnerhub.people.model import User
from partnerhub.school.context import current_school

DAYS_BEFORE = (60, 30, 7)
GOES_ON = (Partnership.ONBOARDING, Partnership.ACTIVE, Partnership.PAUSED)


def remind() -> None:
    """Nightly: write about what expires. A night that was missed is made up for by the next, once."""
    today = clock.today()
    expiring = (
        select(Clearance)
        .join(Partner, Partner.id == Clearance.partner_id)
        .where(Clearance.state == State.ACCEPTED, Clearance.expires_on >= today)
        .where(Partner.state.in_(GOES_ON), Partner.merged_into_id.is_(None))
        .order_by(Clearance.expires_on, Clearance.id)
    )
    for clearance in db.session.scalars(expiring):
        stage = stage_of(clearance.days_left)
        if stage and concerns_today(clearance) and not is_followed(clearance):
            write_about(clearance, stage)


def stage_of(days_left: int | None) -> int | None:
    """Which of the three letters is due: the last one whose day has come."""
    return min((days for days in DAYS_BEFORE if days_left is not None and days_left <= days), default=None)


def concerns_today(clearance: Clearance) -> bool:
    """Whether the person still works there."""
    left = clearance.contact.left_on if clearance.contact else None
    return left is None or left >= clock.today()


def is_followed(clearance: Clearance) -> bool:
    """Whether a newer accepted one goes on after it."""
    return any(
        other.lasts_as_long_as(clearance) and other.expires_on != clearance.expires_on for other in clearance.others()
    )


def write_about(clearance: Clearance, stage: int) -> None:
    """One letter to each person on both sides, once for this stage."""
    about = f"clearance-{clearance.id}-{clearance.expires_on}-{stage}"
    link = link_to("clearances.show_clearance", key=clearance.id)
    for address, language in recipients(clearance.partner):
        with force_locale(language):
            mail.write(address, subject(clearance), text(clearance, link), link=link, once=f"{about}-{address}")


def subject(clearance: Clearance) -> str:
    """What the letter is about."""
    left = clearance.days_left or 0
    what = {"what": clearance.label, "whose": clearance.owner}
    if not left:
        return _("%(what)s of %(whose)s expires today", **what)
    return ngettext(
        "%(what)s of %(whose)s expires in %(num)d day", "%(what)s of %(whose)s expires in %(num)d days", left, **what
    )


def text(clearance: Clearance, link: str) -> str:
    """The letter."""
    school = current_school()
    return _(
        "Hello,\n\n"
        "%(what)s of %(whose)s (%(partner)s) is good until %(date)s. "
        "Please hand in the new one before that day, so that nobody is turned away at the door:\n\n"
        "%(link)s\n\n"
        "Thank you,\n%(school)s\n",
        what=clearance.label,
        whose=clearance.owner,
        partner=clearance.partner.name,
        date=format_date(clearance.expires_on, "long"),
        link=link,
        school=school.name if school else "",
    )


def tell_of_return(clearance: Clearance) -> None:
    """Tell the organization's people that a clearance came back, and why."""
    link = link_to("clearances.show_clearance", key=clearance.id)
    what = {"what": clearance.label, "whose": clearance.owner}
    for address, language in of_partner(clearance.partner):
        with force_locale(language):
            body = _(
                "Hello,\n\n%(what)s of %(whose)s could not be accepted yet:\n\n%(word)s\n\n"
                "Please look at it again here:\n\n%(link)s\n\nThank you!\n",
                word=clearance.word,
                link=link,
                **what,
            )
            mail.write(address, _("Please look at %(what)s of %(whose)s again", **what), body, link=link)


def recipients(partner: Partner) -> list[tuple[str, str]]:
    """Everybody who is written to, each address once, with their language."""
    return list(dict([*of_school(partner), *of_partner(partner)]).items())


def of_partner(partner: Partner) -> Iterator[tuple[str, str]]:
    """The organization's liaisons, and its people with accounts."""
    school = current_school()
    language = school.language if school else "en"
    for contact in partner.contacts:
        if contact.is_liaison and contact.email and (contact.left_on is None or contact.left_on >= clock.today()):
            yield contact.email.lower(), language
    for user in db.session.scalars(select(User).where(User.partner_id == partner.id, User.turned_off_at.is_(None))):
        yield user.email.lower(), user.language or language


def of_school(partner: Partner) -> Iterator[tuple[str, str]]:
    """The school's liaisons; where there is none, its principals, so that nobody is forgotten."""
    school = current_school()
    language = school.language if school else "en"
    users = [liaison.user for liaison in partner.liaisons if liaison.user.is_active]
    if not users:
        principals = select(User).where(User.role == Role.PRINCIPAL, User.turned_off_at.is_(None))
        users = list(db.session.scalars(principals))
    for user in users:
        yield user.email.lower(), user.language or language
