"""The form of the school's rules for feedback."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partnerhub.feedback.rules import LEAST_PUBLIC, FeedbackRules
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Form, Number, Pick
from partnerhub.people.model import User
from partnerhub.school.context import current_school

NUMBER = _l("Enter a number.")


class RulesForm(Form):
    """How the school treats feedback, each in plain words."""

    safeguarding_id = Pick(
        _l("Who reads the wishes to be contacted"),
        choices=[],
        description=_l(
            "One person alone: nobody else can open them, not even you. Whoever you choose also sees those that came "
            "in before. While nobody is chosen, families are not offered it."
        ),
    )
    contact_days = Number(
        _l("Days until an answered wish is erased"),
        least=1,
        most=365,
        required=NUMBER,
        description=_l("Counted from the day on which it was answered."),
    )
    answers_months = Number(
        _l("Months for which single answers are kept"),
        least=1,
        most=60,
        required=NUMBER,
        description=_l("Counted from the last day of a round. After that only the totals stay."),
    )
    public_threshold = Number(
        _l("Fewest answers to show outside of the school"),
        least=LEAST_PUBLIC,
        most=100,
        required=NUMBER,
        description=_l("Where fewer answered, partners and the public see nothing. Inside, the school's limit holds."),
    )
    reply_days = Number(
        _l("Days until you reply to what you heard"),
        least=1,
        most=90,
        required=NUMBER,
        description=_l("After so many days the landing page reminds you that families wait for a reply."),
    )

    @classmethod
    def of(cls, rules: FeedbackRules, *, blank: bool = False) -> Self:
        """The form, filled in with the rules. `blank` ignores what was sent."""
        form = cls(formdata=None, obj=rules) if blank else cls(obj=rules)
        side = select(User).where(User.role.in_([Role.PRINCIPAL, Role.STAFF])).order_by(User.name)
        people = [(str(user.id), user.name) for user in db.session.scalars(side) if user.is_active]
        form.safeguarding_id.choices = [("", _("Nobody")), *people]
        if form.safeguarding_id.data in (None, "None"):
            form.safeguarding_id.data = ""
        return form

    def check_together(self) -> None:
        """Outside never more than inside."""
        school = current_school()
        inside = school.threshold if school else LEAST_PUBLIC
        if self.public_threshold.data is not None and self.public_threshold.data < inside:
            why = _("Enter at least %(number)d: so many are asked for inside of the school.", number=inside)
            self.refuse("public_threshold", why)

    @property
    def chosen(self) -> dict[str, Any]:
        """The rules as they are kept."""
        person = self.safeguarding_id.data
        return {**self.data, "safeguarding_id": int(person) if person else None}
