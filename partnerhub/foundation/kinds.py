"""What the house itself keeps for a time, and what of it is a person's."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.audit import Event
from partnerhub.foundation.bin import KEPT as IN_BIN
from partnerhub.foundation.drafts import KEPT as IN_DRAFTS
from partnerhub.foundation.drafts import Draft
from partnerhub.foundation.keeping import About, Kept, Unit
from partnerhub.foundation.mail import Mail
from partnerhub.foundation.personal import Trace

KEEPS = (
    Kept(
        "letters",
        About.SERVER,
        _l("Letters that were sent from here, without their links"),
        _l("From the day when they were written."),
        _l("To see what somebody was told, and when."),
        13,
        least=1,
        most=36,
        model=Mail,
        old=lambda before: Mail.at < before,
    ),
    Kept(
        "drafts",
        About.SERVER,
        _l("What somebody with an account was writing and did not send"),
        _l("From the day when they last wrote."),
        _l("To go on writing on another day, or on another device."),
        IN_DRAFTS.days,
        Unit.DAYS,
    ),
    Kept(
        "bin",
        About.SERVER,
        _l("What was thrown away"),
        _l("From the day when it was thrown away."),
        _l("To bring it back."),
        IN_BIN.days,
        Unit.DAYS,
    ),
    Kept(
        "trail",
        About.SERVER,
        _l("Who did what, and when"),
        _l("From the day when it was done."),
        _l("To find out how a mistake came about. The database itself lets nothing younger than a year go."),
        60,
        least=13,
        most=240,
        model=Event,
        old=lambda before: Event.at < before,
    ),
)
TRACES = (
    Trace(Draft, _l("Texts that they were writing"), lambda p: p.has(Draft.user_id)),
    Trace(
        Mail,
        _l("Letters to them"),
        lambda p: p.has(Mail.to),
        secret=frozenset({"link", "unsubscribe"}),
        texts=("subject", "text"),
    ),
)
