"""Who is in a story, what they agreed to, and what they took back."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import files
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.stories import languages, outings
from partnerhub.stories.consent_forms import ConsentForm, OutingForm, PersonForm, WithdrawalForm
from partnerhub.stories.consent_rules import Channel
from partnerhub.stories.model import NotNow, Story
from partnerhub.stories.newsletter import recalling
from partnerhub.stories.portrayed import CHANNELS, USES, Consent, Portrayed
from partnerhub.stories.publishing import NotCovered
from partnerhub.stories.routes import routes
from partnerhub.stories.routes.writing import page_of


@routes.get("/newsroom/stories/<int:key>/people/new")
@allow(staff)
def new_person(key: int) -> Response:
    """Ask who is in the story."""
    return show("stories/person_form.html", story=find(Story, key), person=None, form=PersonForm(formdata=None))


@routes.post("/newsroom/stories/<int:key>/people")
@allow(staff)
def add_person(key: int) -> Response:
    """Note who is in the story."""
    story, form = find(Story, key), PersonForm()
    if not form.validate():
        return show("stories/person_form.html", status=422, story=story, person=None, form=form)
    person = Portrayed(story=story, **form.entered)
    person.note(by=current_user)
    return done(url_for("stories.show_person", key=person.id), _("Noted. Now ask for their consent."))


@routes.post("/newsroom/stories/<int:key>/nobody")
@allow(staff)
def say_nobody(key: int) -> Response:
    """Say that nobody can be recognized in it."""
    find(Story, key).be_about_nobody(True, by=current_user)
    return to_story(key, _("Noted: nobody can be recognized in it."))


@routes.get("/newsroom/people/<int:key>")
@allow(staff)
def show_person(key: int) -> Response:
    """Somebody in a story, and the ledger of what they agreed to."""
    return show("stories/person.html", person=find(Portrayed, key), uses=USES)


@routes.get("/newsroom/people/<int:key>/edit")
@allow(staff)
def edit_person(key: int) -> Response:
    """Change what is known of somebody."""
    person = find(Portrayed, key, to_edit=True)
    return show("stories/person_form.html", story=person.story, person=person, form=PersonForm.of(person))


@routes.post("/newsroom/people/<int:key>")
@allow(staff)
def change_person(key: int) -> Response:
    """Keep what was changed."""
    person, form = find(Portrayed, key, to_edit=True), PersonForm()
    if not form.validate():
        return show("stories/person_form.html", status=422, story=person.story, person=person, form=form)
    for name, value in form.entered.items():
        setattr(person, name, value)
    person.record(current_user, "portrayed.changed")
    return done(url_for("stories.show_person", key=key), _("Saved."))


@routes.post("/newsroom/people/<int:key>/<any(leaving, return):way>")
@allow(staff)
def move_person(key: int, way: str) -> Response:
    """Somebody is not in the story any more, or is after all. The ledger keeps what they said."""
    person = find(Portrayed, key, to_edit=True)
    person.is_in_it = way == "return"
    person.record(current_user, "portrayed.changed")
    return to_story(person.story_id, _("Saved."))


@routes.get("/newsroom/people/<int:key>/form")
@allow(staff)
def print_consent_form(key: int) -> Response:
    """The form to sign, on paper, in the language of the page."""
    person = find(Portrayed, key)
    until = ConsentForm.begin(person, None).until.data
    texts: dict[str, Any] = {"uses": USES, "channels": CHANNELS, "languages_of_form": languages.choices()}
    code = languages.of_page()
    told = {name: getattr(person.story, name).read_in(code) for name in ("title", "text")}
    return show("stories/consent_form.html", person=person, story=person.story, until=until, told=told, **texts)


@routes.get("/newsroom/people/<int:key>/consents/new")
@allow(staff)
def new_consent(key: int) -> Response:
    """Hand the tablet over, or type in what a form says."""
    person, giver = find(Portrayed, key, to_edit=True), request.args.get("giver")
    form = ConsentForm.begin(person, giver if giver in person.givers else person.givers[0])
    return show("stories/consent.html", person=person, form=form)


@routes.post("/newsroom/people/<int:key>/consents")
@allow(staff, upload=True)
def record_consent(key: int) -> Response:
    """Write down that somebody agreed."""
    person, form = find(Portrayed, key, to_edit=True), ConsentForm()
    form.set_up(person)
    if not form.validate():
        return show("stories/consent.html", status=422, person=person, form=form)
    person.agree(by=current_user, **form.entered)
    return done(url_for("stories.show_person", key=key), _("Recorded. Thank you!"))


@routes.get("/newsroom/consents/<int:key>/document")
@allow(staff)
def show_signed_form(key: int) -> Response:
    """The form that was signed."""
    consent = db.session.get(Consent, key)
    return files.stream(consent.document) if consent and consent.document else abort(404)


@routes.get("/newsroom/people/<int:key>/withdrawals/new")
@allow(staff)
def new_withdrawal(key: int) -> Response:
    """Ask what somebody takes back."""
    person = find(Portrayed, key, to_edit=True)
    return show("stories/withdrawal.html", person=person, form=WithdrawalForm.begin(person))


@routes.post("/newsroom/people/<int:key>/withdrawals")
@allow(staff)
def record_withdrawal(key: int) -> Response:
    """Write down that somebody took it back; it counts at once."""
    person, form = find(Portrayed, key, to_edit=True), WithdrawalForm()
    form.set_up(person)
    if not form.validate():
        return show("stories/withdrawal.html", status=422, person=person, form=form)
    person.take_back(by=current_user, **form.entered)
    recalling.take_out()
    return to_story(person.story_id, _("Taken back. What it covered is off the public pages now."))


@routes.post("/newsroom/stories/<int:key>/outings")
@allow(staff)
def give_to_press(key: int) -> Response:
    """Note that the story is given to the press, where everybody in it agreed to that."""
    story, form = find(Story, key), OutingForm()
    if not form.validate():
        return page_of(story, 422, outing_form=form)
    try:
        outings.note(story, Channel.PRESS, form.what.data or "", by=current_user)
    except NotNow:
        form.refuse("what", _("The principal has to approve the story first."))
    except NotCovered:
        form.refuse("what", _("Somebody in it has not agreed to the press. See what is missing above."))
    if form.errors:
        return page_of(story, 422, outing_form=form)
    return to_story(key, _("Noted."))


def to_story(key: int, said: str) -> Response:
    """On to the story."""
    return done(url_for("stories.show_story", key=key, _anchor="people"), said)
