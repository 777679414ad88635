"""How long the papers of clearances are kept, and what becomes of a person's when they are erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update

from partnerhub.clearances.model import Clearance
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.keeping import About, Kept
from partnerhub.foundation.personal import Person, Trace
from partnerhub.partners.model import Contact


def ended(before: datetime) -> ColumnElement[bool]:
    """Those with a copy that ended before an instant."""
    return Clearance.document_id.is_not(None) & (Clearance.expires_on < clock.day_of(before))


def drop_copies(before: datetime) -> None:
    """Let the copies go; what kind it was, its dates and who saw it stay."""
    db.session.execute(update(Clearance).where(ended(before)).values(document_id=None))


def theirs(person: Person) -> ColumnElement[bool]:
    """The clearances of a person of an organization."""
    return Clearance.contact_id.in_(select(Contact.id).where(person.has(Contact.email)))


# Source of the six months: DBS code of practice (gov.uk), "handling of certificate information".
KEEPS = (
    Kept(
        "clearance_copies",
        About.ORGANIZATIONS,
        _l("Copies of insurances, checks and licenses"),
        _l("From the day when they ended."),
        _l("A copy is needed while it is good. After that its dates are enough."),
        6,
        least=1,
        most=120,
        model=Clearance,
        old=ended,
        forget=drop_copies,
    ),
)
TRACES = (Trace(Clearance, _l("Their clearances, with the papers"), theirs),)
