"""What is kept of people with an account, for how long, and what becomes of it when they are erased."""

from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from partnerhub.foundation import audit, clock, personal
from partnerhub.foundation.db import db
from partnerhub.foundation.keeping import About, Kept, Unit
from partnerhub.foundation.mail import NOWHERE
from partnerhub.foundation.personal import NAME, Trace
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import SignIn, User
from partnerhub.people.one_time import OneTimeLink
from partnerhub.people.second_factor import RecoveryCode, SecondFactor
from partnerhub.people.sessions import OWN_DEVICE
from partnerhub.school.model import School


def erase(person: personal.Person, *, by: Any) -> None:
    """Let a person go for good, and sign the trail. Their name is in the school's language from now on.

    Raises LastPrincipal.
    """
    user = db.session.get(User, person.account) if person.account else None
    if user:
        user.must_not_be_last()
    personal.erase(person)
    if user:
        audit.record(by, "user.erased", user)
    else:
        audit.record(by, "person.erased", School.only() or by)


def erase_who_left(before: datetime) -> None:
    """Erase those whose account was turned off before an instant."""
    school = School.only()
    left = select(User.email).where(gone(before))
    for address in db.session.scalars(left).all():
        with force_locale(school.language if school else "en"):
            erase(personal.find(address), by=None)


def gone(before: datetime) -> Any:
    """Those whose account was turned off before an instant, and who are not erased yet."""
    return (User.turned_off_at < before) & User.erased_at.is_(None)


KEEPS = (
    Kept(
        "accounts",
        About.ACCOUNTS,
        _l("The name and the address of somebody who left"),
        _l("From the day when the account was turned off."),
        _l("Long enough to ask back. After that the history says “A former member of staff”."),
        24,
        least=1,
        most=120,
        model=User,
        old=gone,
        forget=erase_who_left,
    ),
    Kept(
        "invitations",
        About.ACCOUNTS,
        _l("Invitations"),
        _l("From the day when the link ran out."),
        _l("To see who was invited and never came."),
        3,
        least=1,
        most=24,
        model=Invitation,
        old=lambda before: Invitation.expires_at < before,
    ),
    Kept(
        "sign_ins",
        About.ACCOUNTS,
        _l("Which device somebody is signed in on"),
        _l("From the day of signing in."),
        _l("So that they can end a sign-in that is not theirs. No sign-in lasts longer."),
        OWN_DEVICE.days,
        Unit.DAYS,
    ),
    Kept(
        "failed_sign_ins",
        About.ACCOUNTS,
        _l("That a sign-in failed, without the address"),
        _l("From the moment when it failed."),
        _l("To slow down whoever guesses passwords. It counts for 15 minutes."),
        1,
        Unit.DAYS,
    ),
)
TRACES = (
    Trace(
        SignIn, _l("Devices that they are signed in on"), lambda p: p.has(SignIn.user_id), secret=frozenset({"hash"})
    ),
    Trace(OneTimeLink, _l("Links to sign in"), lambda p: p.has(OneTimeLink.user_id), secret=frozenset({"hash"})),
    Trace(
        SecondFactor,
        _l("The second factor at sign-in"),
        lambda p: p.has(SecondFactor.user_id),
        secret=frozenset({"seed", "step"}),
    ),
    Trace(RecoveryCode, _l("Recovery codes"), lambda p: p.has(RecoveryCode.user_id), secret=frozenset({"hash"})),
    Trace(
        Invitation,
        _l("Invitations"),
        lambda p: or_(p.has(Invitation.email, Invitation.user_id)),
        becomes={"name": NAME, "email": None},
        name="name",
        secret=frozenset({"hash", "seed"}),
    ),
    Trace(
        User,
        _l("The account"),
        lambda p: p.has(User.id),
        becomes={
            "name": NAME,
            "email": lambda p: f"{p.account}{NOWHERE}",
            "password": None,
            "language": None,
            "theme": None,
            "digest": "never",
            "turned_off_at": lambda p: func.coalesce(User.turned_off_at, clock.now()),
            "erased_at": lambda p: clock.now(),
        },
        name="name",
        secret=frozenset({"password"}),
        is_account=True,
    ),
)
