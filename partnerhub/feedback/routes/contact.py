""" "I would like someone to contact me": apart from the answers, and read by one named person."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import force_locale

from partnerhub.feedback import languages
from partnerhub.feedback.answers import Aside, Receipt
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.doors import TRAP, nameless
from partnerhub.feedback.forms import ContactForm
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.routes import routes
from partnerhub.feedback.routes.answer import behind, page
from partnerhub.feedback.rules import FeedbackRules
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.db import db
from partnerhub.foundation.security import csrf, limiter
from partnerhub.foundation.submissions import new_id


def offered_by(code: str) -> Pulse:
    """The pulse behind an address; 404 where nobody is named who would read a wish."""
    pulse = behind(code)
    return pulse if FeedbackRules.of_school().reader else abort(404)


@routes.get("/f/<code>/contact")
@allow(anyone, traceless=True)
def show_contact(code: str) -> Response:
    """The little form."""
    pulse = offered_by(code)
    return page("contact", pulse, form=ContactForm(formdata=None), sent_as=new_id(), trap=TRAP)


@routes.post("/f/<code>/contact")
@csrf.exempt
@limiter.limit("20 per hour", key_func=nameless)
@allow(anyone, traceless=True)
def send_contact(code: str) -> Response:
    """Take the wish, once."""
    pulse, form = offered_by(code), ContactForm()
    language = languages.chosen(pulse, pulse.last_round)
    with force_locale(language):
        if not form.validate():
            return page("contact", pulse, 422, form=form, sent_as=request.form.get("sent_as") or new_id(), trap=TRAP)
    if Receipt.is_new(request.form.get("sent_as", "")):
        wish = ContactRequest(language=language, aside=Aside.TRAP if request.form.get(TRAP) else "")
        form.fill(wish)
        db.session.add(wish)
    return redirect(url_for("feedback.show_contact_thanks", code=code, lang=language), 303)  # type: ignore[return-value]


@routes.get("/f/<code>/contact/thanks")
@allow(anyone, traceless=True)
def show_contact_thanks(code: str) -> Response:
    """That somebody will be in touch."""
    return page("contact_thanks", offered_by(code))
