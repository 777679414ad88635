"""The school's rules for feedback: the principal sets them, and the public page says them."""

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.routes import routes
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.feedback.rules_forms import RulesForm
from partnerhub.foundation.access import allow, principal
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show


@routes.get("/feedback/rules")
@allow(principal)
def show_rules() -> Response:
    """The rules."""
    return page(RulesForm.of(FeedbackRules.of_school(), blank=True))


@routes.post("/feedback/rules")
@allow(principal)
def save_rules() -> Response:
    """Take new rules."""
    rules = FeedbackRules.of_school()
    form = RulesForm.of(rules)
    if not form.validate():
        return page(form, 422)
    rules.change(by=current_user, **form.chosen)
    return done(url_for("feedback.show_rules"), _("Saved."))


def page(form: RulesForm, status: int = 200) -> Response:
    """The form, and where families read what holds."""
    asked = db.session.scalars(select(Round).join(Round.pulse).order_by(Round.id.desc()).limit(1)).first()
    pulse: Pulse | None = asked.pulse if asked else None
    return show("feedback/settings/show.html", form=form, pulse=pulse, status=status)
