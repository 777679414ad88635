"""Saying thank you: the year's list, a new one, and the certificate."""

from datetime import date

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation import clock, drafts
from partnerhub.foundation.access import allow, find, school_side, signed_in, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.forms import BooleanField, Form, Pick, Text
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.numbers import whole
from partnerhub.partners.model import Partner
from partnerhub.stories import appreciation, thanks, thanks_letters
from partnerhub.stories.forms import all_partners
from partnerhub.stories.routes import routes
from partnerhub.stories.thanks import LONGEST, Thanks


class ThanksForm(Form):
    """Whom, and for what."""

    partner = Pick(_l("Whom do you thank?"), choices=list, coerce=int, required=_l("Choose a partner."))
    words = Text(
        _l("For what?"),
        required=_l("Say for what."),
        most=LONGEST,
        description=_l("Say one thing that they did and what came of it. It stands on the certificate."),
    )
    by_mail = BooleanField(_l("Send it by mail, too"))

    @classmethod
    def begin(cls, **more: object) -> "ThanksForm":
        """The form, with the partners to choose from."""
        form = cls(**more)
        form.partner.choices = [(partner.id, partner.name) for partner in all_partners()]
        return form


@routes.get("/newsroom/thanks")
@allow(school_side)
def list_thanks() -> Response:
    """The thanks of a school year, and who was not thanked yet."""
    first = thanks.year_of(clock.today())[0]
    year = request.args.get("year", type=whole)
    shown = date(year, first.month, 1) if year and 2000 <= year <= 2200 else first
    is_now = shown == first
    return show(
        "stories/thanks/index.html",
        said=thanks.of_year(shown, current_user),
        events=appreciation.of_year(shown, current_user),
        missing=thanks.not_thanked(shown) if is_now else [],
        shown=shown,
        is_now=is_now,
    )


@routes.get("/newsroom/thanks/new")
@allow(staff)
def new_thanks() -> Response:
    """A form to say thank you."""
    asked = request.args.get("partner", type=whole)
    return show("stories/thanks/new.html", form=ThanksForm.begin(formdata=None, partner=asked, by_mail=True))


@routes.post("/newsroom/thanks")
@allow(staff)
def say_thanks() -> Response:
    """Say it, and send it where that is wanted."""
    form = ThanksForm.begin()
    if not form.validate():
        return show("stories/thanks/new.html", status=422, form=form)
    said = Thanks(partner=find(Partner, form.partner.data), words=form.words.data or "")
    said.say(by=current_user)
    written = thanks_letters.send(said) if form.by_mail.data else 0
    drafts.drop(current_user, "thanks-new")
    message = _("Said, and on its way by mail.") if written else _("Said. Print it, or send them the link.")
    return done(url_for("stories.show_thanks", key=said.id), message)


@routes.get("/newsroom/thanks/<int:key>")
@allow(signed_in)
def show_thanks(key: int) -> Response:
    """The certificate."""
    return show("stories/thanks/show.html", thanks=find(Thanks, key))


@routes.post("/newsroom/thanks/<int:key>/removal")
@allow(staff)
def remove_thanks(key: int) -> Response:
    """Take back what was said by mistake."""
    said = find(Thanks, key, to_edit=True)
    name = said.bin_label
    said.throw_away(by=current_user)
    return done(url_for("stories.list_thanks"), _("In the bin: %(name)s", name=name), undo=undo(said))
