"""Forms about action items."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Day, Form, Line, Pick, Text
from partnerhub.meetings.actions import ActionItem, ActionState
from partnerhub.meetings.somebody import Somebody, people_of_partners
from partnerhub.people.model import User


class ActionForm(Form):
    """Who does what until when."""

    text = Text(_l("What is to be done?"), required=_l("Enter what is to be done."), most=500)
    who = Pick(_l("Who does it?"), choices=list)
    name = Line(_l("Or somebody else, by name"), most=120)
    due_on = Day(_l("Until"))

    def set_up(self, meeting: Any, partner: Any, also: Any = None) -> None:
        """Offer those at the school, at the partner and at the meeting."""
        there = people_of_partners([p.id for p in meeting.partners] if meeting else [partner.id] if partner else [])
        here = db.session.scalars(User.on_the_school_side()).all()
        known = {f"u{user.id}": user.name for user in here} | {f"c{contact.id}": contact.name for contact in there}
        if also is not None and also.key:
            known.setdefault(also.key, also.who)
        self.who.choices = [("", _l("Nobody yet")), *known.items()]

    def write(self, item: Any) -> None:
        """Write what was entered into an action item."""
        item.text, item.due_on = self.text.data, self.due_on.data
        somebody = Somebody.by_key(self.who.data) if self.who.data else None
        item.be(somebody or Somebody(name=self.name.data or ""))


def people_choices() -> list[tuple[str, Any]]:
    """The people at the school."""
    found = db.session.scalars(User.on_the_school_side())
    return [("", _l("Choose a person")), *((str(user.id), user.name) for user in found)]


def holder_choices() -> list[tuple[str, Any]]:
    """Everybody with an account who has something to do, those who left too."""
    holds = select(ActionItem.user_id).where(ActionItem.state == ActionState.OPEN)
    found = db.session.scalars(select(User).where(User.id.in_(holds)).order_by(User.name))
    return [("", _l("Choose a person")), *((str(user.id), user.name) for user in found)]


class ReassignmentForm(Form):
    """From whom to whom all open action items go."""

    giver = Pick(_l("From"), choices=holder_choices, required=_l("Choose whose actions these are."))
    taker = Pick(_l("To"), choices=people_choices, required=_l("Choose who does them from now on."))

    def check_together(self) -> None:
        """Nobody gives to themselves."""
        if self.giver.data and self.giver.data == self.taker.data:
            self.refuse("taker", _l("Choose somebody else."))
