"""Letters about applications and checklists, each with a link of its own."""

from datetime import timedelta
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy import delete, or_, select

from partnerhub.foundation import clock, mail
from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.model import Application, State
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.context import current_school

WARN_BEFORE = timedelta(days=3)


def link_of(application: Application) -> str:
    """A new link to an application, for one letter."""
    return link_to("onboarding.show_application", token=application.new_link())


def school_name() -> str:
    """The school's name as a letter says it."""
    school = current_school()
    return school.name if school else _("the school")


def send_link(application: Application, to: str) -> None:
    """The link to come back by, as they asked."""
    application.link_email = to
    with force_locale(application.language):
        link, school = link_of(application), school_name()
        until = format_date(application.ends_at) if application.ends_at else ""
        text = _("Here is your link to your application to %(school)s:\n\n%(link)s", school=school, link=link)
        if until:
            text += "\n\n" + _("It works until %(day)s. What you have saved is kept until then.", day=until)
        mail.write(to, _("Your application to %(school)s", school=school), text, link=link)


def tell_received(application: Application) -> None:
    """It has arrived."""
    with force_locale(application.language):
        link, school = link_of(application), school_name()
        text = _(
            "Thank you, %(name)s. Your application to %(school)s has arrived.\n\n"
            "Somebody at the school reads it and writes to you here. You can always see where it stands:\n\n%(link)s",
            name=application.contact_name,
            school=school,
            link=link,
        )
        mail.write(application.email, _("Your application has arrived"), text, link=link)


def ask(application: Application, question: str) -> None:
    """The school's question, with the link to answer it."""
    with force_locale(application.language):
        link, school = link_of(application), school_name()
        text = _(
            "%(school)s has a question about your application:\n\n%(question)s\n\n"
            "When your answer is there, it reads on and decides. Please answer here:\n\n%(link)s",
            school=school,
            question=question,
            link=link,
        )
        mail.write(application.email, _("A question from %(school)s", school=school), text, link=link)


def decline(application: Application) -> None:
    """No, and why."""
    with force_locale(application.language):
        school = school_name()
        text = _(
            "Thank you for applying to %(school)s. The school cannot take you on now, and says why:\n\n%(reason)s\n\n"
            "If things change, you are welcome to apply again:\n\n%(link)s",
            school=school,
            reason=application.reason,
            link=link_to("onboarding.begin"),
        )
        mail.write(
            application.email, _("Your application to %(school)s", school=school), text, link=link_of(application)
        )


def accept(application: Application, *, is_invited: bool) -> None:
    """Yes; an invitation, where one is needed, comes in a letter of its own."""
    with force_locale(application.language):
        link, school = link_of(application), school_name()
        text = _("Good news: %(school)s would like to work with %(name)s.", school=school, name=application.name)
        if is_invited:
            next_step = _("In another letter you get an invitation. With it you see what is needed next.")
            text += f"\n\n{next_step}\n\n" + _("Your application stays here to read:\n\n%(link)s", link=link)
        else:
            link = link_to("home.index")
            text += "\n\n" + _(
                "Sign in with the account that you have. There you see what is next:\n\n%(link)s", link=link
            )
        mail.write(application.email, _("%(school)s said yes", school=school), text, link=link)


def give_back(item: Item) -> None:
    """Something that was sent in has to be sent again, and why."""
    link = link_to("onboarding.show_item", key=item.id)
    for person in people_of(item.partner):
        with force_locale(person.language or "en"):
            text = _(
                "%(school)s has looked at \u201c%(title)s\u201d and needs it once more:\n\n%(why)s\n\n"
                "What you sent is kept; mend it here:\n\n%(link)s",
                school=school_name(),
                title=item.title,
                why=item.why,
                link=link,
            )
            mail.write(person.email, _("Please send once more: %(title)s", title=item.title), text, link=link)


def ask_for_more(item: Item) -> None:
    """One thing more is needed of the partner; what the school does itself is no letter's business."""
    link = link_to("onboarding.show_item", key=item.id)
    for person in people_of(item.partner) if item.by_partner else ():
        with force_locale(person.language or "en"):
            text = _(
                "Before the first day %(school)s needs one thing more:\n\n%(title)s\n%(help)s\n\n"
                "Send it in here:\n\n%(link)s",
                school=school_name(),
                title=item.title,
                help=item.help,
                link=link,
            )
            mail.write(person.email, _("One thing more: %(title)s", title=item.title), text, link=link)


def welcome(partner: Partner) -> None:
    """All is done; the work can begin."""
    link = link_to("home.index")
    for person in people_of(partner):
        with force_locale(person.language or "en"):
            text = _(
                "Everything that %(school)s needs from %(name)s is there. You are an active partner now. Welcome!\n\n"
                "Your pages stay open to you. Before a paper runs out, you get a letter:\n\n%(link)s",
                school=school_name(),
                name=partner.name,
                link=link,
            )
            mail.write(person.email, _("Welcome as a partner of %(school)s", school=school_name()), text, link=link)


def people_of(partner: Any) -> list[User]:
    """Those of a partner who have an account."""
    theirs = select(User).where(User.partner_id == partner.id, User.turned_off_at.is_(None)).order_by(User.id)
    return list(db.session.scalars(theirs))


def remind_before_the_end() -> None:
    """Nightly: once, three days before the link to an unfinished application ends."""
    soon = clock.now() + WARN_BEFORE
    unfinished = select(Application).where(
        Application.state == State.WRITING,
        Application.reminded_at.is_(None),
        Application.ends_at <= soon,
        Application.ends_at > clock.now(),
        or_(Application.email != "", Application.link_email != ""),
    )
    for application in db.session.scalars(unfinished).all():
        application.reminded_at = clock.now()
        remind(application)


def remind(application: Application) -> None:
    """Your application is not sent yet, and will be forgotten."""
    with force_locale(application.language):
        link, school = link_of(application), school_name()
        text = _(
            "Your application to %(school)s is not sent yet. After %(day)s it will be forgotten.\n\n"
            "Go on here:\n\n%(link)s\n\nIf you have changed your mind, you need not do anything.",
            school=school,
            day=format_date(application.ends_at),
            link=link,
        )
        to = application.email or application.link_email
        mail.write(to, _("Your application is not sent yet"), text, link=link)


def forget_old() -> None:
    """Nightly: what was begun, never sent, and cannot be come back to any more."""
    unsent = (Application.state == State.WRITING) & (Application.ends_at < clock.now())
    db.session.execute(delete(Application).where(unsent))
