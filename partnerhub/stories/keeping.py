"""How long consents and addresses of the newsletter are kept, and what becomes of a person's when they are erased."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_

from partnerhub.foundation import clock
from partnerhub.foundation.keeping import About, Kept, Unit
from partnerhub.foundation.personal import Trace
from partnerhub.stories.newsletter.subscribers import Subscriber
from partnerhub.stories.portrayed import Consent


def not_reached(before: datetime) -> ColumnElement[bool]:
    """Those who left, never said yes, or could not be reached since an instant."""
    unsure = Subscriber.confirmed_at.is_(None) & (Subscriber.asked_at < before)
    return or_(unsure, Subscriber.left_at < before, Subscriber.bounced_at < before)


KEEPS = (
    Kept(
        "consents",
        About.FAMILIES,
        _l("Your consent to a story or a picture, with the signed paper"),
        _l("From the day when it ended."),
        _l("To prove that you were asked. The story itself is off our pages as soon as the consent ends."),
        36,
        least=12,
        most=120,
        model=Consent,
        old=lambda before: Consent.until < clock.day_of(before),
    ),
    Kept(
        "subscribers",
        About.FAMILIES,
        _l("Your address for the newsletter, if you do not want it any more"),
        _l("From the day when you left it, or did not say yes."),
        _l("So that one more letter by mistake can be explained."),
        30,
        Unit.DAYS,
        least=1,
        most=365,
        model=Subscriber,
        old=not_reached,
    ),
)
TRACES = (
    Trace(
        Subscriber,
        _l("The address for the newsletter"),
        lambda p: p.has(Subscriber.email),
        secret=frozenset({"word"}),
    ),
)
