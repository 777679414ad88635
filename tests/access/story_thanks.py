"""What each person is answered when the school says thank you."""

from collections.abc import Callable

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.stories.thanks import Thanks
from tests.access import Row
from tests.access.stories import for_staff


def said(rest: str = "") -> Callable[[], str]:
    """The address of a thank-you to the clinic."""

    def path() -> str:
        with transaction():
            clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
            thanks = Thanks(partner=clinic, words="For coming twice a week.")
            thanks.say(by=User.by_email("staff@demo.example"))
            return f"/newsroom/thanks/{thanks.id}{rest}"

    return path


def form() -> dict[str, str]:
    """Thanks to some partner."""
    clinic = db.session.scalars(select(Partner.id).where(Partner.name == "Northside Counseling")).one()
    return {"partner": str(clinic), "words": "For coming."}


ROWS = {
    "GET stories.list_thanks": Row(
        "/newsroom/thanks", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200
    ),
    "GET stories.new_thanks": for_staff("/newsroom/thanks/new", 200),
    "POST stories.say_thanks": for_staff("/newsroom/thanks", 303, form),
    "GET stories.show_thanks": Row(said(), anyone=401, viewer=200, partner=200, other=404, staff=200, principal=200),
    "POST stories.remove_thanks": for_staff(said("/removal"), 303),
}
