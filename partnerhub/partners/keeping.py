"""What is kept of the people of organizations, for how long, and what becomes of it when they are erased."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation import clock
from partnerhub.foundation.keeping import About, Kept, Unit
from partnerhub.foundation.personal import Trace
from partnerhub.partners.imported import KEPT, ImportedList
from partnerhub.partners.model import Contact, Liaison, Partner

KEEPS = (
    Kept(
        "contacts",
        About.ORGANIZATIONS,
        _l("People of an organization, with their clearances"),
        _l("From the day when they left it."),
        _l("Questions about who was in the school, and with which proof, may still come up years later."),
        36,
        least=6,
        most=300,
        model=Contact,
        old=lambda before: Contact.left_on < clock.day_of(before),
    ),
    Kept(
        "imported_lists",
        About.ORGANIZATIONS,
        _l("A list of partners that was not taken over"),
        _l("From the day when it was sent in."),
        _l("To go on with it on the same day."),
        KEPT.days,
        Unit.DAYS,
    ),
)
TRACES = (
    Trace(ImportedList, _l("Lists that they sent in"), lambda p: p.has(ImportedList.by_id)),
    Trace(Liaison, _l("Organizations whose thread they hold"), lambda p: p.has(Liaison.user_id)),
    Trace(Contact, _l("Their entry among the people of an organization"), lambda p: p.has(Contact.email), name="name"),
    Trace(
        Partner,
        _l("Organizations that have this address as their own"),
        lambda p: p.has(Partner.email),
        becomes={"email": ""},
    ),
)
