"""How long applications are kept, and what becomes of a person's when they are erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_

from partnerhub.foundation.keeping import About, Kept, Unit
from partnerhub.foundation.personal import NAME, Trace
from partnerhub.onboarding.links import LINK_LASTS
from partnerhub.onboarding.model import Application, State


def declined(before: datetime) -> ColumnElement[bool]:
    """Those that were declined before an instant."""
    return (Application.state == State.DECLINED) & (Application.decided_at < before)


def of_machines(before: datetime) -> ColumnElement[bool]:
    """Those that a program sent before an instant."""
    return Application.is_aside.is_(True) & (Application.sent_at < before)


KEEPS = (
    Kept(
        "declined_applications",
        About.ORGANIZATIONS,
        _l("Applications that were declined"),
        _l("From the day of the decision."),
        _l("So that the school can say why, and see when somebody asks again."),
        12,
        least=1,
        most=36,
        model=Application,
        old=declined,
    ),
    Kept(
        "applications_of_machines",
        About.ORGANIZATIONS,
        _l("Applications that look as if a program sent them"),
        _l("From the day when they came."),
        _l("To find one that a person wrote after all."),
        90,
        Unit.DAYS,
        least=7,
        most=365,
        model=Application,
        old=of_machines,
    ),
    Kept(
        "unsent_applications",
        About.ORGANIZATIONS,
        _l("Applications that were begun and not sent"),
        _l("From the day when they were begun."),
        _l("So long the link to come back works."),
        LINK_LASTS.days,
        Unit.DAYS,
    ),
)
TRACES = (
    Trace(
        Application,
        _l("Applications that name them"),
        lambda p: or_(p.has(Application.email, Application.link_email)),
        becomes={"contact_name": NAME, "contact_role": "", "email": "", "phone": "", "link_email": ""},
        name="contact_name",
    ),
)
